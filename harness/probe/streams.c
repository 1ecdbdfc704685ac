/* Standard streams and the terminal behind them. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "probe.h"

void act_print(const struct action *a) { put_line(a->words[1]); }

void act_warn(const struct action *a) { fprintf(stderr, "%s\n", a->words[1]); }

void act_write_out(const struct action *a) { put(a->words[1]); }

void act_fill(const struct action *a) {
  static const char pattern[] = "0123456789abcde\n";
  for (long long i = 0, bytes = number(a, 1); i < bytes; i++)
    if (putchar(pattern[i % 16]) == EOF) cannot(a, errno);
}

void act_echo(const struct action *a) {
  char buffer[65536];
  ssize_t length;
  while ((length = read(STDIN_FILENO, buffer, sizeof buffer)) != 0) {
    if (length < 0 && errno == EINTR) continue; /* a reported signal: life goes on */
    if (length < 0) cannot(a, errno);
    fwrite(buffer, 1, (size_t)length, stdout);
    fflush(stdout);
  }
  put_line("end of input");
}

/* Byte by byte: what follows the line is left for the next action. */
void act_await_line(const struct action *a) {
  char byte = 0;
  ssize_t length;
  while (byte != '\n' && (length = read(STDIN_FILENO, &byte, 1)) != 0)
    if (length < 0 && errno != EINTR) cannot(a, errno);
}

int terminal_descriptor(void) {
  for (int fd = 0; fd <= 2; fd++)
    if (isatty(fd)) return fd;
  return -1;
}

static void wake(int signal) { (void)signal; }

void act_await_size(const struct action *a) {
  struct winsize size;
  long long rows = number(a, 1), columns = number(a, 2);
  int fd = terminal_descriptor();
  if (fd < 0) cannot(a, ENOTTY);
  sigset_t blocked, before;
  sigemptyset(&blocked);
  sigaddset(&blocked, SIGWINCH);
  sigprocmask(SIG_BLOCK, &blocked, &before); /* or a change between look and wait would be missed */
  signal(SIGWINCH, wake);
  for (;;) {
    if (ioctl(fd, TIOCGWINSZ, &size)) cannot(a, errno);
    if (size.ws_row == rows && size.ws_col == columns) break;
    sigsuspend(&before);
  }
  sigprocmask(SIG_SETMASK, &before, NULL);
  printf("size %lld %lld\n", rows, columns);
}

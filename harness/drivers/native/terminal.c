/*
 * terminal ROWS COLUMNS COMMAND [ARGUMENT ...]
 *
 * Runs a command as a caller at a terminal would: its standard input and output are a new pseudo-terminal of that size; standard
 * error stays as it is, so that what the client itself complains about does not mix with what the container writes. Bytes go
 * through unchanged in both directions; the end of our standard input becomes Ctrl-D. Ends with the status of the command,
 * 128+N when a signal ended it, 125 when it could not be started.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

enum { CANNOT = 125 };

__attribute__((noreturn)) static void fail(const char *what) {
  fprintf(stderr, "terminal: %s: %s\n", what, strerror(errno));
  _exit(CANNOT);
}

/* 0 when everything was written. */
static int write_all(int fd, const char *data, ssize_t length) {
  while (length > 0) {
    ssize_t written = write(fd, data, (size_t)length);
    if (written < 0 && errno != EINTR) return -1;
    if (written > 0) data += written, length -= written;
  }
  return 0;
}

__attribute__((noreturn)) static void become_command(int master, int slave, char **command) {
  signal(SIGPIPE, SIG_DFL); /* an ignored signal stays ignored through exec */
  prctl(PR_SET_PDEATHSIG, SIGKILL); /* a driver that is killed leaves no client behind */
  close(master);
  setsid();
  if (ioctl(slave, TIOCSCTTY, 0)) fail("controlling terminal");
  dup2(slave, STDIN_FILENO);
  dup2(slave, STDOUT_FILENO);
  if (slave > STDERR_FILENO) close(slave);
  execvp(command[0], command);
  fail(command[0]);
}

/* Until nobody has the terminal open any more: then reading the master gives EIO, pty(7). */
static void relay(int master) {
  struct pollfd ends[] = {{STDIN_FILENO, POLLIN, 0}, {master, POLLIN, 0}};
  char data[65536];
  for (;;) {
    if (poll(ends, 2, -1) < 0 && errno != EINTR) fail("poll");
    if (ends[0].revents) {
      ssize_t length = read(STDIN_FILENO, data, sizeof data);
      if (length <= 0) ends[0].fd = -1, length = 1, data[0] = 4 /* Ctrl-D */;
      write_all(master, data, length);
    }
    if (ends[1].revents) {
      ssize_t length = read(master, data, sizeof data);
      if (length <= 0) return;
      if (write_all(STDOUT_FILENO, data, length)) return; /* our reader went away: hang up, the client gets SIGHUP */
    }
  }
}

int main(int argc, char **argv) {
  if (argc < 4) return fputs("usage: terminal ROWS COLUMNS COMMAND [ARGUMENT ...]\n", stderr), CANNOT;
  struct winsize size = {.ws_row = (unsigned short)atoi(argv[1]), .ws_col = (unsigned short)atoi(argv[2])};
  struct termios raw;
  int master, slave, status;
  signal(SIGPIPE, SIG_IGN);
  if (openpty(&master, &slave, NULL, NULL, &size)) fail("openpty");
  /* Raw from the start: what is written before the client has switched to raw mode itself must not be echoed or edited. */
  tcgetattr(slave, &raw);
  cfmakeraw(&raw);
  tcsetattr(slave, TCSANOW, &raw);
  pid_t child = fork();
  if (child < 0) fail("fork");
  if (child == 0) become_command(master, slave, argv + 3);
  close(slave);
  relay(master);
  close(master);
  while (waitpid(child, &status, 0) < 0 && errno == EINTR);
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

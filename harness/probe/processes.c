/* Signals, memory, processor time, children. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "probe.h"

static const struct { const char *name; int number; } signals[] = {
    {"HUP", SIGHUP},   {"INT", SIGINT},   {"QUIT", SIGQUIT}, {"ABRT", SIGABRT}, {"KILL", SIGKILL}, {"USR1", SIGUSR1},
    {"SEGV", SIGSEGV}, {"USR2", SIGUSR2}, {"PIPE", SIGPIPE}, {"ALRM", SIGALRM}, {"TERM", SIGTERM}, {"CHLD", SIGCHLD},
    {"CONT", SIGCONT}, {"STOP", SIGSTOP}, {"TSTP", SIGTSTP}, {"WINCH", SIGWINCH},
};
enum { SIGNALS = sizeof signals / sizeof *signals, LIFE_GOES_ON = -1 };

static int chosen_status[NSIG]; /* what the handler of a signal does: ends with this status, or LIFE_GOES_ON */

static int signal_number(const struct action *a) {
  for (int i = 0; i < SIGNALS; i++)
    if (!strcmp(signals[i].name, a->words[1])) return signals[i].number;
  misspelt(a);
}

/* Only async-signal-safe calls, see signal-safety(7); one write, so that the line stays whole. */
static void report(int number) {
  char line[32] = "signal ";
  int before = errno;
  for (int i = 0; i < SIGNALS; i++)
    if (signals[i].number == number) strcat(line, signals[i].name);
  strcat(line, "\n");
  ssize_t written = write(STDOUT_FILENO, line, strlen(line));
  (void)written; /* nobody may be listening any more */
  if (chosen_status[number] != LIFE_GOES_ON) _exit(chosen_status[number]);
  errno = before;
}

void act_on(const struct action *a) {
  int signal = signal_number(a);
  if (a->count == 4 && !strcmp(a->words[2], "exit")) chosen_status[signal] = (int)number(a, 3);
  else if (a->count == 3 && !strcmp(a->words[2], "report")) chosen_status[signal] = LIFE_GOES_ON;
  else misspelt(a);
  struct sigaction action = {.sa_handler = report};
  if (sigaction(signal, &action, NULL)) cannot(a, errno);
}

/* Another program takes the place of this one; what is left of the sentence is its own. */
void act_execute(const struct action *a) {
  char **words = calloc((size_t)a->count, sizeof *words);
  memcpy(words, a->words + 1, ((size_t)a->count - 1) * sizeof *words);
  execv(words[0], words);
  cannot(a, errno);
}

void act_exit(const struct action *a) { exit((int)number(a, 1)); }

void act_raise(const struct action *a) {
  int number = signal_number(a);
  signal(number, SIG_DFL);
  kill(getpid(), number);
  /* Process 1 of a PID namespace takes no signal from inside that it has no handler for: pid_namespaces(7). */
  fprintf(stderr, "survived %s\n", a->words[1]);
}

/* A fault is delivered by force, to process 1 as well. */
void act_fault(const struct action *a) {
  (void)a;
  fflush(stdout);
  signal(SIGSEGV, SIG_DFL);
  *(volatile char *)mmap(NULL, 1, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) = 1;
}

void act_hold(const struct action *a) {
  (void)a;
  put_line("holding");
  for (;;) pause();
}

void act_allocate(const struct action *a) {
  long long bytes = number(a, 1);
  char *memory = mmap(NULL, (size_t)bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) cannot(a, errno);
  for (long long i = 0; i < bytes; i += 4096) *(volatile char *)(memory + i) = 1;
  printf("allocated %lld\n", bytes);
}

void act_spawn(const struct action *a) {
  long long wanted = number(a, 1), started = 0;
  int error = 0;
  for (; started < wanted; started++) {
    pid_t child = fork();
    if (child < 0) {
      error = errno;
      break;
    }
    if (child == 0) {
      prctl(PR_SET_PDEATHSIG, SIGKILL); /* where the PID namespace is missing nobody else would end it */
      for (;;) pause();
    }
  }
  printf("{\"spawned\":%lld,", started);
  put_error_field(error);
  put_line("}");
}

/* A child that has touched its memory says so; one that was killed for it closes its end. */
static bool settled_in(long long bytes) {
  int ends[2];
  char word = 0;
  if (pipe(ends)) return false;
  pid_t child = fork();
  if (child == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    close(ends[0]);
    char *memory = mmap(NULL, (size_t)bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) _exit(1);
    for (long long i = 0; i < bytes; i += 4096) *(volatile char *)(memory + i) = 1;
    if (write(ends[1], "!", 1) != 1) _exit(1);
    for (;;) pause();
  }
  close(ends[1]);
  while (child > 0 && read(ends[0], &word, 1) < 0 && errno == EINTR);
  close(ends[0]);
  if (child > 0 && word != '!') waitpid(child, NULL, 0);
  return word == '!';
}

/* One after the other: those that are left in the end, for want of memory may end one that had settled in before. */
void act_crowd(const struct action *a) {
  long long wanted = number(a, 1), left = 0;
  for (long long i = 0; i < wanted; i++) left += settled_in(number(a, 2));
  while (waitpid(-1, NULL, WNOHANG) > 0) left--;
  printf("{\"spawned\":%lld}\n", left);
}

static long long milliseconds(clockid_t clock) {
  struct timespec t;
  clock_gettime(clock, &t);
  return t.tv_sec * 1000LL + t.tv_nsec / 1000000;
}

void act_burn(const struct action *a) {
  long long cpu = milliseconds(CLOCK_PROCESS_CPUTIME_ID), wall = milliseconds(CLOCK_MONOTONIC);
  for (long long end = wall + number(a, 1); milliseconds(CLOCK_MONOTONIC) < end;)
    for (volatile int i = 0; i < 10000; i++);
  wall = milliseconds(CLOCK_MONOTONIC) - wall;
  cpu = milliseconds(CLOCK_PROCESS_CPUTIME_ID) - cpu;
  printf("{\"wallMs\":%lld,\"cpuMs\":%lld}\n", wall, cpu);
}

/* The grandchild: waits for the word that its parent is gone, then tells who its parent is now. */
__attribute__((noreturn)) static void be_orphan(int told, int tell) {
  char word;
  pid_t seen[2] = {getpid(), 0};
  while (read(told, &word, 1) < 0 && errno == EINTR);
  seen[1] = getppid();
  _exit(write(tell, seen, sizeof seen) == sizeof seen ? 0 : 1);
}

void act_orphan(const struct action *a) {
  int down[2], up[2];
  pid_t seen[2];
  if (pipe(down) || pipe(up)) cannot(a, errno);
  pid_t child = fork();
  if (child < 0) cannot(a, errno);
  if (child == 0) {
    pid_t grandchild = fork();
    if (grandchild == 0) be_orphan(down[0], up[1]);
    _exit(grandchild < 0 ? 1 : 0);
  }
  while (waitpid(child, NULL, 0) < 0 && errno == EINTR);
  close(up[1]);
  if (write(down[1], "!", 1) != 1) cannot(a, errno);
  if (read(up[0], seen, sizeof seen) != sizeof seen) cannot(a, ECHILD);
  if (seen[1] == getpid()) waitpid(seen[0], NULL, 0); /* process 1 inherits orphans and owes them a burial */
  printf("{\"pid\":%d,\"ppid\":%d}\n", seen[0], seen[1]);
}

/* Nothing but the end of the PID namespace ends this one: it has a session of its own and asks for no word of its parent's death. */
void act_leave(const struct action *a) {
  pid_t child = fork();
  if (child < 0) cannot(a, errno);
  if (child > 0) return;
  setsid();
  for (;;) pause();
}

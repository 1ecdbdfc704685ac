/*
 * Deeds that a container must not do to its host. Each is the mildest request that needs the permission in question: where a
 * runtime lets it pass, the host must not suffer for it.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "probe.h"

/* words[0] is `try`, words[1] the deed, words[2...] its words. Each returns 0 or the error. */
static int result(long value) { return value < 0 ? errno : 0; }

static int try_mount(const struct action *a) {
  (void)a;
  int error = result(mount("probe", "/proc", "tmpfs", 0, NULL));
  if (!error) umount2("/proc", MNT_DETACH);
  return error;
}

static int try_umount(const struct action *a) {
  (void)a;
  return result(umount2("/proc", MNT_DETACH));
}

static int try_sethostname(const struct action *a) { return result(sethostname(a->words[2], strlen(a->words[2]))); }

static int try_open_with(const char *path, int flags) {
  int fd = open(path, flags | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0644);
  int error = result(fd);
  if (!error) close(fd);
  return error;
}

static int try_open(const struct action *a) { return try_open_with(a->words[2], O_RDONLY); }
static int try_open_write(const struct action *a) { return try_open_with(a->words[2], O_WRONLY | O_CREAT); }

/* A byte of a file, or a name in a directory: a mask leaves neither. */
static int try_see(const struct action *a) {
  char **names = names_in(a->words[2]), byte;
  if (names) return *names ? 0 : ENODATA;
  int fd = open(a->words[2], O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (fd < 0) return errno;
  ssize_t size = read(fd, &byte, 1);
  int error = size < 0 ? errno : size == 0 ? ENODATA : 0;
  close(fd);
  return error;
}

/* Bytes into a new file, which goes again. */
static int try_fill(const struct action *a) {
  static const char block[65536];
  int error = 0, fd = open(a->words[2], O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0) return errno;
  for (long long left = number(a, 3), written; left > 0 && !error; left -= written) {
    written = write(fd, block, left < (long long)sizeof block ? (size_t)left : sizeof block);
    error = result(written);
  }
  close(fd);
  unlink(a->words[2]);
  return error;
}

static int try_mknod_open(const struct action *a) {
  mode_t type = *a->words[2] == 'b' ? S_IFBLK : S_IFCHR;
  int error = result(mknod(a->words[5], type | 0600, makedev((unsigned)number(a, 3), (unsigned)number(a, 4))));
  if (error) return error;
  error = try_open_with(a->words[5], O_RDONLY);
  unlink(a->words[5]);
  return error;
}

/* Signal 0 asks for the permission only. */
static int try_kill(const struct action *a) { return result(kill((pid_t)number(a, 2), 0)); }

static int try_chroot(const struct action *a) {
  (void)a;
  return result(chroot("/"));
}

/* To what it is already. */
static int try_settime(const struct action *a) {
  (void)a;
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  return result(clock_settime(CLOCK_REALTIME, &now));
}

/* In a child: a program that has entered a user namespace is no longer the one that was asked to look around. */
static int try_unshare_user(const struct action *a) {
  (void)a;
  int status;
  fflush(stdout);
  pid_t child = fork();
  if (child < 0) return errno;
  if (child == 0) _exit(result(unshare(CLONE_NEWUSER)));
  while (waitpid(child, &status, 0) < 0 && errno == EINTR);
  return WEXITSTATUS(status);
}

/* PTRACE_SEIZE does not stop the process; the tie ends with the probe. */
static int try_ptrace(const struct action *a) {
  return result(ptrace(PTRACE_SEIZE, (pid_t)number(a, 2), NULL, NULL));
}

static int try_rename(const struct action *a) { return result(rename(a->words[2], a->words[3])); }

static int try_setuid(const struct action *a) { return result(setuid((uid_t)number(a, 2))); }

/* Into another cgroup, or into the program that the kernel runs when one is empty: whatever of it is in sight, in every hierarchy. */
static int try_write_cgroups(const struct action *a) {
  (void)a;
  char *mounts, *state, path[512], target[256];
  int error = ENOENT;
  if (slurp("/proc/self/mounts", &mounts) < 0) return errno;
  for (char *line = strtok_r(mounts, "\n", &state); line; line = strtok_r(NULL, "\n", &state)) {
    if (sscanf(line, "%*s %255s cgroup", target) != 1 || !strstr(line, " cgroup")) continue;
    static const char *const files[] = {"cgroup.procs", "release_agent", "notify_on_release", "devices.allow"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
      snprintf(path, sizeof path, "%s/%s", target, files[i]);
      int denied = try_open_with(path, O_WRONLY);
      if (!denied) return 0;
      if (denied != ENOENT) error = denied;
    }
  }
  return error;
}

/* The bound on open files by one. */
static int try_raise_limit(const struct action *a) {
  (void)a;
  struct rlimit limit;
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_max += 1;
  return result(setrlimit(RLIMIT_NOFILE, &limit));
}

static const struct {
  const char *name;
  int words;
  int (*attempt)(const struct action *);
} deeds[] = {
    {"mount", 0, try_mount},           {"umount", 0, try_umount},           {"sethostname", 1, try_sethostname},
    {"open", 1, try_open},             {"open-write", 1, try_open_write},   {"mknod-open", 4, try_mknod_open},
    {"kill", 1, try_kill},             {"chroot", 0, try_chroot},           {"settime", 0, try_settime},
    {"unshare-user", 0, try_unshare_user}, {"ptrace-pid", 1, try_ptrace},  {"setuid", 1, try_setuid},
    {"rename", 2, try_rename},         {"see", 1, try_see},               {"fill", 2, try_fill},
    {"write-cgroups", 0, try_write_cgroups}, {"raise-limit", 0, try_raise_limit},
};

static void put_deed(const char *name, int error) {
  printf("{\"deed\":\"%s\",", name);
  put_error_field(error);
  put_line("}");
}

void act_try(const struct action *a) {
  for (size_t i = 0; i < sizeof deeds / sizeof *deeds; i++) {
    if (strcmp(deeds[i].name, a->words[1]) != 0) continue;
    if (a->count - 2 != deeds[i].words) break;
    put_deed(deeds[i].name, deeds[i].attempt(a));
    return;
  }
  int error = a->count == 2 ? kernel_deed(a->words[1]) : -1;
  if (error < 0) misspelt(a);
  put_deed(a->words[1], error);
}

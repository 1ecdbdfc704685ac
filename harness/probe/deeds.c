/*
 * Deeds that a container must not do to its host. Each is the mildest request that needs the permission in question: where a
 * runtime lets it pass, the host must not suffer for it.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/bpf.h>
#include <linux/keyctl.h>
#include <linux/reboot.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/ptrace.h>
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

static int try_init_module(const struct action *a) {
  (void)a;
  return result(syscall(SYS_init_module, NULL, 0, ""));
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

/* Ctrl-Alt-Del off, not a restart; inside a PID namespace it is EINVAL for those who may: reboot(2). */
static int try_reboot(const struct action *a) {
  (void)a;
  return result(syscall(SYS_reboot, LINUX_REBOOT_MAGIC1, LINUX_REBOOT_MAGIC2, LINUX_REBOOT_CMD_CAD_OFF, NULL));
}

static int try_keyctl(const struct action *a) {
  (void)a;
  return result(syscall(SYS_keyctl, KEYCTL_GET_KEYRING_ID, KEY_SPEC_SESSION_KEYRING, 1));
}

static int try_bpf(const struct action *a) {
  (void)a;
  union bpf_attr map = {.map_type = BPF_MAP_TYPE_ARRAY, .key_size = 4, .value_size = 4, .max_entries = 1};
  long fd = syscall(SYS_bpf, BPF_MAP_CREATE, &map, sizeof map);
  int error = result(fd);
  if (!error) close((int)fd);
  return error;
}

/* PTRACE_SEIZE does not stop the process; the tie ends with the probe. */
static int try_ptrace(const struct action *a) {
  return result(ptrace(PTRACE_SEIZE, (pid_t)number(a, 2), NULL, NULL));
}

static int try_setuid(const struct action *a) { return result(setuid((uid_t)number(a, 2))); }

static const struct {
  const char *name;
  int words;
  int (*attempt)(const struct action *);
} deeds[] = {
    {"mount", 0, try_mount},           {"umount", 0, try_umount},           {"sethostname", 1, try_sethostname},
    {"open", 1, try_open},             {"open-write", 1, try_open_write},   {"mknod-open", 4, try_mknod_open},
    {"kill", 1, try_kill},             {"chroot", 0, try_chroot},           {"settime", 0, try_settime},
    {"init-module", 0, try_init_module}, {"unshare-user", 0, try_unshare_user}, {"reboot", 0, try_reboot},
    {"keyctl", 0, try_keyctl},         {"bpf", 0, try_bpf},                 {"ptrace-pid", 1, try_ptrace},
    {"setuid", 1, try_setuid},
};

void act_try(const struct action *a) {
  for (size_t i = 0; i < sizeof deeds / sizeof *deeds; i++) {
    if (strcmp(deeds[i].name, a->words[1]) != 0) continue;
    if (a->count - 2 != deeds[i].words) break;
    int error = deeds[i].attempt(a);
    printf("{\"deed\":\"%s\",", deeds[i].name);
    put_error_field(error);
    put_line("}");
    return;
  }
  misspelt(a);
}

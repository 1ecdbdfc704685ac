/*
 * Deeds that are one system call. Each is made so that a kernel which permits it does nothing: an argument is wrong in a way that is
 * looked at after the permission, or what is made goes away at once. The errors that mean "permitted, but senseless" count as done.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/bpf.h>
#include <linux/keyctl.h>
#include <linux/perf_event.h>
#include <linux/reboot.h>
#include <sched.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "probe.h"

static long init_module(void) { return syscall(SYS_init_module, NULL, 0, ""); }

/* Ctrl-Alt-Del off, not a restart; inside a PID namespace it is EINVAL for those who may: reboot(2). */
static long reboot(void) {
  return syscall(SYS_reboot, LINUX_REBOOT_MAGIC1, LINUX_REBOOT_MAGIC2, LINUX_REBOOT_CMD_CAD_OFF, NULL);
}

static long load_kernel(void) { return syscall(SYS_kexec_load, 0, 1, NULL, 0xffff0000); }

long session_keyring(void) { return syscall(SYS_keyctl, KEYCTL_GET_KEYRING_ID, KEY_SPEC_SESSION_KEYRING, 0); }

static long add_key(void) { return syscall(SYS_add_key, "user", "probe", "x", 1, KEY_SPEC_PROCESS_KEYRING); }

static long bpf(void) {
  union bpf_attr map = {.map_type = BPF_MAP_TYPE_ARRAY, .key_size = 4, .value_size = 4, .max_entries = 1};
  return syscall(SYS_bpf, BPF_MAP_CREATE, &map, sizeof map);
}

static long userfaultfd(void) { return syscall(SYS_userfaultfd, O_CLOEXEC | 1 /* of this program alone: Linux 5.11 */); }

/* Counts what the kernel itself does on behalf of everybody. */
static long perf_event(void) {
  struct perf_event_attr attributes = {.type = PERF_TYPE_SOFTWARE, .size = sizeof attributes, .config = PERF_COUNT_SW_CPU_CLOCK};
  return syscall(SYS_perf_event_open, &attributes, -1, 0, -1, PERF_FLAG_FD_CLOEXEC);
}

/* Reads the log of the kernel without taking anything from it: SYSLOG_ACTION_READ_ALL. */
static long kernel_log(void) {
  char text[64];
  return syscall(SYS_syslog, 3, text, sizeof text);
}

/* A handle is a number that names a file of a file system, whatever directory a process is kept in. */
static long open_by_handle(void) {
  struct {
    unsigned bytes;
    int type;
    unsigned char handle[8];
  } handle = {8, 1, {2}};
  return syscall(SYS_open_by_handle_at, AT_FDCWD, &handle, O_RDONLY);
}

static long account(void) { return syscall(SYS_acct, NULL); }
static long swap_on(void) { return syscall(SYS_swapon, "/nothing", 0); }

/* Into the namespace it is in. */
static long set_namespace(void) {
  int fd = open("/proc/self/ns/uts", O_RDONLY | O_CLOEXEC);
  return fd < 0 ? fd : syscall(SYS_setns, fd, 0);
}

#ifdef SYS_iopl
static long ports(void) { return syscall(SYS_iopl, 3); }
#endif

static const struct {
  const char *name;
  long (*attempt)(void);
  int permitted[2]; /* errors that come after the permission */
} deeds[] = {
    {"init-module", init_module, {ENOEXEC, EFAULT}},
    {"reboot", reboot, {EINVAL}},
    {"load-kernel", load_kernel, {EINVAL}},
    {"keyctl", session_keyring, {0}},
    {"add-key", add_key, {0}},
    {"bpf", bpf, {0}},
    {"userfaultfd", userfaultfd, {EINVAL}},
    {"perf-event", perf_event, {ENOENT, EINVAL}},
    {"kernel-log", kernel_log, {0}},
    {"open-by-handle", open_by_handle, {ESTALE, EBADF}},
    {"account", account, {0}},
    {"swap-on", swap_on, {ENOENT}},
    {"set-namespace", set_namespace, {0}},
#ifdef SYS_iopl
    {"ports", ports, {0}},
#endif
};

int kernel_deed(const char *name) {
  for (size_t i = 0; i < sizeof deeds / sizeof *deeds; i++) {
    if (strcmp(deeds[i].name, name) != 0) continue;
    errno = 0;
    if (deeds[i].attempt() >= 0) return 0;
    return errno == deeds[i].permitted[0] || errno == deeds[i].permitted[1] ? 0 : errno;
  }
  return -1;
}

/* Entering a view: from then on there is nothing outside to reach. */
#define _GNU_SOURCE
#include "view.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sched.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "wire.h"

void enter_directory(const char *path) {
  must(chdir(path) == 0, "enter the directory", path);
  must(chroot(".") == 0 && chdir("/") == 0, "change the root to", path);
}

/*
 * mount(2) takes one page of options. Symbolic links with short names keep 120 layers far below it, and names that contain ':' or
 * ',' never reach the option parser. They live on a tmpfs in a mount namespace that ends with this process.
 */
static void mount_overlay(char **arguments, int count) {
  static char options[4096];
  char name[16];
  must(unshare(CLONE_NEWNS) == 0, "make a mount namespace for", arguments[0]);
  must(mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0, "make mounts private for", arguments[0]);
  must(mount("tree", "/proc", "tmpfs", 0, "mode=0700") == 0 && chdir("/proc") == 0, "mount a tmpfs for", arguments[0]);
  must(mkdir("root", 0700) == 0, "mkdir", "root");
  must(symlink(arguments[0], "u") == 0 && symlink(arguments[1], "w") == 0, "link", arguments[0]);
  size_t used = (size_t)snprintf(options, sizeof options, "index=off,redirect_dir=off,metacopy=off,upperdir=u,workdir=w,lowerdir=");
  for (int i = 2; i < count; i++) {
    snprintf(name, sizeof name, "%d", i - 2);
    must(symlink(arguments[i], name) == 0, "link", arguments[i]);
    used += (size_t)snprintf(options + used, sizeof options - used, "%s%s", i == 2 ? "" : ":", name);
    if (used >= sizeof options) failed("mount the overlay of", arguments[0], E2BIG);
  }
  must(mount("tree", "root", "overlay", 0, options) == 0, "mount the overlay of", arguments[0]);
}

static bool is_read_only(const char *mode) { return strcmp(mode, "ro") == 0; }

/* From linux/mount.h, which older C libraries do not have and newer ones declare twice. */
enum { TREE_CLONE = 1, TREE_RECURSIVE = 0x8000, MOVE_FROM_FD = 0x4, MOVE_TO_FD = 0x40, ATTRIBUTE_RDONLY = 1 };
struct attributes {
  uint64_t set, clear, propagation, userns_fd;
};

/* A target that is not there has nothing mounted on it: its container makes it when it starts. */
static void bind(const char *source, const char *target, bool read_only) {
  struct open_how how = {.flags = O_PATH | O_CLOEXEC, .resolve = RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS};
  struct attributes attributes = {.set = read_only ? ATTRIBUTE_RDONLY : 0};
  int root = open("root", O_PATH | O_DIRECTORY | O_CLOEXEC);
  int place = (int)syscall(SYS_openat2, root, target, &how, sizeof how);
  close(root);
  if (place < 0 && (errno == ENOENT || errno == ENOTDIR)) return;
  int tree = (int)syscall(SYS_open_tree, AT_FDCWD, source, TREE_CLONE | TREE_RECURSIVE | O_CLOEXEC);
  must(place >= 0 && tree >= 0, "open", place < 0 ? target : source);
  must(syscall(SYS_mount_setattr, tree, "", AT_EMPTY_PATH | TREE_RECURSIVE, &attributes, sizeof attributes) == 0, "mount", source);
  must(syscall(SYS_move_mount, tree, "", place, "", MOVE_FROM_FD | MOVE_TO_FD) == 0, "mount", target);
  close(tree), close(place);
}

void enter_overlay(char **arguments, int count) {
  int layers = atoi(arguments[1]);
  char **mounts = arguments + 4 + layers;
  must(layers > 0 && count >= 4 + layers && (count - 4 - layers) % 3 == 0, "understand", arguments[1]);
  mount_overlay(arguments + 2, 2 + layers);
  for (; mounts < arguments + count; mounts += 3) bind(mounts[0], mounts[1], is_read_only(mounts[2]));
  if (is_read_only(arguments[0]))
    must(mount(NULL, "root", NULL, MS_REMOUNT | MS_BIND | MS_RDONLY, NULL) == 0, "make read-only", arguments[2]);
  enter_directory("root");
}

/* Enters the mount namespace of a process: a descriptor of its root. */
static int join_process(const char *pid) {
  char path[64];
  snprintf(path, sizeof path, "/proc/%s/root", pid);
  int root = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
  must(root >= 0, "open", path);
  snprintf(path, sizeof path, "/proc/%s/ns/mnt", pid);
  int namespace = open(path, O_RDONLY | O_CLOEXEC);
  must(namespace >= 0, "open", path);
  must(setns(namespace, CLONE_NEWNS) == 0, "enter", path);
  close(namespace);
  return root;
}

static void enter_descriptor(int root, const char *pid) {
  must(fchdir(root) == 0 && chroot(".") == 0 && chdir("/") == 0, "change the root to the one of process", pid);
  close(root);
}

void enter_process(const char *pid) { enter_descriptor(join_process(pid), pid); }

/* A copy of the one mount: the overlay stays the same, and must, for a second one over the same directories is undefined. */
void enter_process_root(const char *pid) {
  int root = join_process(pid);
  int alone = open_tree(root, "", OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | AT_EMPTY_PATH);
  must(alone >= 0, "copy the root mount of process", pid);
  close(root);
  enter_descriptor(alone, pid);
}

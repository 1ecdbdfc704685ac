/* Entering a view: from then on there is nothing outside to reach. */
#define _GNU_SOURCE
#include "view.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <sys/mount.h>
#include <sys/stat.h>
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
void enter_overlay(char **arguments, int count) {
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

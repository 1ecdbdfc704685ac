/* Operations that look at the tree. */
#define _GNU_SOURCE
#include "look.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/magic.h>
#include <search.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/sysmacros.h>
#include <sys/xattr.h>
#include <unistd.h>

enum { PIECE = 1 << 16 };

/* Names of the kernel's own bookkeeping file systems; their content is not part of a container's files. */
static const long kernel_file_systems[] = {PROC_SUPER_MAGIC,    SYSFS_MAGIC,   CGROUP_SUPER_MAGIC,
                                           CGROUP2_SUPER_MAGIC, DEVPTS_SUPER_MAGIC, DEBUGFS_MAGIC, TRACEFS_MAGIC};

/* Every extended attribute as: name NUL, u32 length, value. Returns the bytes; the buffer is reused. */
static size_t read_xattrs(const char *name, const char *path, uint8_t **result) {
  static uint8_t packed[4 * XATTR_LIST_MAX];
  static char names[XATTR_LIST_MAX];
  size_t used = 0;
  ssize_t list = llistxattr(name, names, sizeof names);
  must(list >= 0 || errno == ENOTSUP, "list the extended attributes of", path);
  for (char *n = names; list > 0 && n < names + list; n += strlen(n) + 1) {
    size_t length = strlen(n) + 1, room = sizeof packed - used;
    if (room < length + 4) failed("read the extended attributes of", path, E2BIG);
    ssize_t size = lgetxattr(name, n, packed + used + length + 4, room - length - 4);
    if (size < 0 && errno == ENODATA) continue;
    must(size >= 0, "read the extended attributes of", path);
    uint32_t size32 = (uint32_t)size;
    memcpy(packed + used, n, length);
    memcpy(packed + used + length, &size32, 4);
    used += length + 4 + size32;
  }
  *result = packed;
  return used;
}

/* `name` is relative to the current directory, `path` is what the record calls it. */
static void put_entry(const char *name, const char *path, const struct stat *s) {
  char target[PATH_MAX] = "";
  uint8_t *xattrs;
  size_t xattr_size = read_xattrs(name, path, &xattrs);
  if (S_ISLNK(s->st_mode)) must(readlink(name, target, sizeof target - 1) >= 0, "read the link", path);
  frame(4 * 6 + 8 * 2 + strlen(path) + strlen(target) + 2 + xattr_size, 'E');
  put_u32(s->st_mode), put_u32(s->st_uid), put_u32(s->st_gid);
  put_u64((uint64_t)s->st_mtim.tv_sec), put_u32((uint32_t)s->st_mtim.tv_nsec);
  put_u64((uint64_t)s->st_size), put_u32(major(s->st_rdev)), put_u32(minor(s->st_rdev));
  put_text(path), put_text(target);
  put(xattrs, xattr_size);
}

/* Exactly st_size bytes: a file that grows meanwhile is cut, one that shrinks is filled with zeros. A tar header was already written. */
static void put_content(const char *name, const char *path, const struct stat *s) {
  static uint8_t piece[PIECE];
  struct stat opened;
  int fd = open(name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  must(fd >= 0 && fstat(fd, &opened) == 0, "open", path);
  if (!S_ISREG(opened.st_mode)) failed("open", path, ESTALE);
  for (uint64_t left = (uint64_t)s->st_size; left > 0;) {
    size_t want = left < PIECE ? (size_t)left : PIECE;
    ssize_t n = read(fd, piece, want);
    must(n >= 0, "read", path);
    if (n == 0) memset(piece, 0, want), n = (ssize_t)want;
    frame((size_t)n, 'C');
    put(piece, (size_t)n);
    left -= (uint64_t)n;
  }
  close(fd);
}

struct inode {
  dev_t device;
  ino_t number;
  char *path;
};

static int compare_inodes(const void *a, const void *b) {
  const struct inode *x = a, *y = b;
  if (x->device != y->device) return x->device < y->device ? -1 : 1;
  return x->number < y->number ? -1 : x->number > y->number;
}

static void free_inode(void *inode) { free(((struct inode *)inode)->path), free(inode); }

static void *linked; /* what this walk has seen that has more than one name */

/* The path under which this walk has met the same file before, or NULL. */
static const char *earlier_name(const char *path, const struct stat *s) {
  if (S_ISDIR(s->st_mode) || s->st_nlink < 2) return NULL;
  /* overlayfs makes all its whiteouts links of one inode (Linux 5.7): each still deletes a name of its own. */
  if (S_ISCHR(s->st_mode) && s->st_rdev == 0) return NULL;
  struct inode *key = malloc(sizeof *key);
  must(key != NULL, "remember", path);
  *key = (struct inode){s->st_dev, s->st_ino, NULL};
  struct inode **found = tsearch(key, &linked, compare_inodes);
  must(found != NULL, "remember", path);
  if (*found != key) return free(key), (*found)->path;
  must((key->path = strdup(path)) != NULL, "remember", path);
  return NULL;
}

static bool is_kernel_file_system(int fd) {
  struct statfs fs;
  if (fstatfs(fd, &fs) < 0) return false;
  for (size_t i = 0; i < sizeof kernel_file_systems / sizeof *kernel_file_systems; i++)
    if (fs.f_type == kernel_file_systems[i]) return true;
  return false;
}

static int visible(const struct dirent *entry) { return strcmp(entry->d_name, ".") && strcmp(entry->d_name, ".."); }
static int by_bytes(const struct dirent **a, const struct dirent **b) { return strcmp((*a)->d_name, (*b)->d_name); }

static void walk(const char *name, const char *path, bool content);

static void walk_entries(const char *name, const char *path, bool content) {
  struct dirent **entries;
  char *child;
  int here = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  int fd = open(name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  must(here >= 0 && fd >= 0 && fchdir(fd) == 0, "enter", path);
  int count = is_kernel_file_system(fd) ? 0 : scandir(".", &entries, visible, by_bytes);
  must(count >= 0, "read the directory", path);
  for (int i = 0; i < count; i++) {
    const char *slash = strcmp(path, "/") == 0 ? "" : "/";
    must(asprintf(&child, "%s%s%s", strcmp(path, ".") ? path : "", strcmp(path, ".") ? slash : "", entries[i]->d_name) > 0, "name", path);
    walk(entries[i]->d_name, child, content);
    free(child), free(entries[i]);
  }
  if (count > 0) free(entries);
  must(fchdir(here) == 0, "leave", path);
  close(fd), close(here);
}

static void walk(const char *name, const char *path, bool content) {
  struct stat s;
  if (lstat(name, &s) < 0) {
    if (errno == ENOENT) return; /* removed meanwhile by a running container */
    failed("look at", path, errno);
  }
  const char *earlier = earlier_name(path, &s);
  if (earlier) {
    frame(strlen(path) + strlen(earlier) + 2, 'H');
    put_text(path), put_text(earlier);
    return;
  }
  put_entry(name, path, &s);
  if (content && S_ISREG(s.st_mode)) put_content(name, path, &s);
  if (S_ISDIR(s.st_mode)) walk_entries(name, path, content);
}

void answer_walk(struct fields *f) {
  bool content = take_u32(f) & 1;
  const char *path = take_text(f);
  char start[PATH_MAX];
  snprintf(start, sizeof start, "%s", path);
  walk(start, start, content);
  tdestroy(linked, free_inode), linked = NULL;
  frame(0, 'Z');
}

static void answer_absent(const char *path) {
  if (errno != ENOENT && errno != ENOTDIR && errno != ELOOP) failed("look at", path, errno);
  frame(4, 'A');
  put_u32((uint32_t)errno);
}

void answer_stat(struct fields *f) {
  const char *path = take_text(f);
  struct stat s;
  if (lstat(path, &s) < 0) return answer_absent(path);
  put_entry(path, path, &s);
}

void answer_real_path(struct fields *f) {
  const char *path = take_text(f);
  char resolved[PATH_MAX];
  if (!realpath(path, resolved)) return answer_absent(path);
  frame(strlen(resolved) + 1, 'P');
  put_text(resolved);
}

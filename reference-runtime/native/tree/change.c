/* Operations that change the tree. */
#define _GNU_SOURCE
#include "change.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/xattr.h>
#include <unistd.h>

enum { PIECE = 1 << 16 };

bool whiteouts;
bool keep_kinds;

static void remove_tree(const char *path);

static void remove_entries(const char *path) {
  int here = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  int fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  must(here >= 0 && fd >= 0 && fchdir(fd) == 0, "enter to remove", path);
  DIR *directory = fdopendir(fd);
  must(directory != NULL, "read to remove", path);
  for (struct dirent *entry; (errno = 0, entry = readdir(directory));)
    if (strcmp(entry->d_name, ".") && strcmp(entry->d_name, "..")) remove_tree(entry->d_name);
  must(errno == 0 && fchdir(here) == 0, "read to remove", path);
  closedir(directory), close(here);
}

static void remove_tree(const char *path) {
  if (unlink(path) == 0 || errno == ENOENT) return;
  must(errno == EISDIR, "remove", path);
  remove_entries(path);
  must(rmdir(path) == 0, "remove", path);
}

static void make_parents(const char *path) {
  char prefix[PATH_MAX];
  if (strlen(path) >= sizeof prefix) failed("make the parents of", path, ENAMETOOLONG);
  strcpy(prefix, path);
  for (char *slash = strchr(prefix + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
    *slash = 0;
    must(mkdir(prefix, 0755) == 0 || errno == EEXIST, "make the directory", prefix);
    *slash = '/';
  }
}

static bool is_whiteout(const struct stat *s) { return whiteouts && S_ISCHR(s->st_mode) && s->st_rdev == 0; }

void make_opaque(const char *path) {
  must(lsetxattr(path, "trusted.overlay.opaque", "y", 1, 0) == 0, "make opaque", path);
}

/* After a creation failed with errno: clears what was in the way. Returns whether that was a whiteout; fails if it cannot help. */
static bool make_way(const char *operation, const char *path, bool for_directory) {
  struct stat s;
  if (errno == ENOENT) return make_parents(path), false;
  must(errno == EEXIST && lstat(path, &s) == 0, operation, path);
  if (keep_kinds && S_ISDIR(s.st_mode) != for_directory) failed(operation, path, for_directory ? ENOTDIR : EISDIR);
  remove_tree(path);
  return is_whiteout(&s);
}

struct metadata {
  uint32_t mode, uid, gid;
  struct timespec times[2];
};

static void take_time(struct fields *f, struct timespec times[2]) {
  times[1].tv_sec = (time_t)take_u64(f);
  times[1].tv_nsec = take_u32(f);
  times[0] = times[1];
}

static struct metadata take_metadata(struct fields *f) {
  struct metadata m = {.mode = take_u32(f), .uid = take_u32(f), .gid = take_u32(f)};
  take_time(f, m.times);
  return m;
}

/* The owner first: chown(2) clears the set-user-ID bits. */
static void apply_metadata(const char *path, const struct metadata *m, bool is_link) {
  must(lchown(path, m->uid, m->gid) == 0, "change the owner of", path);
  if (!is_link) must(chmod(path, m->mode & 07777) == 0, "change the mode of", path);
  must(utimensat(AT_FDCWD, path, m->times, AT_SYMLINK_NOFOLLOW) == 0, "change the times of", path);
}

void make_directory(struct fields *f) {
  const char *path = take_text(f);
  struct metadata m = take_metadata(f);
  struct stat s;
  bool opaque = false;
  for (int attempt = 0; mkdir(path, 0700) < 0; attempt++) {
    int error = errno;
    if (error == EEXIST && lstat(path, &s) == 0 && S_ISDIR(s.st_mode)) break;
    errno = error;
    must(attempt < 3, "make the directory", path);
    opaque |= make_way("make the directory", path, true);
  }
  if (opaque) make_opaque(path);
  apply_metadata(path, &m, false);
}

static bool all_zero(const uint8_t *data, size_t size) { return data[0] == 0 && memcmp(data, data + 1, size - 1) == 0; }

static void write_piece(int fd, const uint8_t *data, size_t size, const char *path) {
  for (size_t done = 0; done < size;) {
    ssize_t n = write(fd, data + done, size - done);
    must(n > 0 || errno == EINTR, "write", path);
    if (n > 0) done += (size_t)n;
  }
}

/* Long runs of zeros become holes, so a sparse file stays sparse. */
static void copy_content(int fd, uint64_t size, const char *path) {
  for (uint64_t done = 0; done < size;) {
    const uint8_t *piece;
    size_t n = (size_t)(size - done < PIECE - done % PIECE ? size - done : PIECE - done % PIECE);
    n = next_content(&piece, n);
    if (n >= 4096 && all_zero(piece, n))
      must(lseek(fd, (off_t)n, SEEK_CUR) >= 0, "write", path);
    else
      write_piece(fd, piece, n, path);
    done += n;
  }
  must(ftruncate(fd, (off_t)size) == 0, "set the size of", path);
}

void make_file(struct fields *f) {
  char path[PATH_MAX]; /* copied: the content passes through the buffer that holds the fields */
  const char *name = take_text(f);
  struct metadata m = take_metadata(f);
  uint64_t size = take_u64(f);
  int fd;
  if (strlen(name) >= sizeof path) failed("create", name, ENAMETOOLONG);
  strcpy(path, name);
  for (int attempt = 0; (fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600)) < 0; attempt++) {
    must(attempt < 3, "create", path);
    make_way("create", path, false);
  }
  copy_content(fd, size, path);
  must(fchown(fd, m.uid, m.gid) == 0 && fchmod(fd, m.mode & 07777) == 0, "change the owner of", path);
  must(futimens(fd, m.times) == 0 && close(fd) == 0, "finish", path);
}

void make_link(struct fields *f, bool symbolic) {
  const char *path = take_text(f), *target = take_text(f), *operation = symbolic ? "make the symbolic link" : "make the hard link";
  for (int attempt = 0; (symbolic ? symlink(target, path) : link(target, path)) < 0; attempt++) {
    struct stat s;
    must(attempt < 3, operation, path);
    if (!symbolic && errno == ENOENT && lstat(target, &s) < 0) failed("make a hard link to the missing file", target, ENOENT);
    if (!symbolic && errno == EEXIST && strcmp(path, target) == 0) return;
    make_way(operation, path, false);
  }
  if (!symbolic) return;
  struct metadata m = take_metadata(f);
  apply_metadata(path, &m, true);
}

void make_node(struct fields *f) {
  const char *path = take_text(f);
  struct metadata m = take_metadata(f);
  uint32_t major = take_u32(f), minor = take_u32(f);
  for (int attempt = 0; mknod(path, m.mode, makedev(major, minor)) < 0; attempt++) {
    must(attempt < 3, "make the device or FIFO", path);
    make_way("make the device or FIFO", path, false);
  }
  apply_metadata(path, &m, false);
}

/* `path` is deleted from the layers below. What this layer already holds at `path` stays (OCI image specification, layer.md, Whiteouts). */
void make_whiteout(const char *path) {
  struct stat s;
  for (int attempt = 0; mknod(path, S_IFCHR, 0) < 0; attempt++) {
    if (errno == EEXIST && lstat(path, &s) == 0) {
      if (S_ISDIR(s.st_mode)) make_opaque(path);
      return;
    }
    must(attempt < 1 && errno == ENOENT, "make the whiteout", path);
    make_parents(path);
  }
}

void set_xattr(struct fields *f) {
  const char *path = take_text(f), *name = take_text(f);
  must(lsetxattr(path, name, f->at, (size_t)(f->end - f->at), 0) == 0, "set the extended attribute", name);
}

void set_times(struct fields *f) {
  const char *path = take_text(f);
  struct timespec times[2];
  take_time(f, times);
  must(utimensat(AT_FDCWD, path, times, AT_SYMLINK_NOFOLLOW) == 0, "change the times of", path);
}

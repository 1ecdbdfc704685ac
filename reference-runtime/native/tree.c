/*
 * tree: carries out small operations on one file tree that it cannot leave.
 *
 *   tree directory PATH
 *   tree overlay UPPER WORK LOWER...        (lower directories uppermost first)
 *   tree process PID
 *
 * It enters the view named by its arguments, makes it its root by chroot(2), and then reads operations from standard input and
 * writes answers to standard output; tree.md describes both. Inside the chroot the kernel resolves every path and symbolic link,
 * so an archive can be as hostile as it likes: there is nothing outside to reach. No descriptor to the outside is kept.
 *
 * The first operation that fails is reported and ends the program; nothing after it is carried out.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/magic.h>
#include <sched.h>
#include <search.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/sysmacros.h>
#include <sys/xattr.h>
#include <unistd.h>

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "the wire format is little-endian");

enum { PIECE = 1 << 16, BUFFER = 1 << 18 };

/* Names of the kernel's own bookkeeping file systems; their content is not part of a container's files. */
static const long kernel_file_systems[] = {PROC_SUPER_MAGIC,    SYSFS_MAGIC,   CGROUP_SUPER_MAGIC,
                                           CGROUP2_SUPER_MAGIC, DEVPTS_SUPER_MAGIC, DEBUGFS_MAGIC, TRACEFS_MAGIC};

/* ---- answers ---------------------------------------------------------------------------------------------------------------- */

static uint8_t out[BUFFER];
static size_t out_used;

static void flush(void) {
  for (size_t done = 0; done < out_used;) {
    ssize_t n = write(STDOUT_FILENO, out + done, out_used - done);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) _exit(1); /* nobody reads any more */
    done += (size_t)n;
  }
  out_used = 0;
}

static void put(const void *data, size_t size) {
  for (const uint8_t *p = data; size > 0;) {
    if (out_used == BUFFER) flush();
    size_t n = size < BUFFER - out_used ? size : BUFFER - out_used;
    memcpy(out + out_used, p, n);
    out_used += n, p += n, size -= n;
  }
}

static void put_u32(uint32_t value) { put(&value, sizeof value); }
static void put_u64(uint64_t value) { put(&value, sizeof value); }
static void put_text(const char *text) { put(text, strlen(text) + 1); }

static void frame(size_t size, char type) {
  put_u32((uint32_t)size + 1);
  put(&type, 1);
}

static void failed(const char *operation, const char *path, int error) __attribute__((noreturn));
static void failed(const char *operation, const char *path, int error) {
  const char *reason = strerror(error);
  frame(4 + strlen(operation) + strlen(path) + strlen(reason) + 3, '!');
  put_u32((uint32_t)error);
  put_text(operation), put_text(path), put_text(reason);
  flush();
  exit(1);
}

/* ---- operations as they come in --------------------------------------------------------------------------------------------- */

static uint8_t in[BUFFER];
static size_t in_head, in_tail;

/* At least `size` bytes stand at in + in_head afterwards. False at the end of input. */
static bool need(size_t size) {
  if (in_tail - in_head >= size) return true;
  memmove(in, in + in_head, in_tail - in_head);
  in_tail -= in_head, in_head = 0;
  flush(); /* the other side may be waiting for an answer before it goes on */
  while (in_tail < size) {
    ssize_t n = read(STDIN_FILENO, in + in_tail, BUFFER - in_tail);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    in_tail += (size_t)n;
  }
  return true;
}

struct fields {
  const uint8_t *at, *end;
};

static void malformed(void) __attribute__((noreturn));
static void malformed(void) { failed("read the operation", "(standard input)", EPROTO); }

static const void *take(struct fields *f, size_t size) {
  if ((size_t)(f->end - f->at) < size) malformed();
  const void *value = f->at;
  f->at += size;
  return value;
}

static uint32_t take_u32(struct fields *f) {
  uint32_t value;
  memcpy(&value, take(f, sizeof value), sizeof value);
  return value;
}

static uint64_t take_u64(struct fields *f) {
  uint64_t value;
  memcpy(&value, take(f, sizeof value), sizeof value);
  return value;
}

static const char *take_text(struct fields *f) {
  const uint8_t *end = memchr(f->at, 0, (size_t)(f->end - f->at));
  if (!end) malformed();
  return take(f, (size_t)(end - f->at) + 1);
}

/* ---- the view --------------------------------------------------------------------------------------------------------------- */

static void must(bool ok, const char *operation, const char *path) {
  if (!ok) failed(operation, path, errno);
}

static void enter_directory(const char *path) {
  must(chdir(path) == 0, "enter the directory", path);
  must(chroot(".") == 0 && chdir("/") == 0, "change the root to", path);
}

/*
 * mount(2) takes one page of options. Symbolic links with short names keep 120 layers far below it, and names that contain ':' or
 * ',' never reach the option parser. They live on a tmpfs in a mount namespace that ends with this process.
 */
static void enter_overlay(char **arguments, int count) {
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

static void enter_process(const char *pid) {
  char path[64];
  snprintf(path, sizeof path, "/proc/%s/root", pid);
  int root = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
  must(root >= 0, "open", path);
  snprintf(path, sizeof path, "/proc/%s/ns/mnt", pid);
  int namespace = open(path, O_RDONLY | O_CLOEXEC);
  must(namespace >= 0, "open", path);
  must(setns(namespace, CLONE_NEWNS) == 0, "enter", path);
  must(fchdir(root) == 0 && chroot(".") == 0 && chdir("/") == 0, "change the root to the one of process", pid);
  close(root), close(namespace);
}

/* ---- carrying out ----------------------------------------------------------------------------------------------------------- */

static bool whiteouts; /* char 0:0 and opaque directories have a meaning: this is a layer, not a merged view */
static bool keep_kinds; /* a directory never replaces a non-directory, nor the other way round */

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

static void make_opaque(const char *path) {
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

static void make_directory(struct fields *f) {
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
    if (!need(1)) exit(1); /* whoever sent the file is gone; it removes what is half done, or its successor does */
    size_t n = in_tail - in_head;
    if (n > size - done) n = (size_t)(size - done);
    if (n > PIECE - done % PIECE) n = PIECE - done % PIECE;
    if (n >= 4096 && all_zero(in + in_head, n))
      must(lseek(fd, (off_t)n, SEEK_CUR) >= 0, "write", path);
    else
      write_piece(fd, in + in_head, n, path);
    in_head += n, done += n;
  }
  must(ftruncate(fd, (off_t)size) == 0, "set the size of", path);
}

static void make_file(struct fields *f) {
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

static void make_link(struct fields *f, bool symbolic) {
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

static void make_node(struct fields *f) {
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
static void make_whiteout(const char *path) {
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

static void set_xattr(struct fields *f) {
  const char *path = take_text(f), *name = take_text(f);
  must(lsetxattr(path, name, f->at, (size_t)(f->end - f->at), 0) == 0, "set the extended attribute", name);
}

static void set_times(struct fields *f) {
  const char *path = take_text(f);
  struct timespec times[2];
  take_time(f, times);
  must(utimensat(AT_FDCWD, path, times, AT_SYMLINK_NOFOLLOW) == 0, "change the times of", path);
}

/* ---- looking ---------------------------------------------------------------------------------------------------------------- */

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

static void answer_walk(struct fields *f) {
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

static void answer_stat(struct fields *f) {
  const char *path = take_text(f);
  struct stat s;
  if (lstat(path, &s) < 0) return answer_absent(path);
  put_entry(path, path, &s);
}

static void answer_real_path(struct fields *f) {
  const char *path = take_text(f);
  char resolved[PATH_MAX];
  if (!realpath(path, resolved)) return answer_absent(path);
  frame(strlen(resolved) + 1, 'P');
  put_text(resolved);
}

static void answer_done(bool durable) {
  if (durable) {
    int root = open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    must(root >= 0 && syncfs(root) == 0 && close(root) == 0, "write to disk", "/");
  }
  frame(0, '.');
}

static void carry_out(struct fields *f) {
  switch (*(const char *)take(f, 1)) {
    case 'D': return make_directory(f);
    case 'F': return make_file(f);
    case 'L': return make_link(f, true);
    case 'H': return make_link(f, false);
    case 'N': return make_node(f);
    case 'W': return make_whiteout(take_text(f));
    case 'O': return make_opaque(take_text(f));
    case 'X': return set_xattr(f);
    case 'T': return set_times(f);
    case 'R': return remove_tree(take_text(f));
    case 'K': keep_kinds = take_u32(f); return;
    case 'V': return answer_walk(f);
    case 'S': return answer_stat(f);
    case 'P': return answer_real_path(f);
    case '.': return answer_done(take_u32(f));
    default: malformed();
  }
}

int main(int argc, char **argv) {
  const struct rlimit *unlimited = &(struct rlimit){1 << 20, 1 << 20}; /* one descriptor or two per level of directories */
  setrlimit(RLIMIT_NOFILE, unlimited);
  umask(0);
  if (argc == 3 && strcmp(argv[1], "directory") == 0) {
    enter_directory(argv[2]);
    whiteouts = true;
  } else if (argc >= 5 && strcmp(argv[1], "overlay") == 0) {
    enter_overlay(argv + 2, argc - 2);
  } else if (argc == 3 && strcmp(argv[1], "process") == 0) {
    enter_process(argv[2]);
  } else {
    fputs("usage: tree directory PATH | tree overlay UPPER WORK LOWER... | tree process PID\n", stderr);
    return 2;
  }
  while (need(4)) {
    uint32_t size;
    memcpy(&size, in + in_head, 4);
    if (size == 0 || size > BUFFER - 4) malformed();
    if (!need(4 + (size_t)size)) return 1;
    struct fields f = {in + in_head + 4, in + in_head + 4 + size};
    in_head += 4 + (size_t)size;
    carry_out(&f);
  }
  flush();
  return 0;
}

/* Files: deeds of a user inside the container, and what can be seen of a file. */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "probe.h"

ssize_t slurp(const char *path, char **content) {
  size_t size = 0, room = 4096;
  char *buffer = malloc(room);
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0 || !buffer) return -1;
  ssize_t length;
  while ((length = read(fd, buffer + size, room - size - 1)) > 0) {
    size += (size_t)length;
    if (room - size < 2 && !(buffer = realloc(buffer, room *= 2))) return -1;
  }
  int error = errno;
  close(fd);
  errno = error;
  buffer[size] = '\0';
  *content = buffer;
  return length < 0 ? -1 : (ssize_t)size;
}

static int by_name(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

char **names_in(const char *path) {
  DIR *directory = opendir(path);
  if (!directory) return NULL;
  size_t count = 0;
  char **names = calloc(1, sizeof *names);
  for (struct dirent *entry; names && (entry = readdir(directory));) {
    if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..")) continue;
    names = realloc(names, (count + 2) * sizeof *names);
    if (!names) break;
    names[count++] = strdup(entry->d_name);
    names[count] = NULL;
  }
  closedir(directory);
  if (names) qsort(names, count, sizeof *names, by_name);
  return names;
}

/* 0, or the error of the first directory on the way that could not be made. */
static int make_directories(const char *path, bool last_too) {
  char *copy = strdup(path);
  for (char *slash = copy + 1; copy && (slash = strchr(slash, '/')); *slash++ = '/') {
    *slash = '\0';
    if (mkdir(copy, 0755) && errno != EEXIST) return errno;
  }
  free(copy);
  return last_too && mkdir(path, 0755) && errno != EEXIST ? errno : 0;
}

static void write_file(const struct action *a, int mode) {
  const char *path = a->words[1], *text = a->words[2];
  int error = make_directories(path, false);
  if (error) cannot(a, error);
  int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | mode, 0644);
  if (fd < 0) cannot(a, errno);
  for (size_t done = 0, length = strlen(text); done < length;) {
    ssize_t written = write(fd, text + done, length - done);
    if (written < 0) cannot(a, errno);
    done += (size_t)written;
  }
  if (close(fd)) cannot(a, errno);
}

void act_write(const struct action *a) { write_file(a, O_TRUNC); }
void act_append(const struct action *a) { write_file(a, O_APPEND); }

void act_read(const struct action *a) {
  char *content;
  ssize_t size = slurp(a->words[1], &content);
  if (size < 0) cannot(a, errno);
  fwrite(content, 1, (size_t)size, stdout);
}

void act_mkdir(const struct action *a) {
  int error = make_directories(a->words[1], true);
  if (error) cannot(a, error);
}

static int remove_one(const char *path, const struct stat *s, int type, struct FTW *where) {
  (void)s, (void)type, (void)where;
  return remove(path);
}

void act_remove(const struct action *a) {
  if (nftw(a->words[1], remove_one, 32, FTW_DEPTH | FTW_PHYS)) cannot(a, errno);
}

void act_symlink(const struct action *a) {
  if (symlink(a->words[1], a->words[2])) cannot(a, errno);
}

void act_link(const struct action *a) {
  if (link(a->words[1], a->words[2])) cannot(a, errno);
}

/* In a child, until the container ends: whoever walks along one of the two paths meanwhile may be led anywhere. */
void act_swap(const struct action *a) {
  pid_t child = fork();
  if (child < 0) cannot(a, errno);
  if (child > 0) return;
  while (renameat2(AT_FDCWD, a->words[1], AT_FDCWD, a->words[2], RENAME_EXCHANGE) == 0);
  cannot(a, errno);
}

void act_chmod(const struct action *a) {
  char *end;
  mode_t mode = (mode_t)strtoul(a->words[1], &end, 8);
  if (*end) misspelt(a);
  if (chmod(a->words[2], mode)) cannot(a, errno);
}

void act_chown(const struct action *a) {
  if (lchown(a->words[3], (uid_t)number(a, 1), (gid_t)number(a, 2))) cannot(a, errno);
}

static const char *type_name(mode_t mode) {
  switch (mode & S_IFMT) {
    case S_IFREG: return "file";
    case S_IFDIR: return "directory";
    case S_IFLNK: return "symlink";
    case S_IFCHR: return "character";
    case S_IFBLK: return "block";
    case S_IFIFO: return "fifo";
    case S_IFSOCK: return "socket";
    default: return "unknown";
  }
}

void act_stat(const struct action *a) {
  struct stat s;
  char target[4096];
  put("{\"path\":");
  json_text(a->words[1]);
  if (lstat(a->words[1], &s)) {
    put(",");
    put_error_field(errno);
    put_line("}");
    return;
  }
  printf(",\"type\":\"%s\",\"mode\":\"%04o\",\"uid\":%u,\"gid\":%u,\"size\":%lld", type_name(s.st_mode),
         s.st_mode & 07777, s.st_uid, s.st_gid, (long long)s.st_size);
  printf(",\"mtime\":\"%lld.%09ld\",\"links\":%lu,\"inode\":%llu,\"target\":", (long long)s.st_mtim.tv_sec,
         s.st_mtim.tv_nsec, (unsigned long)s.st_nlink, (unsigned long long)s.st_ino);
  ssize_t length = S_ISLNK(s.st_mode) ? readlink(a->words[1], target, sizeof target - 1) : -1;
  if (length < 0) put("null");
  else target[length] = '\0', json_text(target);
  if (S_ISCHR(s.st_mode) || S_ISBLK(s.st_mode)) printf(",\"device\":\"%u:%u\"}\n", major(s.st_rdev), minor(s.st_rdev));
  else put_line(",\"device\":null}");
}

void act_entries(const struct action *a) {
  char **names = names_in(a->words[1]);
  if (!names) cannot(a, errno);
  json_texts(names);
  put_line("");
}

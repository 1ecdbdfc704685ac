/*
 * tree: carries out small operations on one file tree that it cannot leave.
 *
 *   tree directory PATH
 *   tree overlay ro|rw LAYERS UPPER WORK LOWER... [SOURCE TARGET ro|rw]...   (lower directories uppermost first)
 *   tree process PID
 *   tree process-root PID
 *
 * It enters the view named by its arguments, makes it its root by chroot(2), and then reads operations from standard input and
 * writes answers to standard output; tree.md describes both. Inside the chroot the kernel resolves every path and symbolic link,
 * so an archive can be as hostile as it likes: there is nothing outside to reach. No descriptor to the outside is kept.
 *
 * The first operation that fails is reported and ends the program; nothing after it is carried out.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "change.h"
#include "look.h"
#include "view.h"

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
  } else if (argc >= 7 && strcmp(argv[1], "overlay") == 0) {
    enter_overlay(argv + 2, argc - 2);
  } else if (argc == 3 && strcmp(argv[1], "process") == 0) {
    enter_process(argv[2]);
  } else if (argc == 3 && strcmp(argv[1], "process-root") == 0) {
    enter_process_root(argv[2]);
  } else {
    fputs("usage: tree directory PATH | tree overlay ro|rw LAYERS UPPER WORK LOWER... [SOURCE TARGET ro|rw]... | tree process PID | tree process-root PID\n", stderr);
    return 2;
  }
  struct fields operation;
  while (next_operation(&operation)) carry_out(&operation);
  flush();
  return 0;
}

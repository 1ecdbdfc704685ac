/* Reads the sentence of actions and carries them out in order. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "probe.h"

enum { MANY = 1 << 20 }; /* no upper bound on the number of words */
enum { USAGE = 64 };     /* EX_USAGE of sysexits.h: tells a misspelt sentence from every status that a scenario asks for */

static const struct verb {
  const char *name;
  int least, most; /* words after the name */
  void (*act)(const struct action *);
  const char *words;
} verbs[] = {
    {"facts", 0, MANY, act_facts, "[ANYTHING ...]"},
    {"print", 1, 1, act_print, "TEXT"},
    {"warn", 1, 1, act_warn, "TEXT"},
    {"write-out", 1, 1, act_write_out, "TEXT"},
    {"fill", 1, 1, act_fill, "BYTES"},
    {"execute", 1, MANY, act_execute, "PATH [ARGUMENT ...]"},
    {"exit", 1, 1, act_exit, "STATUS"},
    {"raise", 1, 1, act_raise, "SIGNAL"},
    {"fault", 0, 0, act_fault, ""},
    {"on", 2, 3, act_on, "SIGNAL (exit STATUS | report)"},
    {"hold", 0, 0, act_hold, ""},
    {"echo", 0, 0, act_echo, ""},
    {"write", 2, 2, act_write, "PATH TEXT"},
    {"append", 2, 2, act_append, "PATH TEXT"},
    {"read", 1, 1, act_read, "PATH"},
    {"mkdir", 1, 1, act_mkdir, "PATH"},
    {"remove", 1, 1, act_remove, "PATH"},
    {"symlink", 2, 2, act_symlink, "TARGET PATH"},
    {"link", 2, 2, act_link, "TARGET PATH"},
    {"chmod", 2, 2, act_chmod, "OCTAL PATH"},
    {"chown", 3, 3, act_chown, "UID GID PATH"},
    {"stat", 1, 1, act_stat, "PATH"},
    {"entries", 1, 1, act_entries, "PATH"},
    {"try", 1, MANY, act_try, "DEED [WORD ...]"},
    {"allocate", 1, 1, act_allocate, "BYTES"},
    {"spawn", 1, 1, act_spawn, "NUMBER"},
    {"crowd", 2, 2, act_crowd, "NUMBER BYTES"},
    {"burn", 1, 1, act_burn, "MILLISECONDS"},
    {"orphan", 0, 0, act_orphan, ""},
    {"swap", 2, 2, act_swap, "PATH PATH"},
    {"leave", 0, 0, act_leave, ""},
    {"listen", 2, 3, act_listen, "(tcp | udp) PORT [telling-who]"},
    {"connect", 4, 4, act_connect, "(tcp | udp) (ADDRESS | NAME) PORT TEXT"},
    {"resolve", 1, 1, act_resolve, "NAME"},
    {"await-line", 0, 0, act_await_line, ""},
    {"await-size", 2, 2, act_await_size, "ROWS COLUMNS"},
};

void misspelt(const struct action *a) {
  fprintf(stderr, "probe: misspelt action:");
  for (int i = 0; i < a->count; i++) fprintf(stderr, " %s", a->words[i]);
  fputs("\nusage: probe ACTION [WORD ...] [then ACTION [WORD ...]] ...\n", stderr);
  for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
    fprintf(stderr, "  %s %s\n", verbs[i].name, verbs[i].words);
  exit(USAGE);
}

void cannot(const struct action *a, int error) {
  fflush(stdout);
  fputs("probe:", stderr);
  for (int i = 0; i < a->count; i++) fprintf(stderr, " %s", a->words[i]);
  fprintf(stderr, ": %s\n", error_name(error));
  exit(1);
}

long long number(const struct action *a, int word) {
  char *end;
  errno = 0;
  long long value = strtoll(a->words[word], &end, 10);
  if (errno || *end || end == a->words[word]) misspelt(a);
  return value;
}

static void carry_out(const struct action *a) {
  for (size_t i = 0; a->count > 0 && i < sizeof verbs / sizeof *verbs; i++) {
    if (strcmp(verbs[i].name, a->words[0]) != 0) continue;
    if (a->count - 1 < verbs[i].least || a->count - 1 > verbs[i].most) break;
    verbs[i].act(a);
    fflush(stdout);
    return;
  }
  misspelt(a);
}

char **arguments;

int main(int argc, char **argv) {
  arguments = argv;
  int first = 1;
  for (int i = 1; i <= argc; i++) {
    if (i < argc && strcmp(argv[i], "then") != 0) continue;
    struct action a = {argv + first, i - first};
    carry_out(&a);
    first = i + 1;
  }
  return 0;
}

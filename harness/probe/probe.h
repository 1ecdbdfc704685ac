/* The probe: see README.md for its sentence of actions and facts.ts for the shape of its JSON. */
#ifndef PROBE_H
#define PROBE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* One action of the sentence: its name is words[0]. */
struct action {
  char **words;
  int count;
};

/* json.c: what is printed. Everything is flushed before the next action. */
void put(const char *text);
void put_line(const char *text);
void put_error_field(int error); /* `"error":"EPERM"` or `"error":null` */
void json_text(const char *bytes);
void json_texts(char *const *list);
const char *error_name(int error);

/* probe.c: the whole sentence, and how an action ends the program. */
extern char **arguments;
__attribute__((noreturn)) void misspelt(const struct action *a);
__attribute__((noreturn)) void cannot(const struct action *a, int error);
long long number(const struct action *a, int word);

/* One function per action, by file. */
void act_facts(const struct action *a);     /* facts.c */
void act_print(const struct action *a);     /* streams.c */
void act_warn(const struct action *a);
void act_write_out(const struct action *a);
void act_fill(const struct action *a);
void act_echo(const struct action *a);
void act_await_line(const struct action *a);
void act_await_size(const struct action *a);
void act_write(const struct action *a);     /* files.c */
void act_append(const struct action *a);
void act_read(const struct action *a);
void act_mkdir(const struct action *a);
void act_remove(const struct action *a);
void act_symlink(const struct action *a);
void act_link(const struct action *a);
void act_swap(const struct action *a);
void act_chmod(const struct action *a);
void act_chown(const struct action *a);
void act_stat(const struct action *a);
void act_entries(const struct action *a);
void act_try(const struct action *a);       /* deeds.c */
void act_exit(const struct action *a);      /* processes.c */
void act_execute(const struct action *a);
void act_raise(const struct action *a);
void act_fault(const struct action *a);
void act_on(const struct action *a);
void act_hold(const struct action *a);
void act_allocate(const struct action *a);
void act_spawn(const struct action *a);
void act_crowd(const struct action *a);
void act_burn(const struct action *a);
void act_orphan(const struct action *a);
void act_leave(const struct action *a);
void act_listen(const struct action *a);    /* network.c */
void act_connect(const struct action *a);
void act_resolve(const struct action *a);   /* names.c */

/* names.c: an address, or the address of a name. */
struct in_addr;
bool resolve(const char *name, struct in_addr *address);

/* kernel-deeds.c: a deed that is one system call; -1 when there is none of this name, else the error. */
int kernel_deed(const char *name);
/* kernel-deeds.c: the serial number of the session keyring, or -1. */
long session_keyring(void);
/* limits.c: a member of the facts. */
void put_limits(void);
/* files.c: size of what was read, -1 with errno; the buffer is zero-terminated and never freed: the program is short-lived. */
ssize_t slurp(const char *path, char **content);
/* files.c: the sorted names in a directory, without `.` and `..`, zero-terminated list; NULL with errno. */
char **names_in(const char *path);
/* streams.c: the first of the standard streams that is a terminal, or -1. */
int terminal_descriptor(void);

#endif

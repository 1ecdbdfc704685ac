#include "plan.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "failure.h"

static const char *const damaged = "the daemon ended while it launched this container; launch it again";

/* Everything until the end of file. */
static int read_all(int fd, char **bytes, size_t *size) {
    size_t room = 0;
    for (;;) {
        if (*size == room && !(*bytes = realloc(*bytes, room += 65536))) return failed("plan", "not enough memory");
        ssize_t part = read(fd, *bytes + *size, room - *size);
        if (part < 0) return failed("plan", damaged);
        if (part == 0) return 0;
        *size += part;
    }
}

/* Takes the next NUL-terminated string, or NULL at the end. */
static char *next(char **cursor, const char *end) {
    char *string = *cursor;
    if (string >= end) return NULL;
    *cursor += strlen(string) + 1;
    return string;
}

static int read_step(char **cursor, const char *end, struct step *step) {
    const char *count = (step->name = next(cursor, end)) ? next(cursor, end) : NULL;
    step->argc = count ? atoi(count) : -1;
    if (step->argc < 0 || step->argc > end - *cursor) return -1;
    step->argv = calloc(step->argc + 1, sizeof *step->argv);
    for (int i = 0; step->argv && i < step->argc; i++)
        if (!(step->argv[i] = next(cursor, end))) return -1;
    return step->argv ? 0 : -1;
}

int plan_read(int fd, struct plan *plan) {
    char *bytes = NULL;
    size_t size = 0;
    if (read_all(fd, &bytes, &size) < 0) return -1;
    if (size == 0 || bytes[size - 1] != '\0') return errno = EBADMSG, failed("plan", damaged);
    char *cursor = bytes;
    while (cursor < bytes + size) {
        plan->steps = realloc(plan->steps, (plan->count + 1) * sizeof *plan->steps);
        if (!plan->steps) return failed("plan", "not enough memory");
        if (read_step(&cursor, bytes + size, &plan->steps[plan->count++]) < 0)
            return errno = EBADMSG, failed("plan", damaged);
    }
    return 0;
}

const struct step *plan_find(const struct plan *plan, const char *name) {
    for (int i = 0; i < plan->count; i++)
        if (strcmp(plan->steps[i].name, name) == 0) return &plan->steps[i];
    return NULL;
}

#include "plan.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "failure.h"

static const char *const damaged = "the file was changed or cut short; launch the container again";

static int read_file(const char *path, char **bytes, size_t *size) {
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat status;
    if (fd < 0 || fstat(fd, &status) < 0) return failed(path, "the daemon writes it before it starts init");
    *size = status.st_size;
    *bytes = malloc(*size + 1);
    if (!*bytes || read(fd, *bytes, *size) != (ssize_t)*size) return failed(path, damaged);
    return close(fd);
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

int plan_read(const char *path, struct plan *plan) {
    char *bytes = NULL;
    size_t size = 0;
    if (read_file(path, &bytes, &size) < 0) return -1;
    if (size == 0 || bytes[size - 1] != '\0') return errno = EBADMSG, failed(path, damaged);
    char *cursor = bytes;
    while (cursor < bytes + size) {
        plan->steps = realloc(plan->steps, (plan->count + 1) * sizeof *plan->steps);
        if (!plan->steps) return failed(path, "not enough memory");
        if (read_step(&cursor, bytes + size, &plan->steps[plan->count++]) < 0)
            return errno = EBADMSG, failed(path, damaged);
    }
    return 0;
}

const struct step *plan_find(const struct plan *plan, const char *name) {
    for (int i = 0; i < plan->count; i++)
        if (strcmp(plan->steps[i].name, name) == 0) return &plan->steps[i];
    return NULL;
}

#include "failure.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

static struct {
    int number;
    char object[512];
    const char *hint;
} recorded = {.hint = ""};

/* Paths are bytes: what JSON may not hold is written as \u00XX. */
static void escape(char *out, size_t room, const char *text) {
    size_t used = 0;
    for (const unsigned char *c = (const unsigned char *)text; *c && used + 7 < room; c++)
        used += *c < 0x20 || *c == '"' || *c == '\\' || *c == 0x7f ? (size_t)snprintf(out + used, 7, "\\u%04x", *c)
                                                                   : (out[used] = *c, 1);
    out[used] = '\0';
}

int failed(const char *object, const char *hint) {
    recorded.number = errno;
    recorded.hint = hint;
    escape(recorded.object, sizeof recorded.object, object);
    return -1;
}

size_t failure_line(char *line, size_t room, const char *step) {
    return snprintf(line, room, "{\"event\":\"failed\",\"op\":\"%s\",\"object\":\"%s\",\"errno\":%d,\"hint\":\"%s\"}\n", step,
                    recorded.object, recorded.number, recorded.hint);
}

void release_descriptor(int *fd) {
    int kept = errno;
    if (*fd >= 0) close(*fd);
    errno = kept;
}

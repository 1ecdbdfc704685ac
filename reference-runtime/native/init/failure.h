/*
 * The error convention of this program. A function that can fail returns 0 (or a descriptor) on success and −1 after
 * failed(), which records errno, the object it concerned and a hint. Callers pass the −1 upwards untouched; the one place
 * that carries out steps adds the step's name and reports.
 */
#pragma once
#include <stddef.h>

#define RELEASED __attribute__((cleanup(release_descriptor)))

/* Records errno with the object and what a person may do about it (static text, or ""). Always −1. */
int failed(const char *object, const char *hint);

/* The recorded failure as one line of JSON, with newline. Returns its length. */
size_t failure_line(char *line, size_t room, const char *step);

/* For `RELEASED int fd`: closed when the scope ends. Keeps errno. */
void release_descriptor(int *fd);

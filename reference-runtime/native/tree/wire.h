/* The wire format of tree.md: operations as fields, answers as frames. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One operation. What a take_… function returns points into the input buffer, until the next operation or content is read. */
struct fields {
  const uint8_t *at, *end;
};

/* False at the end of input. */
bool next_operation(struct fields *f);
/* The next piece of raw content, at least one byte and at most `limit`. */
size_t next_content(const uint8_t **data, size_t limit);

const void *take(struct fields *f, size_t size);
uint32_t take_u32(struct fields *f);
uint64_t take_u64(struct fields *f);
const char *take_text(struct fields *f);

/* Begins an answer whose fields have this size. Answers leave when the buffer is full or before the program waits for input. */
void frame(size_t size, char type);
void put(const void *data, size_t size);
void put_u32(uint32_t value);
void put_u64(uint64_t value);
void put_text(const char *text);
void flush(void);

/* The one error convention: the first failure is reported with operation, path and errno, and ends the program. */
void failed(const char *operation, const char *path, int error) __attribute__((noreturn));
void malformed(void) __attribute__((noreturn));
void must(bool ok, const char *operation, const char *path);

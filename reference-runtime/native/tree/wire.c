/* What comes in on standard input and goes out on standard output: see tree.md. */
#include "wire.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "the wire format is little-endian");

enum { BUFFER = 1 << 18 };

void must(bool ok, const char *operation, const char *path) {
  if (!ok) failed(operation, path, errno);
}

static uint8_t out[BUFFER];
static size_t out_used;

void flush(void) {
  for (size_t done = 0; done < out_used;) {
    ssize_t n = write(STDOUT_FILENO, out + done, out_used - done);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) _exit(1); /* nobody reads any more */
    done += (size_t)n;
  }
  out_used = 0;
}

void put(const void *data, size_t size) {
  for (const uint8_t *p = data; size > 0;) {
    if (out_used == BUFFER) flush();
    size_t n = size < BUFFER - out_used ? size : BUFFER - out_used;
    memcpy(out + out_used, p, n);
    out_used += n, p += n, size -= n;
  }
}

void put_u32(uint32_t value) { put(&value, sizeof value); }
void put_u64(uint64_t value) { put(&value, sizeof value); }
void put_text(const char *text) { put(text, strlen(text) + 1); }

void frame(size_t size, char type) {
  put_u32((uint32_t)size + 1);
  put(&type, 1);
}

void failed(const char *operation, const char *path, int error) {
  const char *reason = strerror(error);
  frame(4 + strlen(operation) + strlen(path) + strlen(reason) + 3, '!');
  put_u32((uint32_t)error);
  put_text(operation), put_text(path), put_text(reason);
  flush();
  exit(1);
}


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

void malformed(void) { failed("read the operation", "(standard input)", EPROTO); }

const void *take(struct fields *f, size_t size) {
  if ((size_t)(f->end - f->at) < size) malformed();
  const void *value = f->at;
  f->at += size;
  return value;
}

uint32_t take_u32(struct fields *f) {
  uint32_t value;
  memcpy(&value, take(f, sizeof value), sizeof value);
  return value;
}

uint64_t take_u64(struct fields *f) {
  uint64_t value;
  memcpy(&value, take(f, sizeof value), sizeof value);
  return value;
}

const char *take_text(struct fields *f) {
  const uint8_t *end = memchr(f->at, 0, (size_t)(f->end - f->at));
  if (!end) malformed();
  return take(f, (size_t)(end - f->at) + 1);
}

bool next_operation(struct fields *f) {
  uint32_t size;
  if (!need(sizeof size)) return false;
  memcpy(&size, in + in_head, sizeof size);
  if (size == 0 || size > BUFFER - sizeof size) malformed();
  if (!need(sizeof size + size)) return false;
  f->at = in + in_head + sizeof size;
  f->end = f->at + size;
  in_head += sizeof size + size;
  return true;
}

size_t next_content(const uint8_t **data, size_t limit) {
  if (!need(1)) exit(1); /* whoever sent the file is gone; it removes what is half done, or its successor does */
  size_t size = in_tail - in_head < limit ? in_tail - in_head : limit;
  *data = in + in_head;
  in_head += size;
  return size;
}

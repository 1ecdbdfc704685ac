#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "probe.h"

void put(const char *text) { fputs(text, stdout); }

void put_line(const char *text) {
  fputs(text, stdout);
  fputc('\n', stdout);
  fflush(stdout);
}

/* Length of the valid UTF-8 sequence at `s`, 0 when there is none (RFC 3629: no overlong forms, no surrogates). */
static size_t sequence_length(const unsigned char *s) {
  if (s[0] < 0x80) return 1;
  size_t length = s[0] >= 0xf0 ? 4 : s[0] >= 0xe0 ? 3 : 2;
  if (s[0] < 0xc2 || s[0] > 0xf4) return 0;
  for (size_t i = 1; i < length; i++)
    if ((s[i] & 0xc0) != 0x80) return 0;
  bool overlong = (s[0] == 0xe0 && s[1] < 0xa0) || (s[0] == 0xf0 && s[1] < 0x90);
  bool outside = (s[0] == 0xed && s[1] > 0x9f) || (s[0] == 0xf4 && s[1] > 0x8f);
  return overlong || outside ? 0 : length;
}

/* File names and variables are bytes: one that is not UTF-8 becomes a lone surrogate \udcXX, as Python's surrogateescape does. */
void json_text(const char *bytes) {
  const unsigned char *s = (const unsigned char *)bytes;
  fputc('"', stdout);
  while (*s) {
    size_t length = sequence_length(s);
    if (length == 0) printf("\\udc%02x", *s++);
    else if (*s < 0x20 || *s == 0x7f) printf("\\u%04x", *s++);
    else if (*s == '"' || *s == '\\') printf("\\%c", *s++);
    else s += fwrite(s, 1, length, stdout);
  }
  fputc('"', stdout);
}

void json_texts(char *const *list) {
  fputc('[', stdout);
  for (size_t i = 0; list[i]; i++) {
    if (i) fputc(',', stdout);
    json_text(list[i]);
  }
  fputc(']', stdout);
}

/* strerrorname_np(3) exists in glibc only. */
const char *error_name(int error) {
  static const struct { int number; const char *name; } names[] = {
#define NAME(e) {e, #e}
      NAME(EPERM), NAME(ENOENT), NAME(ESRCH), NAME(EINTR), NAME(EIO), NAME(ENXIO), NAME(E2BIG), NAME(ENOEXEC),
      NAME(EBADF), NAME(ECHILD), NAME(EAGAIN), NAME(ENOMEM), NAME(EACCES), NAME(EFAULT), NAME(EBUSY), NAME(EEXIST),
      NAME(EXDEV), NAME(ENODEV), NAME(ENOTDIR), NAME(EISDIR), NAME(EINVAL), NAME(ENFILE), NAME(EMFILE), NAME(ENOTTY),
      NAME(ETXTBSY), NAME(EFBIG), NAME(ENOSPC), NAME(ESPIPE), NAME(EROFS), NAME(EMLINK), NAME(EPIPE), NAME(ERANGE),
      NAME(ENAMETOOLONG), NAME(ENOSYS), NAME(ENOTEMPTY), NAME(ELOOP), NAME(EOPNOTSUPP), NAME(EADDRINUSE),
      NAME(EADDRNOTAVAIL), NAME(ENETDOWN), NAME(ENETUNREACH), NAME(ECONNRESET), NAME(ETIMEDOUT), NAME(ECONNREFUSED),
      NAME(EHOSTUNREACH), NAME(EDQUOT), NAME(EUSERS), NAME(EKEYREJECTED), NAME(EAFNOSUPPORT),
#undef NAME
  };
  static char other[24];
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (names[i].number == error) return names[i].name;
  snprintf(other, sizeof other, "errno %d", error);
  return other;
}

void put_error_field(int error) {
  if (error) printf("\"error\":\"%s\"", error_name(error));
  else put("\"error\":null");
}

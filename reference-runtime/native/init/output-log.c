#define _GNU_SOURCE
#include "output-log.h"

#include <endian.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <time.h>
#include <unistd.h>

#include "failure.h"

static struct {
    uint64_t time; /* nanoseconds since 1970 */
    uint32_t length;
    uint8_t stream;
    uint8_t reserved[3];
    char data[LOG_CHUNK];
} frame;

#define HEADER (sizeof frame - LOG_CHUNK)

int output_log_open(struct output_log *log, const char *path) {
    log->fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    log->end = log->fd < 0 ? -1 : lseek(log->fd, 0, SEEK_END);
    return log->end < 0 ? failed(path, "the container's state directory must be writable") : 0;
}

int output_log_flush(struct output_log *log) {
    if (log->waiting == 0) return 0;
    if (write(log->fd, &frame, log->waiting) == (ssize_t)log->waiting) {
        log->end += log->waiting;
        log->waiting = 0;
        return 0;
    }
    /* A part of a frame would make everything behind it unreadable. */
    if (ftruncate(log->fd, log->end) < 0) return -1;
    return -1;
}

ssize_t output_log_take(struct output_log *log, int fd, enum stream stream) {
    if (output_log_flush(log) < 0) return errno = EAGAIN, -1;
    ssize_t size = read(fd, frame.data, sizeof frame.data);
    if (size <= 0) return size;
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    frame.time = htole64(now.tv_sec * UINT64_C(1000000000) + now.tv_nsec);
    frame.length = htole32(size);
    frame.stream = stream;
    log->waiting = HEADER + size;
    output_log_flush(log);
    return size;
}

/* The container's output, appended to a file frame by frame. Format: ../README.md. */
#pragma once
#include <stddef.h>
#include <sys/types.h>

#define LOG_CHUNK 65536

enum stream { STREAM_STDOUT = 1, STREAM_STDERR = 2 };

struct output_log {
    int fd;
    off_t end;      /* of the last whole frame */
    size_t waiting; /* bytes of the frame that could not be written yet, 0 when there is none */
};

int output_log_open(struct output_log *log, const char *path);

/*
 * Moves one piece of output from `fd` to the log: bytes moved, 0 at end of file, −1 with errno EAGAIN when there is nothing
 * now or the log waits for space on the disk. Nothing is ever dropped: what waits is written by a later flush.
 */
ssize_t output_log_take(struct output_log *log, int fd, enum stream stream);

/* Writes what waits. 0 when nothing waits any more. */
int output_log_flush(struct output_log *log);

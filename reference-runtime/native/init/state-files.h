/* Files in the state directory, which is the working directory of the monitor. Names and contents: ../README.md. */
#pragma once
#include <sys/types.h>

/* A named pipe opened for reading that never reports end of file, because it is held open for writing too. */
int fifo_open(const char *name);

/* Replaces a file in one step: readers see the old content or the new. Waits while the disk is full. */
int file_replace(const char *name, const char *content);

/* Writes the exit record. `status` as from waitpid(2). */
int exit_record_write(int status, int out_of_memory);

/* Who watches what, for a daemon that comes later. */
int monitor_record_write(const char *id, pid_t container);
int monitor_record_started(void);

/* Whether the kernel killed a process for want of memory, according to a cgroup's counter file. */
int oom_killed(const char *counter);

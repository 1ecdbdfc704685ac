#define _GNU_SOURCE
#include "state-files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "failure.h"

int fifo_open(const char *name) {
    unlink(name); /* of an earlier run: what nobody read then is not for this container */
    int fd = mkfifo(name, 0600) < 0 ? -1 : open(name, O_RDWR | O_NONBLOCK | O_CLOEXEC);
    return fd < 0 ? failed(name, "the container's state directory must be writable") : fd;
}

static int write_new(const char *name, const char *content) {
    RELEASED int fd = open(name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    size_t length = strlen(content);
    if (fd < 0) return -1;
    ssize_t written = write(fd, content, length);
    if (written >= 0 && (size_t)written < length) errno = ENOSPC;
    return written == (ssize_t)length ? 0 : -1;
}

/* No fsync: a container does not outlive its kernel, and after a crash of the kernel the lost record says just that. */
int file_replace(const char *name, const char *content) {
    char temporary[64];
    snprintf(temporary, sizeof temporary, "%s.new", name);
    while (write_new(temporary, content) < 0) {
        if (errno != ENOSPC && errno != EDQUOT) return failed(temporary, "");
        sleep(1);
    }
    return rename(temporary, name) < 0 ? failed(name, "") : 0;
}

/* Clauses: MON-2, LIMIT-10. */
int exit_record_write(int status, int out_of_memory) {
    int number = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    struct timespec now;
    struct tm parts;
    char second[32], record[256];
    clock_gettime(CLOCK_REALTIME, &now);
    strftime(second, sizeof second, "%Y-%m-%dT%H:%M:%S", gmtime_r(&now.tv_sec, &parts));
    snprintf(record, sizeof record,
             "{\"status\":%d,\"signal\":%d,\"outOfMemory\":%s,\"finishedAt\":\"%s.%09ldZ\"}\n",
             number ? 128 + number : WEXITSTATUS(status), number, out_of_memory ? "true" : "false", second, now.tv_nsec);
    return file_replace("exit.json", record);
}

#define UNTIL_STARTED "{\"started\":"

int monitor_record_write(const char *id, pid_t container) {
    char record[256];
    snprintf(record, sizeof record, UNTIL_STARTED "false,\"id\":\"%.64s\",\"pid\":%d,\"monitorPid\":%d}\n", id, container,
             getpid());
    return file_replace("monitor.json", record);
}

/* In place: replacing a file makes ext4 write it to the disk at once, which takes longer than the rest of a launch. */
int monitor_record_started(void) {
    RELEASED int fd = open("monitor.json", O_WRONLY | O_CLOEXEC);
    return fd < 0 || pwrite(fd, "true ", 5, strlen(UNTIL_STARTED)) < 0 ? failed("monitor.json", "") : 0;
}

int oom_killed(const char *counter) {
    char text[1024];
    RELEASED int fd = open(counter, O_RDONLY | O_CLOEXEC);
    ssize_t size = fd < 0 ? -1 : read(fd, text, sizeof text - 1);
    if (size < 0) return 0;
    text[size] = '\0';
    const char *line = strstr(text, "oom_kill ");
    return line && atoi(line + strlen("oom_kill ")) > 0;
}

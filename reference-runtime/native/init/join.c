/* A process beside the first: it joins the namespaces of a container that runs. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "failure.h"
#include "operations.h"

static const char *const ended = "the container has ended";

/* The parent of a process, from field 4 of proc_pid_stat(5); field 2, a name in brackets, may hold anything. */
static int parent_of(int pid) {
    char path[64], text[512];
    snprintf(path, sizeof path, "/proc/%d/stat", pid);
    RELEASED int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t size = fd < 0 ? -1 : read(fd, text, sizeof text - 1);
    if (size < 0) return -1;
    text[size] = '\0';
    const char *rest = strrchr(text, ')');
    int parent;
    return rest && sscanf(rest, ") %*c %d", &parent) == 1 ? parent : -1;
}

/*
 * Numbers are used again: the process is the container's first only if its parent is the container's monitor and it lived
 * when that was looked up. Out of sight before the next process is born into the container: nobody in there may look into
 * what still holds things of the host.
 */
static int enter_processes(const struct step *step) {
    int pid = atoi(step->argv[0]), monitor = atoi(step->argv[1]);
    int fd = syscall(SYS_pidfd_open, pid, 0);
    if (fd < 0 || parent_of(pid) != monitor || syscall(SYS_pidfd_send_signal, fd, 0, NULL, 0) < 0)
        return errno = ESRCH, failed("container", ended);
    if (fcntl(fd, F_SETFD, FD_CLOEXEC) < 0 || prctl(PR_SET_DUMPABLE, 0) < 0 || setns(fd, CLONE_NEWPID) < 0)
        return failed("container", "joining namespaces needs root and Linux 5.8");
    return fd;
}

int join_processes(const struct step *step, struct child *child) { return child->container = enter_processes(step); }

int share_processes(const struct step *step) {
    RELEASED int fd = enter_processes(step);
    return fd < 0 ? -1 : 0;
}

OPERATION(join) {
    (void)argc, (void)argv;
    if (setns(child->container, CLONE_NEWNS | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWNET | CLONE_NEWCGROUP) < 0)
        return failed("container", errno == ESRCH ? ended : "joining namespaces needs root and Linux 5.8");
    child->root = open("/", O_PATH | O_DIRECTORY | O_CLOEXEC);
    return child->root < 0 ? failed("/", "") : 0;
}

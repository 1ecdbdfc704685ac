/* init STATE-DIRECTORY: carries out the plan that comes on descriptor 3 and watches the container. See ../README.md. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "failure.h"
#include "monitor.h"

static int give_up(void) {
    char line[2048];
    size_t length = failure_line(line, sizeof line, "launch");
    return write(DAEMON_DESCRIPTOR, line, length) == (ssize_t)length ? 1 : 2;
}

/*
 * This program over again, from a mount of itself that is read-only and nobody else can reach: a container that makes the kernel
 * execute /proc/self/exe gets hold of the file, and must not be able to write to the host's (CVE-2019-5736).
 */
static int become_read_only(char **argv, char **environment) {
    static const char self[] = "/proc/self/exe";
    struct statvfs status;
    struct {
        uint64_t set, clear, propagation, userns_fd;
    } attributes = {.set = 1 /* MOUNT_ATTR_RDONLY */};
    if (statvfs(self, &status) == 0 && status.f_flag & ST_RDONLY) return 0;
    int tree = syscall(SYS_open_tree, AT_FDCWD, self, 1 /* OPEN_TREE_CLONE */ | O_CLOEXEC);
    if (tree >= 0 && syscall(SYS_mount_setattr, tree, "", AT_EMPTY_PATH, &attributes, sizeof attributes) == 0)
        syscall(SYS_execveat, tree, "", argv, environment, AT_EMPTY_PATH);
    return failed(self, "a read-only mount of it needs CAP_SYS_ADMIN and Linux 5.12");
}

int main(int argc, char **argv, char **environment) {
    struct plan plan = {0};
    if (argc != 2) {
        fputs("usage: init STATE-DIRECTORY\nThe daemon of the reference runtime starts this program; it is not for people.\n", stderr);
        return 64;
    }
    if (become_read_only(argv, environment) < 0) return give_up();
    if (fcntl(DAEMON_DESCRIPTOR, F_SETFD, FD_CLOEXEC) < 0) return fputs("init: descriptor 3 must be a socket to the daemon\n", stderr), 64;
    if (chdir(argv[1]) < 0) return failed(argv[1], "the state directory must exist"), give_up();
    if (plan_read(DAEMON_DESCRIPTOR, &plan) < 0) return give_up();
    return monitor(&plan);
}

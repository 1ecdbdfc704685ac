/* init STATE-DIRECTORY: carries out the plan that comes on descriptor 3 and watches the container. See ../README.md. */
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "failure.h"
#include "monitor.h"

static int give_up(void) {
    char line[2048];
    size_t length = failure_line(line, sizeof line, "launch");
    return write(DAEMON_DESCRIPTOR, line, length) == (ssize_t)length ? 1 : 2;
}

int main(int argc, char **argv) {
    struct plan plan = {0};
    if (argc != 2) {
        fputs("usage: init STATE-DIRECTORY\nThe daemon of the reference runtime starts this program; it is not for people.\n", stderr);
        return 64;
    }
    if (fcntl(DAEMON_DESCRIPTOR, F_SETFD, FD_CLOEXEC) < 0) return fputs("init: descriptor 3 must be a socket to the daemon\n", stderr), 64;
    if (chdir(argv[1]) < 0) return failed(argv[1], "the state directory must exist"), give_up();
    if (plan_read(DAEMON_DESCRIPTOR, &plan) < 0) return give_up();
    return monitor(&plan);
}

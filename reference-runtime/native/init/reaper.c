/* An init for programs that are none: the container's first process stays ours, the program becomes its child. */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "failure.h"
#include "operations.h"

/* Ends this process when the program has ended, as it did. */
static void reap(pid_t program) {
    int status;
    for (pid_t ended; (ended = waitpid(-1, &status, WNOHANG)) > 0;)
        if (ended == program) _exit(WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status));
}

/* All signals have been blocked since this process was born: none is lost, none ends it. */
static _Noreturn void serve(pid_t program) {
    sigset_t all;
    sigfillset(&all);
    for (;;) {
        int number = sigwaitinfo(&all, NULL);
        if (number == SIGCHLD) reap(program);
        else if (number > 0) kill(program, number);
    }
}

/*
 * The program has a process group of its own and, on a terminal, the foreground: else keys would reach it twice. No descriptor
 * stays open here: the end of the monitor's channel means that the program runs, the end of a stream that it was closed.
 */
OPERATION(reaper) {
    (void)argc, (void)argv;
    pid_t program = fork();
    if (program < 0) return failed("init", "a limit of processes leaves no room for it");
    if (program == 0) {
        if (setpgid(0, 0) < 0 || (child->terminal >= 0 && tcsetpgrp(0, getpid()) < 0)) return failed("init", "");
        return 0;
    }
    prctl(PR_SET_NAME, "init");
    prctl(PR_SET_PDEATHSIG, SIGKILL); /* changing the user cleared it, prctl(2) */
    syscall(SYS_close_range, 0, ~0U, 0);
    serve(program);
}

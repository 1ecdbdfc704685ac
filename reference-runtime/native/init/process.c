/* The process itself: cgroups, names, terminal and streams, and the last step into the user's program. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/bpf.h>
#include <linux/close_range.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "channel.h"
#include "failure.h"
#include "operations.h"

/* bpf(2). The cgroup keeps the program; it goes when the cgroup is removed. */
OPERATION(device_filter) {
    (void)child, (void)argc;
    char room[16384];
    int length = bytes_of(argv[1], room, sizeof room);
    RELEASED int directory = open(argv[0], O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    union bpf_attr load = {
        .prog_type = BPF_PROG_TYPE_CGROUP_DEVICE,
        .insns = (uintptr_t)room,
        .insn_cnt = length / sizeof(struct bpf_insn),
        .license = (uintptr_t) "Apache-2.0",
    };
    RELEASED int program = length < 0 || directory < 0 ? -1 : syscall(SYS_bpf, BPF_PROG_LOAD, &load, sizeof load);
    union bpf_attr attach = {
        .target_fd = directory,
        .attach_bpf_fd = program,
        .attach_type = BPF_CGROUP_DEVICE,
        .attach_flags = BPF_F_ALLOW_MULTI,
    };
    return program < 0 || syscall(SYS_bpf, BPF_PROG_ATTACH, &attach, sizeof attach) < 0
               ? failed(argv[0], "filtering devices on cgroup v2 needs CONFIG_CGROUP_BPF")
               : 0;
}

bool is_version_2(const char *cgroup) {
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/tasks", cgroup);
    return access(path, F_OK) < 0 && errno == ENOENT;
}

/*
 * A thread that moves itself, by "0" into a version 1 `tasks` file, takes no lock (Linux 5.16, cgroup_procs_write_start);
 * through `cgroup.procs` it would wait for an RCU grace period, tens of milliseconds. Version 2 has no such file: there the
 * monitor has the process born in its cgroup.
 */
OPERATION(join_cgroup) {
    (void)child, (void)argc;
    char path[PATH_MAX];
    if (is_version_2(argv[0])) return 0;
    snprintf(path, sizeof path, "%s/tasks", argv[0]);
    RELEASED int fd = open(path, O_WRONLY | O_CLOEXEC);
    return fd < 0 || write(fd, "0", 1) < 0 ? failed(path, "joining a cgroup needs write permission and, for cpuset, processors")
                                           : 0;
}

static rlim_t limit_of(const char *text) { return *text == '-' ? RLIM_INFINITY : strtoull(text, NULL, 10); }

/* Clauses: LIMIT-23. */
OPERATION(resource_limit) {
    (void)child, (void)argc;
    struct rlimit limit = {.rlim_cur = limit_of(argv[1]), .rlim_max = limit_of(argv[2])};
    return setrlimit(atoi(argv[0]), &limit) < 0 ? failed("resource limit", "above the daemon's own needs CAP_SYS_RESOURCE") : 0;
}

/*
 * On the host's /proc: it is done before the container has one.
 * Clauses: LIMIT-26.
 */
OPERATION(out_of_memory_score) {
    (void)child, (void)argc;
    RELEASED int fd = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
    return fd < 0 || write(fd, argv[0], strlen(argv[0])) < 0 ? failed(argv[0], "below the daemon's own needs CAP_SYS_RESOURCE") : 0;
}

OPERATION(cgroup_namespace) {
    (void)child, (void)argc, (void)argv;
    return unshare(CLONE_NEWCGROUP) < 0 ? failed("cgroup namespace", "the kernel needs CONFIG_CGROUPS") : 0;
}

/* Clauses: NET-7. */
OPERATION(host_name) {
    (void)child, (void)argc;
    return sethostname(argv[0], strlen(argv[0])) < 0 ? failed(argv[0], "a host name has at most 64 bytes") : 0;
}

OPERATION(domain_name) {
    (void)child, (void)argc;
    return setdomainname(argv[0], strlen(argv[0])) < 0 ? failed(argv[0], "a domain name has at most 64 bytes") : 0;
}

static int send_terminal(int channel, int master, int slave) {
    char kind = FROM_CHILD_TERMINAL;
    struct iovec content = {&kind, 1};
    union {
        struct cmsghdr header;
        char room[CMSG_SPACE(2 * sizeof(int))];
    } control = {.header = {CMSG_LEN(2 * sizeof(int)), SOL_SOCKET, SCM_RIGHTS}};
    memcpy(CMSG_DATA(&control.header), (int[]){master, slave}, 2 * sizeof(int));
    struct msghdr message = {.msg_iov = &content, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control};
    return sendmsg(channel, &message, MSG_NOSIGNAL) < 0 ? -1 : 0;
}

/* /dev/console is the terminal itself, as programs that look for a console expect. */
OPERATION(console) {
    (void)argc, (void)argv;
    RELEASED int place = make_in_root(child, "/dev/console", 0);
    RELEASED int tree = syscall(SYS_open_tree, child->terminal, "", 1 /* OPEN_TREE_CLONE */ | O_CLOEXEC | AT_EMPTY_PATH);
    return place < 0 || tree < 0 ||
                   syscall(SYS_move_mount, tree, "", place, "", 0x44 /* from and to descriptors with empty paths */) < 0
               ? failed("/dev/console", "")
               : 0;
}

OPERATION(open_terminal) {
    (void)argc;
    struct winsize size = {.ws_row = atoi(argv[0]), .ws_col = atoi(argv[1])};
    int unlocked = 0;
    RELEASED int master = open_in_root(child, "/dev/pts/ptmx", O_RDWR | O_NOCTTY, 0);
    if (master < 0 || ioctl(master, TIOCSPTLCK, &unlocked) < 0) return failed("/dev/pts/ptmx", "");
    child->terminal = ioctl(master, TIOCGPTPEER, O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (child->terminal < 0 || ioctl(master, TIOCSWINSZ, &size) < 0) return failed("/dev/pts/ptmx", "");
    return send_terminal(child->channel, master, child->terminal) < 0 ? failed("terminal", "the monitor is gone") : 0;
}

OPERATION(take_streams) {
    (void)argc, (void)argv;
    if (setsid() < 0) return failed("session", "");
    for (int i = 0; i < 3; i++)
        if (dup2(child->terminal >= 0 ? child->terminal : child->streams[i], i) < 0) return failed("standard streams", "");
    return child->terminal >= 0 && ioctl(0, TIOCSCTTY, 0) < 0 ? failed("controlling terminal", "") : 0;
}

OPERATION(await_release) {
    (void)argc, (void)argv;
    char kind = 0;
    ssize_t size;
    do size = recv(child->channel, &kind, 1, 0);
    while (size < 0 && errno == EINTR);
    return size == 1 && kind == TO_CHILD_RELEASE ? 0 : (errno = ECANCELED, failed("release", "the monitor is gone"));
}

static const char *variable(char **environment, const char *name) {
    size_t length = strlen(name);
    for (; environment && *environment; environment++)
        if (strncmp(*environment, name, length) == 0 && (*environment)[length] == '=') return *environment + length + 1;
    return NULL;
}

/* Clauses: ENV-2. */
OPERATION(environment) {
    char **variables = calloc(argc + 2, sizeof *variables), *home;
    if (!variables || asprintf(&home, "HOME=%s", child->home ? child->home : "/") < 0)
        return failed("environment", "not enough memory");
    memcpy(variables, argv, argc * sizeof *argv);
    if (!variable(variables, "HOME")) variables[argc] = home;
    child->environment = variables;
    return 0;
}

/*
 * Signals and limits as a program expects to find them; the monitor's descriptors close with exec.
 * Clauses: ROOT-13, SEC-8, SEC-31, SIGNAL-1.
 */
static int leave_no_trace(void) {
    sigset_t none;
    sigemptyset(&none);
    for (int number = 1; number < _NSIG; number++) signal(number, SIG_DFL); /* KILL and STOP refuse, rightly */
    umask(0022);
    /* Changing the user cleared it, prctl(2). */
    return prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) < 0 || sigprocmask(SIG_SETMASK, &none, NULL) < 0 ||
                   syscall(SYS_close_range, 3, ~0U, CLOSE_RANGE_CLOEXEC) < 0
               ? failed("descriptors", "close_range needs Linux 5.11")
               : 0;
}

/*
 * A file on PATH that may not be executed is passed over, as if it were not there: the engines agree on that.
 * Clauses: ARGS-3.
 */
static int execute_on_path(char **argv, char **environment) {
    const char *path = variable(environment, "PATH");
    if (!path) path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    for (;; path++) {
        char file[PATH_MAX];
        size_t length = strcspn(path, ":");
        errno = ENOENT;
        if (snprintf(file, sizeof file, "%.*s%s%s", (int)length, path, length ? "/" : "", argv[0]) < (int)sizeof file)
            execve(file, argv, environment);
        if (errno != ENOENT && errno != ENOTDIR && errno != EACCES) return -1;
        path += length;
        if (!*path) return errno = ENOENT, -1;
    }
}

/* Clauses: ARGS-1. */
OPERATION(execute) {
    (void)argc;
    char ready = FROM_CHILD_EXECUTING;
    if (leave_no_trace() < 0) return -1;
    if (send(child->channel, &ready, 1, MSG_NOSIGNAL) < 0) return failed("monitor", "the monitor is gone");
    if (!*argv[0]) errno = ENOENT;
    else if (strchr(argv[0], '/')) execve(argv[0], argv, child->environment);
    else execute_on_path(argv, child->environment);
    return failed(argv[0], "");
}

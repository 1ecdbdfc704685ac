#define _GNU_SOURCE
#include "monitor.h"

#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <linux/sched.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "channel.h"
#include "failure.h"
#include "operations.h"
#include "output-log.h"
#include "ports.h"
#include "state-files.h"

static struct {
    const char *id;
    pid_t pid;
    int pidfd, channel, control;
    int daemon;     /* reports to the daemon that launched; −1 when it is gone */
    int events;     /* FIFO: the same reports for a daemon that comes later */
    int input;      /* FIFO `stdin`, −1 when the container's standard input is closed to the outside */
    int sink;       /* where input goes: the process's pipe or the terminal */
    int output[3];  /* by enum stream; the terminal counts as stdout */
    int terminal;   /* the process's side, kept open so that an idle terminal does not look like a closed one */
    struct output_log log;
    char pending[65536]; /* input that the process has not taken yet */
    size_t pending_length, pending_start;
    int close_asked, has_terminal, executing, refused;
    const char *stage;   /* of launching, for the report of a failure */
    char ports[16384];   /* numbers of the ports that are held, with commas */
} m = {.stage = "launch", .daemon = DAEMON_DESCRIPTOR, .pidfd = -1, .channel = -1, .control = -1, .events = -1, .input = -1, .sink = -1, .output = {-1, -1, -1}, .terminal = -1};

static void let_go(int *fd) {
    if (*fd >= 0) close(*fd);
    *fd = -1;
}

static void report(const char *line, size_t length) {
    if (m.daemon >= 0 && write(m.daemon, line, length) < 0) let_go(&m.daemon);
    if (m.events >= 0 && write(m.events, line, length) < 0) return; /* 64 KiB unread: the files tell the same */
}

static void report_failure(const char *step) {
    char line[CHANNEL_ROOM];
    report(line, failure_line(line, sizeof line, step));
}

static void report_created(void) {
    char line[sizeof m.ports + 64];
    report(line, (size_t)snprintf(line, sizeof line, "{\"event\":\"created\",\"pid\":%d,\"ports\":[%s]}\n", m.pid, m.ports));
}

/* Of what launching touched of this program, waiting needs next to nothing; read-only pages come back from the file. */
static void shrink(void) {
    const ElfW(Phdr) *part = (const void *)getauxval(AT_PHDR), *end = part + getauxval(AT_PHNUM);
    for (; part < end; part++) {
        uintptr_t start = part->p_vaddr & -sysconf(_SC_PAGESIZE);
        if (part->p_type == PT_LOAD && !(part->p_flags & PF_W))
            madvise((void *)start, part->p_vaddr + part->p_memsz - start, MADV_DONTNEED);
    }
}

static void report_started(void) {
    static const char line[] = "{\"event\":\"started\"}\n";
    monitor_record_started();
    report(line, sizeof line - 1);
    shrink();
}

static int non_blocking(int fd) { return fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK); }

/* ---- starting ---- */

/* One pipe: the process's end goes to `streams`, ours is returned. */
static int stream_pipe(int *theirs, int ours_is_writing) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) < 0) return failed("pipe", "too many open files");
    *theirs = ends[!ours_is_writing];
    return non_blocking(ends[ours_is_writing]) < 0 ? failed("pipe", "") : ends[ours_is_writing];
}

static int open_streams(const struct step *step, struct child *child) {
    m.has_terminal = strcmp(step->argv[0], "terminal") == 0;
    if (strcmp(step->argv[1], "open") == 0 && (m.input = fifo_open("stdin")) < 0) return -1;
    if (m.has_terminal) return 0;
    if (m.input >= 0 && (m.sink = stream_pipe(&child->streams[0], 1)) < 0) return -1;
    if (m.input < 0 && (child->streams[0] = open("/dev/null", O_RDONLY | O_CLOEXEC)) < 0) return failed("/dev/null", "");
    if ((m.output[STREAM_STDOUT] = stream_pipe(&child->streams[1], 0)) < 0) return -1;
    return (m.output[STREAM_STDERR] = stream_pipe(&child->streams[2], 0)) < 0 ? -1 : 0;
}

static int open_state(const struct plan *plan, struct child *child) {
    const struct step *container = plan_find(plan, "container"), *streams = plan_find(plan, "streams");
    if (!container || container->argc != 1 || !streams || streams->argc != 3)
        return errno = EINVAL, failed("plan", "it needs the steps container and streams");
    m.id = container->argv[0];
    if ((m.events = fifo_open("events")) < 0 || (m.control = fifo_open("control")) < 0) return -1;
    const char *log = strcmp(streams->argv[2], "keep") == 0 ? "output.log" : "/dev/null";
    return output_log_open(&m.log, log) < 0 ? -1 : open_streams(streams, child);
}

static _Noreturn void become_container(const struct plan *plan, struct child *child) {
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, NULL);
    prctl(PR_SET_PDEATHSIG, SIGKILL); /* a killed monitor takes the container along */
    prctl(PR_SET_DUMPABLE, 0);        /* nobody in the container may look into this process before exec */
    umask(0);
    plan_carry_out(plan, child);
    _exit(1);
}

/* The version 2 cgroup that the plan joins, or NULL. */
static const char *birthplace(const struct plan *plan) {
    for (int i = 0; i < plan->count; i++) {
        const struct step *step = &plan->steps[i];
        if (strcmp(step->name, "join-cgroup") == 0 && step->argc == 1 && is_version_2(step->argv[0])) return step->argv[0];
    }
    return NULL;
}

/*
 * A process that joins gets none; with a step `processes`, `names`, `messages` or `network` that one is not the
 * container's own.
 * Clauses: NS-1.
 */
static int own_namespaces(const struct plan *plan) {
    static const struct { const char *step; int flag; } others[] = {
        {"processes", CLONE_NEWPID}, {"names", CLONE_NEWUTS}, {"messages", CLONE_NEWIPC}, {"network", CLONE_NEWNET},
    };
    int flags = CLONE_NEWNS;
    if (plan_find(plan, "join")) return 0;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (!plan_find(plan, others[i].step)) flags |= others[i].flag;
    return flags;
}

static int hold_ports(const struct plan *plan) {
    m.stage = "publish";
    if (ports_hold(plan, m.ports, sizeof m.ports) < 0) return -1;
    m.stage = "launch";
    return 0;
}

/* Clauses: NS-3 … NS-5, EXEC-21. */
static int start(const struct plan *plan) {
    int ends[2];
    const char *born_in = birthplace(plan);
    RELEASED int cgroup = born_in ? open(born_in, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    if (born_in && cgroup < 0) return failed(born_in, "this cgroup was to be joined");
    struct child child = {.container = -1, .root = -1, .streams = {-1, -1, -1}, .terminal = -1};
    const struct step *joined = plan_find(plan, "join");
    const struct step *shared = plan_find(plan, "processes");
    if (open_state(plan, &child) < 0 || (joined && join_processes(joined, &child) < 0) ||
        (shared && *shared->argv[0] && share_processes(shared) < 0) || hold_ports(plan) < 0)
        return -1;
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) < 0) return failed("socket", "");
    struct clone_args arguments = {
        .flags = CLONE_PIDFD | own_namespaces(plan),
        .pidfd = (uintptr_t)&m.pidfd,
        .exit_signal = SIGCHLD,
    };
    if (cgroup >= 0) arguments.flags |= CLONE_INTO_CGROUP, arguments.cgroup = cgroup;
    m.pid = syscall(SYS_clone3, &arguments, sizeof arguments);
    if (m.pid < 0) return failed("namespaces", "new namespaces need root and Linux 5.12");
    child.channel = ends[1];
    if (m.pid == 0) {
        close(ends[0]); /* else the end of the monitor would not be the end of the channel */
        let_go(&cgroup);
        become_container(plan, &child);
    }
    m.channel = ends[0];
    let_go(&ends[1]);
    let_go(&child.container);
    for (int i = 0; i < 3; i++) let_go(&child.streams[i]);
    return monitor_record_write(m.id, m.pid);
}

/* ---- messages ---- */

static void take_terminal(struct msghdr *message) {
    struct cmsghdr *header = CMSG_FIRSTHDR(message);
    int ends[2];
    if (!header || header->cmsg_len != CMSG_LEN(sizeof ends)) return;
    memcpy(ends, CMSG_DATA(header), sizeof ends);
    m.output[STREAM_STDOUT] = ends[0];
    m.terminal = ends[1];
    m.sink = fcntl(ends[0], F_DUPFD_CLOEXEC, 0);
    non_blocking(ends[0]);
}

static void hear_child(void) {
    char text[CHANNEL_ROOM], room[CMSG_SPACE(2 * sizeof(int))];
    struct iovec content = {text, sizeof text};
    struct msghdr message = {.msg_iov = &content, .msg_iovlen = 1, .msg_control = room, .msg_controllen = sizeof room};
    ssize_t size = recvmsg(m.channel, &message, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
    if (size < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (size <= 0) {
        let_go(&m.channel);
        if (m.executing && !m.refused) report_started();
    } else if (text[0] == FROM_CHILD_TERMINAL) {
        take_terminal(&message);
    } else if (text[0] == FROM_CHILD_EXECUTING) {
        m.executing = 1;
    } else if (text[0] == FROM_CHILD_FAILURE) {
        m.refused = 1;
        report(text + 1, size - 1);
    }
}

static void carry_out_command(const char *command) {
    int first, second;
    char kind = TO_CHILD_RELEASE;
    if (strcmp(command, "release") == 0) send(m.channel, &kind, 1, MSG_NOSIGNAL | MSG_DONTWAIT);
    else if (strcmp(command, "close-stdin") == 0) m.close_asked = 1;
    else if (sscanf(command, "signal %d", &first) == 1) syscall(SYS_pidfd_send_signal, m.pidfd, first, NULL, 0);
    else if (sscanf(command, "resize %d %d", &first, &second) == 2) {
        struct winsize size = {.ws_row = first, .ws_col = second};
        if (m.has_terminal) ioctl(m.output[STREAM_STDOUT], TIOCSWINSZ, &size);
    }
}

/* Commands are lines shorter than PIPE_BUF, so a read never mixes those of two writers. */
static void hear_daemon(void) {
    static char text[4096];
    static size_t length;
    ssize_t size = read(m.control, text + length, sizeof text - 1 - length);
    if (size <= 0) return;
    length += size;
    text[length] = '\0';
    char *line = text, *end;
    for (; (end = strchr(line, '\n')); line = end + 1) {
        *end = '\0';
        carry_out_command(line);
    }
    length -= line - text;
    memmove(text, line, length);
    if (length == sizeof text - 1) length = 0; /* no command is that long */
}

/* ---- streams ---- */

/* End of file: a closed pipe; on a terminal the character that means it, where the program reads by lines. */
static void end_input(void) {
    struct termios settings;
    if (m.has_terminal && m.sink >= 0 && tcgetattr(m.sink, &settings) == 0 && settings.c_lflag & ICANON)
        if (write(m.sink, &settings.c_cc[VEOF], 1) < 0) return; /* terminal is full: asked again by the next round */
    let_go(&m.input);
    if (!m.has_terminal) let_go(&m.sink);
    m.close_asked = 0;
}

/* A process that closed its standard input must not stall those who write: what it does not want is read and dropped. */
static void relay_input(void) {
    if (m.pending_length == 0) {
        ssize_t size = read(m.input, m.pending, sizeof m.pending);
        if (size < 0 && errno == EAGAIN && m.close_asked) end_input();
        if (size <= 0) return;
        m.pending_length = size;
        m.pending_start = 0;
    }
    ssize_t written = m.sink < 0 ? (ssize_t)m.pending_length : write(m.sink, m.pending + m.pending_start, m.pending_length);
    if (written < 0 && errno == EAGAIN) return;
    if (written < 0) let_go(&m.sink), written = m.pending_length;
    m.pending_length -= written;
    m.pending_start += written;
}

/* Clauses: LOGGING-1, ATTACH-1. */
static void relay_output(enum stream stream) {
    ssize_t size = output_log_take(&m.log, m.output[stream], stream);
    if (size == 0 || (size < 0 && errno != EAGAIN && errno != EINTR)) let_go(&m.output[stream]);
}

/* ---- watching ---- */

static void watch_once(void) {
    int full = m.log.waiting > 0; /* the disk: the processes wait with us, nothing is dropped */
    int terminal_ready = !m.has_terminal || m.sink >= 0;
    int taking = m.input >= 0 && m.pending_length == 0 && terminal_ready;
    struct pollfd ready[] = {
        {m.pidfd, POLLIN, 0},
        {m.channel, POLLIN, 0},
        {m.control, POLLIN, 0},
        {taking ? m.input : -1, POLLIN, 0},
        {m.pending_length > 0 ? m.sink : -1, POLLOUT, 0},
        {full ? -1 : m.output[STREAM_STDOUT], POLLIN, 0},
        {full ? -1 : m.output[STREAM_STDERR], POLLIN, 0},
    };
    int patience = m.close_asked && taking ? 0 : full ? 1000 : -1;
    if (poll(ready, sizeof ready / sizeof *ready, patience) < 0) return;
    if (full) output_log_flush(&m.log);
    if (ready[1].revents) hear_child();
    if (ready[2].revents) hear_daemon();
    if (ready[3].revents || ready[4].revents || (m.close_asked && taking)) relay_input();
    if (ready[5].revents) relay_output(STREAM_STDOUT);
    if (ready[6].revents) relay_output(STREAM_STDERR);
    if (ready[0].revents) let_go(&m.pidfd);
}

/*
 * A full disk may hold up a living container for as long as it is full. One that has ended gets five seconds; then its last
 * words are lost, or it could never be removed, which is what makes room.
 */
static int log_is_stuck(void) {
    static int patience = 5;
    for (; output_log_flush(&m.log) < 0; sleep(1))
        if (patience-- <= 0) return 1;
    return 0;
}

/*
 * The end of PID 1 is the end of its namespace: nobody can write any more, so reading until there is nothing reads all. A
 * terminal delivers through a work queue, hence the wait; a descriptor that escaped over a socket cannot hold us up.
 */
static void drain(enum stream stream) {
    while (m.output[stream] >= 0) {
        struct pollfd ready = {m.output[stream], POLLIN, 0};
        if (log_is_stuck() || poll(&ready, 1, m.has_terminal ? 200 : 0) <= 0) return;
        relay_output(stream);
    }
}

/* Clauses: MON-4. */
static void finish(const struct plan *plan) {
    int status = 0;
    waitpid(m.pid, &status, 0);
    while (m.channel >= 0) hear_child(); /* its last words; nobody holds the other end any more */
    let_go(&m.terminal);
    drain(STREAM_STDOUT);
    drain(STREAM_STDERR);
    log_is_stuck();
    const struct step *counter = plan_find(plan, "oom-counter");
    int out_of_memory = counter && oom_killed(counter->argv[0]);
    if (!m.executing && !m.refused) {
        errno = ECANCELED;
        failed("container", "its process was killed before it could be executed");
        report_failure("launch");
        m.refused = 1;
    }
    if (m.refused) unlink("monitor.json");
    else exit_record_write(status, out_of_memory);
}

/* The cgroups are empty now, unless they are another's. One that the container divided further is left to the daemon. */
static void clear_away(const struct plan *plan) {
    for (int i = 0; i < plan->count && !plan_find(plan, "join"); i++)
        if (strcmp(plan->steps[i].name, "join-cgroup") == 0) rmdir(plan->steps[i].argv[0]);
    unlink("control");
    unlink("events");
    unlink("stdin");
}

static void ignore_terminal_signals(void) {
    const int ignored[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGPIPE, SIGTSTP, SIGTTIN, SIGTTOU, SIGUSR1, SIGUSR2};
    for (size_t i = 0; i < sizeof ignored / sizeof *ignored; i++) signal(ignored[i], SIG_IGN);
}

int monitor(const struct plan *plan) {
    ignore_terminal_signals();
    if (start(plan) < 0) {
        report_failure(m.stage);
        if (m.pid > 0) kill(m.pid, SIGKILL), waitpid(m.pid, NULL, 0);
        unlink("monitor.json");
        clear_away(plan);
        return 1;
    }
    report_created();
    if (m.daemon < 0) kill(m.pid, SIGKILL); /* a daemon that never learns of the container could never end it */
    while (m.pidfd >= 0) watch_once();
    finish(plan);
    clear_away(plan);
    return m.refused;
}

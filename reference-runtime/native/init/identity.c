/* Who the process is and what it may do: user and groups of the image's own files, capabilities, seccomp. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <limits.h>
#include <linux/capability.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "failure.h"
#include "operations.h"

/* The image's file as a stream, or NULL. Never blocks: a hostile image may have a FIFO or a device there. */
static FILE *open_table(const struct child *child, const char *path) {
    struct stat status;
    int fd = open_in_root(child, path, O_RDONLY | O_NONBLOCK | O_NOCTTY, 0);
    if (fd >= 0 && (fstat(fd, &status) < 0 || !S_ISREG(status.st_mode))) close(fd), fd = -1;
    return fd < 0 ? NULL : fdopen(fd, "r");
}

/* A decimal number of 0 to 2³¹−1, or −1: larger identifiers are reserved or signed in some file systems. */
static long number_of(const char *text) {
    char *end;
    errno = 0;
    long number = strtol(text, &end, 10);
    return errno || end == text || *end || number < 0 || number > INT_MAX || *text == '+' || *text == ' ' ? -1 : number;
}

static void add_group(struct child *child, gid_t gid) {
    for (int i = 0; i < child->group_count; i++)
        if (child->groups[i] == gid) return;
    if (child->group_count < ROOM_FOR_GROUPS) child->groups[child->group_count++] = gid;
}

static void add_memberships(struct child *child, const char *user) {
    FILE *table = open_table(child, "/etc/group");
    struct group *entry;
    while (table && (entry = fgetgrent(table)))
        for (char **member = entry->gr_mem; *member; member++)
            if (strcmp(*member, user) == 0) add_group(child, entry->gr_gid);
    if (table) fclose(table);
}

/* A name wins over a number: an image may well have a user whose name is made of digits. */
static struct passwd *find_passwd(struct child *child, const char *user, long number) {
    FILE *table = open_table(child, "/etc/passwd");
    struct passwd *entry = NULL;
    while (table && (entry = fgetpwent(table)) && strcmp(entry->pw_name, user) != 0) continue;
    if (!entry && table && number >= 0) {
        rewind(table);
        while ((entry = fgetpwent(table)) && entry->pw_uid != (uid_t)number) continue;
    }
    if (table) fclose(table);
    return entry; /* lives in the C library until the next fgetpwent */
}

/* Clauses: ARGS-9 … ARGS-11, ARGS-15. */
static int use_user(struct child *child, const char *user, int with_memberships) {
    long number = number_of(user);
    struct passwd *entry = find_passwd(child, user, number);
    if (!entry && number < 0) return errno = ENOENT, failed(user, "no such user in the image's /etc/passwd");
    child->uid = entry ? entry->pw_uid : (uid_t)number;
    child->gid = entry ? entry->pw_gid : 0;
    child->home = entry && entry->pw_dir[0] == '/' ? strdup(entry->pw_dir) : "/";
    add_group(child, child->gid);
    if (entry && with_memberships) add_memberships(child, entry->pw_name);
    return 0;
}

/* The number of a group, or −1. A name wins over a number here, too. */
static long find_group(const struct child *child, const char *group) {
    long gid = number_of(group);
    FILE *table = open_table(child, "/etc/group");
    struct group *entry = NULL;
    while (table && (entry = fgetgrent(table)) && strcmp(entry->gr_name, group) != 0) continue;
    if (entry) gid = entry->gr_gid;
    if (table) fclose(table);
    return gid >= 0 ? gid : (errno = ENOENT, failed(group, "no such group in the image's /etc/group"));
}

/* Clauses: SEC-28 … SEC-30. */
static int use_group(struct child *child, const char *group) {
    long gid = find_group(child, group);
    if (gid < 0) return -1;
    child->gid = gid;
    child->group_count = 0;
    add_group(child, child->gid);
    return 0;
}

OPERATION(find_user) {
    (void)argc;
    char *user = argv[0], *group = strchr(user, ':');
    if (group) *group++ = '\0';
    child->groups = malloc(ROOM_FOR_GROUPS * sizeof *child->groups); /* touched only as far as used */
    if (!child->groups) return failed(user, "not enough memory");
    if (use_user(child, *user ? user : "0", !group) < 0) return -1;
    return group && *group ? use_group(child, group) : 0;
}

OPERATION(further_groups) {
    for (int i = 0; i < argc; i++) {
        long gid = find_group(child, argv[i]);
        if (gid < 0) return -1;
        add_group(child, gid);
    }
    return 0;
}

/*
 * Key rings have no namespace: a process keeps its parent's, which is the daemon's, unless it takes a new one.
 * Clauses: SEC-15.
 */
OPERATION(session_keyring) {
    (void)child, (void)argc;
    return syscall(SYS_keyctl, 1 /* KEYCTL_JOIN_SESSION_KEYRING */, argv[0]) < 0 && errno != ENOSYS
               ? failed("session keyring", "root's quota of keys may be used up: /proc/sys/kernel/keys/root_maxkeys")
               : 0;
}

OPERATION(bounding_set) {
    (void)child, (void)argc;
    unsigned long long kept = strtoull(argv[0], NULL, 16);
    for (int i = 0; prctl(PR_CAPBSET_READ, i, 0, 0, 0) >= 0; i++)
        if (!(kept >> i & 1) && prctl(PR_CAPBSET_DROP, i, 0, 0, 0) < 0)
            return failed("bounding set", "dropping capabilities needs CAP_SETPCAP");
    return 0;
}

/* The streams become the user's, so that it can open /dev/stdout anew. Never a device of the host such as /dev/null. */
static void give_streams(const struct child *child) {
    struct stat status;
    for (int fd = 0; fd < 3; fd++)
        if (fstat(fd, &status) == 0 && (S_ISFIFO(status.st_mode) || isatty(fd)))
            if (fchown(fd, child->uid, S_ISFIFO(status.st_mode) ? child->gid : status.st_gid) < 0) continue;
}

OPERATION(become_user) {
    (void)argc, (void)argv;
    give_streams(child);
    if (prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0) < 0 || setgroups(child->group_count, child->groups) < 0 ||
        setresgid(child->gid, child->gid, child->gid) < 0 || setresuid(child->uid, child->uid, child->uid) < 0)
        return failed("user", "changing user needs CAP_SETUID and CAP_SETGID");
    return 0;
}

/*
 * Inheritable stays empty: a filled one lets file capabilities of the image raise more than was asked for.
 * Clauses: SEC-27.
 */
OPERATION(capability_sets) {
    (void)argc;
    unsigned long long wanted = strtoull(argv[0], NULL, 16);
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
    struct __user_cap_data_struct sets[2] = {0};
    for (int i = 0; i < 2; i++) {
        sets[i].permitted = (unsigned)(wanted >> 32 * i);
        sets[i].effective = child->uid == 0 ? sets[i].permitted : 0;
    }
    return syscall(SYS_capset, &header, sets) < 0
               ? failed("capabilities", "the daemon itself lacks one of the capabilities asked for")
               : 0;
}

/* Clauses: SEC-21. */
OPERATION(no_new_privileges) {
    (void)child, (void)argc, (void)argv;
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0 ? failed("no_new_privs", "") : 0;
}

OPERATION(seccomp_filter) {
    (void)child, (void)argc;
    static struct sock_filter filter[BPF_MAXINSNS];
    int length = bytes_of(argv[0], filter, sizeof filter);
    struct sock_fprog program = {.len = length / sizeof *filter, .filter = filter};
    if (length < 0 || syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) < 0)
        return failed("filter", "the kernel needs CONFIG_SECCOMP_FILTER; seccomp=unconfined does without");
    return 0;
}

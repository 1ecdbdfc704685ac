/* What the container's first process does to itself before it becomes the user's program. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "plan.h"

#define ROOM_FOR_GROUPS 65536 /* NGROUPS_MAX */

/* The state of the process between clone and exec. */
struct child {
    int channel;     /* to the monitor, see channel.h */
    int container;   /* a process of the container that is joined, −1 when it is made */
    int root;        /* the container's root directory, −1 until `overlay` */
    int trees[16];   /* taken and not yet placed: see take_tree */
    int taken, placed;
    int streams[3];  /* standard streams made by the monitor, −1 where there is none */
    int terminal;    /* our end of the terminal, or −1 */
    uid_t uid;
    gid_t gid;
    int group_count;
    gid_t *groups;
    const char *home;
    char **environment;
};

/* Carries out every step in order; returns only when one failed, having told the monitor. */
void plan_carry_out(const struct plan *plan, struct child *child);

#define OPERATION(name) int name(struct child *child, int argc, char **argv)

/* mounts.c */
OPERATION(private_mounts);   /* */
OPERATION(overlay);          /* MOUNTPOINT UPPER WORK OPTIONS LOWER... */
OPERATION(mount_kind);       /* TYPE TARGET FLAGS DATA */
OPERATION(bind_mount);       /* SOURCE TARGET rw|ro recursive|single */
OPERATION(take_tree);        /* SOURCE recursive|single */
OPERATION(place_tree);       /* TARGET rw|ro slave|shared */
OPERATION(tmpfs_mount);      /* TARGET FLAGS DATA */
OPERATION(mask);             /* PATH */
OPERATION(read_only);        /* PATH */
OPERATION(read_only_root);   /* */
OPERATION(make_directory);   /* PATH */
OPERATION(make_link);        /* TEXT PATH */
OPERATION(make_device);      /* PATH MAJOR MINOR */
OPERATION(make_node);        /* PATH b|c MAJOR MINOR MODE UID GID */
OPERATION(kernel_setting);   /* PATH VALUE */
OPERATION(enter_root);       /* */
OPERATION(working_directory); /* PATH [there] */

/* identity.c */
OPERATION(find_user);        /* SPEC */
OPERATION(further_groups);   /* GROUP... */
OPERATION(session_keyring);  /* NAME */
OPERATION(bounding_set);     /* HEX */
OPERATION(become_user);      /* */
OPERATION(capability_sets);  /* HEX */
OPERATION(no_new_privileges); /* */
OPERATION(seccomp_filter);   /* HEX */

/* join.c: what the monitor does before it makes the process, and what the process does then */
int join_processes(const struct step *step, struct child *child);
OPERATION(join);             /* PID MONITOR */
/* The monitor's children will be born into the PID namespace of this process. */
int share_processes(const struct step *step); /* PID MONITOR */

/* reaper.c */
OPERATION(reaper);           /* */

/* network.c */
OPERATION(join_network);     /* FILE */
OPERATION(loopback);         /* */
OPERATION(address);          /* DEVICE ADDRESS PREFIX GATEWAY */

/* process.c */
OPERATION(device_filter);    /* DIRECTORY HEX */
/* Whether the directory is a cgroup of version 2, which has no file `tasks`. */
bool is_version_2(const char *cgroup);

OPERATION(join_cgroup);      /* DIRECTORY */
OPERATION(resource_limit);   /* NUMBER SOFT HARD */
OPERATION(out_of_memory_score); /* NUMBER */
OPERATION(cgroup_namespace); /* */
OPERATION(host_name);        /* NAME */
OPERATION(domain_name);      /* NAME */
OPERATION(open_terminal);    /* ROWS COLUMNS */
OPERATION(console);          /* */
OPERATION(take_streams);     /* */
OPERATION(await_release);    /* */
OPERATION(environment);      /* NAME=VALUE... */
OPERATION(execute);          /* ARGV... */

/* Turns hexadecimal digits into at most `room` bytes: their number, or −1. */
int bytes_of(const char *hex, void *bytes, size_t room);

/* Opens a path inside the container's root; no symbolic link leads outside. `resolve` adds RESOLVE_* flags. */
int open_in_root(const struct child *child, const char *path, int flags, unsigned long long resolve);
/* The same, making missing directories and at the end a directory or an empty file. */
int make_in_root(const struct child *child, const char *path, int directory);

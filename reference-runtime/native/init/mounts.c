/*
 * The container's file system. The image is hostile: every path inside it is opened with openat2(RESOLVE_IN_ROOT) and then
 * used by descriptor, so that no symbolic link can make a mount or a file land on the host.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/openat2.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "failure.h"
#include "operations.h"

/* From linux/mount.h, which older C libraries do not have and newer ones declare twice. */
#define TREE_CLONE 1
#define TREE_RECURSIVE 0x8000
#define MOVE_FROM_FD 0x4
#define MOVE_TO_FD 0x40
#define ATTRIBUTE_RDONLY 1
struct attributes {
    uint64_t set, clear, propagation, userns_fd;
};

struct by_descriptor {
    char path[32];
};

static struct by_descriptor by_descriptor(int fd) {
    struct by_descriptor name;
    snprintf(name.path, sizeof name.path, "/proc/self/fd/%d", fd);
    return name;
}

/* Clauses: ROOT-35. */
int open_in_root(const struct child *child, const char *path, int flags, unsigned long long resolve) {
    struct open_how how = {.flags = flags | O_CLOEXEC, .resolve = RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS | resolve};
    int fd;
    /* EAGAIN: a rename elsewhere made the kernel unsure about a `..`, openat2(2). */
    do fd = syscall(SYS_openat2, child->root, path, &how, sizeof how);
    while (fd < 0 && errno == EAGAIN);
    return fd;
}

/* `path` has a dangling symbolic link `name` at `parent_length`: puts the link's text in its place. */
static int follow_link(int parent, const char *name, char *path, size_t parent_length) {
    char text[PATH_MAX], joined[PATH_MAX];
    const char *rest = path + parent_length + 1 + strlen(name);
    ssize_t size = readlinkat(parent, name, text, sizeof text - 1);
    if (size < 0) return -1;
    text[size] = '\0';
    int kept = text[0] == '/' ? 0 : (int)parent_length;
    if (snprintf(joined, sizeof joined, "%.*s/%s%s", kept, path, text, rest) >= (int)sizeof joined)
        return errno = ENAMETOOLONG, -1;
    strcpy(path, joined);
    return 0;
}

/* Makes the component of `path` that starts after its `parent_length` bytes and is missing. */
static int make_component(const struct child *child, char *path, size_t parent_length, int directory) {
    char parent_path[PATH_MAX], name[NAME_MAX + 1];
    const char *component = path + parent_length + 1;
    size_t length = strcspn(component, "/");
    if (length > NAME_MAX) return errno = ENAMETOOLONG, -1;
    snprintf(parent_path, sizeof parent_path, "%.*s/", (int)parent_length, path);
    snprintf(name, sizeof name, "%.*s", (int)length, component);
    RELEASED int parent = open_in_root(child, parent_path, O_PATH | O_DIRECTORY, 0);
    if (parent < 0) return -1;
    int last = component[length + strspn(component + length, "/")] == '\0';
    int made = last && !directory ? mknodat(parent, name, S_IFREG | 0644, 0) : mkdirat(parent, name, 0755);
    return made < 0 && errno == EEXIST ? follow_link(parent, name, path, parent_length) : made;
}

/* The length of the longest leading part of `path` that exists, or −1. */
static ssize_t existing_part(const struct child *child, const char *path) {
    char part[PATH_MAX];
    size_t length = 0;
    for (;;) {
        size_t next = length + 1 + strcspn(path + length + 1, "/");
        snprintf(part, sizeof part, "%.*s", (int)next, path);
        RELEASED int fd = open_in_root(child, part, O_PATH, 0);
        if (fd < 0) return errno == ENOENT ? (ssize_t)length : -1;
        if (path[next] == '\0') return errno = EAGAIN, -1; /* it appeared meanwhile */
        length = next;
    }
}

/* Clauses: SEC-44. */
int make_in_root(const struct child *child, const char *wanted, int directory) {
    char path[PATH_MAX];
    if (snprintf(path, sizeof path, "/%s", wanted + strspn(wanted, "/")) >= (int)sizeof path)
        return errno = ENAMETOOLONG, -1;
    for (int attempts = 0; attempts < 500; attempts++) {
        int fd = open_in_root(child, path, O_PATH, 0);
        if (fd >= 0 || errno != ENOENT) return fd;
        ssize_t existing = existing_part(child, path);
        if (existing < 0 || make_component(child, path, existing, directory) < 0) return -1;
    }
    return errno = ELOOP, -1;
}

OPERATION(private_mounts) {
    (void)child, (void)argc, (void)argv;
    return mount("", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 ? 0 : failed("/", "mounting needs CAP_SYS_ADMIN");
}

static int append(char *options, size_t room, const char *key, int fd) {
    size_t used = strlen(options);
    return snprintf(options + used, room - used, "%s%d", key, fd) < (int)(room - used) ? 0 : (errno = E2BIG, -1);
}

/*
 * mount(2) takes one page of options, too little for the paths of 120 layers. The layers are opened instead and named by
 * descriptor number, relative to /proc/self/fd: five bytes each, and no character of a path needs escaping.
 * Clauses: ROOT-2 … ROOT-4, ROOT-16 … ROOT-21.
 */
OPERATION(overlay) {
    const char *mount_point = argv[0];
    char options[4096];
    snprintf(options, sizeof options, "%s", argv[3]);
    for (int i = 1; i < argc; i++) {
        if (i == 3) continue;
        int fd = open(argv[i], O_PATH | O_DIRECTORY | O_CLOEXEC); /* closed by exec */
        const char *key = i == 1 ? ",upperdir=" : i == 2 ? ",workdir=" : i == 4 ? ",lowerdir=" : ":";
        if (fd < 0) return failed(argv[i], "a layer of the container is missing from the store");
        if (append(options, sizeof options, key, fd) < 0) return failed("lowerdir", "the image has too many layers");
    }
    if (chdir("/proc/self/fd") < 0) return failed("/proc/self/fd", "mount proc at /proc on the host");
    if (mount("overlay", mount_point, "overlay", 0, options) < 0)
        return failed(mount_point, "overlayfs refused; the kernel log (dmesg) says why");
    child->root = open(mount_point, O_PATH | O_DIRECTORY | O_CLOEXEC);
    return child->root < 0 ? failed(mount_point, "") : 0;
}

static unsigned long flags_of(const char *words) {
    static const struct {
        const char *word;
        unsigned long flag;
    } known[] = {{"ro", MS_RDONLY},     {"nosuid", MS_NOSUID},           {"nodev", MS_NODEV},
                 {"noexec", MS_NOEXEC}, {"strictatime", MS_STRICTATIME}, {"rw", 0}};
    unsigned long flags = 0;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strstr(words, known[i].word)) flags |= known[i].flag;
    return flags;
}

/* Kernel file systems never follow a link of the image: masks and read-only paths below them must not be led astray. */
OPERATION(mount_kind) {
    (void)argc;
    const char *type = argv[0], *target = argv[1], *data = argv[3];
    RELEASED int fd = open_in_root(child, target, O_PATH | O_DIRECTORY, RESOLVE_NO_SYMLINKS);
    if (fd < 0)
        return failed(target, errno == ELOOP ? "the image has a symbolic link where a directory must be" : "");
    if (mount(type, by_descriptor(fd).path, type, flags_of(argv[2]), data) < 0)
        return failed(target, errno == ENODEV ? "the kernel lacks this file system" : "");
    return 0;
}

static int clone_tree(int at, const char *path, int recursive) {
    return syscall(SYS_open_tree, at, path,
                   TREE_CLONE | O_CLOEXEC | AT_EMPTY_PATH | (recursive ? TREE_RECURSIVE : 0));
}

static int change(int tree, struct attributes attributes, int recursive) {
    int flags = AT_EMPTY_PATH | (recursive ? TREE_RECURSIVE : 0);
    return syscall(SYS_mount_setattr, tree, "", flags, &attributes, sizeof attributes);
}

static int make_read_only(int tree, int recursive) {
    return change(tree, (struct attributes){.set = ATTRIBUTE_RDONLY}, recursive);
}

static int attach(int tree, int target) {
    return syscall(SYS_move_mount, tree, "", target, "", MOVE_FROM_FD | MOVE_TO_FD);
}

static int take(const char *source, const char *extent) {
    int tree = clone_tree(AT_FDCWD, source, strcmp(extent, "recursive") == 0);
    return tree < 0 ? failed(source, "the mount's source must exist on the host") : tree;
}

/* The copy is made read-only before it is attached: there is no moment in which it can be written. */
static int place(const struct child *child, int tree, const char *target, const char *mode) {
    struct stat status;
    if (fstat(tree, &status) < 0) return failed(target, "");
    if (strcmp(mode, "ro") == 0 && make_read_only(tree, 1) < 0) return failed(target, "");
    RELEASED int at = make_in_root(child, target, S_ISDIR(status.st_mode));
    if (at < 0) return failed(target, "the mount point could not be made inside the container");
    return attach(tree, at) < 0 ? failed(target, "source and target must both be directories or both be files") : 0;
}

OPERATION(bind_mount) {
    (void)argc;
    RELEASED int tree = take(argv[0], argv[3]);
    return tree < 0 ? -1 : place(child, tree, argv[1], argv[2]);
}

/* A copy stays linked to its source's events only when it is made before `private-mounts` has cut this namespace off. */
OPERATION(take_tree) {
    (void)argc;
    if (child->taken == (int)(sizeof child->trees / sizeof *child->trees))
        return errno = E2BIG, failed(argv[0], "too many mounts that share events with the host");
    int tree = take(argv[0], argv[1]); /* closed by exec */
    child->trees[child->taken++] = tree;
    return tree < 0 ? -1 : 0;
}

OPERATION(place_tree) {
    (void)argc;
    if (child->placed == child->taken) return errno = EINVAL, failed(argv[0], "no tree was taken for it");
    int tree = child->trees[child->placed++];
    struct attributes link = {.propagation = strcmp(argv[2], "slave") == 0 ? MS_SLAVE : MS_SHARED};
    return change(tree, link, 1) < 0 ? failed(argv[0], "") : place(child, tree, argv[0], argv[1]);
}

/* It takes the mode of the directory that it covers, unless the options say otherwise: the last one wins. */
OPERATION(tmpfs_mount) {
    (void)argc;
    struct stat status;
    char options[1024];
    RELEASED int at = make_in_root(child, argv[0], 1);
    if (at < 0 || fstat(at, &status) < 0) return failed(argv[0], "the mount point could not be made inside the container");
    if (snprintf(options, sizeof options, "mode=%o,%s", status.st_mode & 07777, argv[2]) >= (int)sizeof options)
        return errno = E2BIG, failed(argv[0], "its options are too long");
    return mount("tmpfs", by_descriptor(at).path, "tmpfs", flags_of(argv[1]), options) < 0
               ? failed(argv[0], "the kernel refused the options of the tmpfs")
               : 0;
}

static int hide_directory(const struct child *child, const char *path, int fd) {
    (void)child;
    return mount("tmpfs", by_descriptor(fd).path, "tmpfs", MS_RDONLY, "size=0k,nr_inodes=1") < 0 ? failed(path, "") : 0;
}

static int hide_file(const struct child *child, const char *path, int fd) {
    RELEASED int null = open_in_root(child, "/dev/null", O_PATH, RESOLVE_NO_SYMLINKS);
    RELEASED int tree = null < 0 ? -1 : clone_tree(null, "", 0);
    return tree < 0 || attach(tree, fd) < 0 ? failed(path, "") : 0;
}

/*
 * What this kernel does not have needs no mask.
 * Clauses: SEC-17.
 */
OPERATION(mask) {
    (void)argc;
    struct stat status;
    RELEASED int fd = open_in_root(child, argv[0], O_PATH, RESOLVE_NO_SYMLINKS);
    if (fd < 0 && errno == ENOENT) return 0;
    if (fd < 0 || fstat(fd, &status) < 0) return failed(argv[0], "");
    return (S_ISDIR(status.st_mode) ? hide_directory : hide_file)(child, argv[0], fd);
}

/* Clauses: SEC-18. */
OPERATION(read_only) {
    (void)argc;
    RELEASED int fd = open_in_root(child, argv[0], O_PATH, RESOLVE_NO_SYMLINKS);
    if (fd < 0) return errno == ENOENT ? 0 : failed(argv[0], "");
    RELEASED int tree = clone_tree(fd, "", 1);
    return tree < 0 || make_read_only(tree, 1) < 0 || attach(tree, fd) < 0 ? failed(argv[0], "") : 0;
}

/*
 * The root alone: /dev and the bind mounts stay as they are.
 * Clauses: ROOT-7.
 */
OPERATION(read_only_root) {
    (void)argc, (void)argv;
    return make_read_only(child->root, 0) < 0 ? failed("/", "") : 0;
}

OPERATION(make_directory) {
    (void)argc;
    RELEASED int fd = make_in_root(child, argv[0], 1);
    return fd < 0 ? failed(argv[0], "") : 0;
}

/* For /dev, which is a fresh tmpfs: what is there already is an error. */
OPERATION(make_link) {
    (void)argc;
    RELEASED int directory = open_in_root(child, "/dev", O_PATH | O_DIRECTORY, RESOLVE_NO_SYMLINKS);
    return directory < 0 || symlinkat(argv[0], directory, argv[1]) < 0 ? failed(argv[1], "") : 0;
}

OPERATION(make_device) {
    (void)argc;
    RELEASED int directory = open_in_root(child, "/dev", O_PATH | O_DIRECTORY, RESOLVE_NO_SYMLINKS);
    dev_t device = makedev(atoi(argv[1]), atoi(argv[2]));
    return directory < 0 || mknodat(directory, argv[0], S_IFCHR | 0666, device) < 0
               ? failed(argv[0], "making a device node needs CAP_MKNOD and a device cgroup that allows it")
               : 0;
}

/* A device of the host: its folder is made when missing, what is in its place already is replaced. */
OPERATION(make_node) {
    (void)argc;
    char folder[PATH_MAX];
    snprintf(folder, sizeof folder, "%s", argv[0]);
    char *name = strrchr(folder, '/');
    if (!name || !name[1]) return errno = EINVAL, failed(argv[0], "a device needs an absolute path inside the container");
    *name++ = '\0';
    RELEASED int directory = make_in_root(child, *folder ? folder : "/", 1);
    mode_t mode = (mode_t)strtoul(argv[4], NULL, 8) | (*argv[1] == 'b' ? S_IFBLK : S_IFCHR);
    if (directory < 0 || (unlinkat(directory, name, 0) < 0 && errno != ENOENT)) return failed(argv[0], "its place could not be made free");
    if (mknodat(directory, name, mode, makedev(atoi(argv[2]), atoi(argv[3]))) < 0 ||
        fchownat(directory, name, atoi(argv[5]), atoi(argv[6]), AT_SYMLINK_NOFOLLOW) < 0)
        return failed(argv[0], "making a device node needs CAP_MKNOD and a device cgroup that allows it");
    return 0;
}

/* Below /proc/sys, before it becomes read-only; the namespaces decide whose setting it is. */
OPERATION(kernel_setting) {
    (void)argc;
    RELEASED int fd = open_in_root(child, argv[0], O_WRONLY, RESOLVE_NO_SYMLINKS);
    ssize_t length = (ssize_t)strlen(argv[1]);
    return fd < 0 || write(fd, argv[1], length) != length ? failed(argv[0], "the kernel has no such setting, or does not take this value") : 0;
}

/* pivot_root(".", "."), described in pivot_root(2): the old root is left below the new one and detached from there. */
OPERATION(enter_root) {
    (void)argc, (void)argv;
    if (fchdir(child->root) < 0 || syscall(SYS_pivot_root, ".", ".") < 0)
        return failed("/", "pivot_root cannot leave an initial ramfs; run from a mounted root file system");
    if (umount2(".", MNT_DETACH) < 0 || chdir("/") < 0) return failed("/", "");
    child->root = open("/", O_PATH | O_DIRECTORY | O_CLOEXEC);
    return child->root < 0 ? failed("/", "") : 0;
}

/* Clauses: ARGS-7, ARGS-8, ARGS-12, SEC-20. */
OPERATION(working_directory) {
    char now[PATH_MAX];
    RELEASED int fd = argc > 1 ? open_in_root(child, argv[0], O_PATH | O_DIRECTORY, 0) : make_in_root(child, argv[0], 1);
    if (fd < 0) return failed(argv[0], argc > 1 ? "there must be such a directory" : "the working directory is missing and could not be made");
    if (fchdir(fd) < 0) return failed(argv[0], "the working directory must be a directory");
    /* getcwd(2) answers with a path that does not begin with a slash when the directory is outside the root. */
    if (syscall(SYS_getcwd, now, sizeof now) < 0 || now[0] != '/')
        return errno = EXDEV, failed(argv[0], "the working directory lies outside the container");
    return 0;
}

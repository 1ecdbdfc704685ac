/* The table of operations, and the loop over a plan. */
#include <errno.h>
#include <string.h>
#include <sys/socket.h>

#include "channel.h"
#include "failure.h"
#include "operations.h"

/* Steps that only the monitor reads (see monitor.c). */
static OPERATION(for_the_monitor) { return (void)child, (void)argc, (void)argv, 0; }

static const struct operation {
    const char *name;
    int least, most;
    OPERATION((*carry_out));
} operations[] = {
    {"container", 1, 1, for_the_monitor},
    {"streams", 3, 3, for_the_monitor},
    {"oom-counter", 1, 1, for_the_monitor},
    {"publish", 3, 3, for_the_monitor},
    {"network", 1, 1, join_network},
    {"device-filter", 2, 2, device_filter},
    {"join-cgroup", 1, 1, join_cgroup},
    {"cgroup-namespace", 0, 0, cgroup_namespace},
    {"hostname", 1, 1, host_name},
    {"domainname", 1, 1, domain_name},
    {"join", 2, 2, join},
    {"processes", 1, 2, for_the_monitor},
    {"names", 0, 0, for_the_monitor},
    {"messages", 0, 0, for_the_monitor},
    {"reaper", 0, 0, reaper},
    {"private-mounts", 0, 0, private_mounts},
    {"overlay", 5, 1 << 16, overlay},
    {"mount", 4, 4, mount_kind},
    {"bind", 4, 4, bind_mount},
    {"take-tree", 2, 2, take_tree},
    {"place-tree", 3, 3, place_tree},
    {"tmpfs", 3, 3, tmpfs_mount},
    {"mask", 1, 1, mask},
    {"read-only", 1, 1, read_only},
    {"read-only-root", 0, 0, read_only_root},
    {"directory", 1, 1, make_directory},
    {"link", 2, 2, make_link},
    {"device", 3, 3, make_device},
    {"node", 7, 7, make_node},
    {"kernel-setting", 2, 2, kernel_setting},
    {"resource-limit", 3, 3, resource_limit},
    {"out-of-memory-score", 1, 1, out_of_memory_score},
    {"session-keyring", 1, 1, session_keyring},
    {"enter-root", 0, 0, enter_root},
    {"chdir", 1, 2, working_directory},
    {"loopback", 0, 0, loopback},
    {"terminal", 2, 2, open_terminal},
    {"console", 0, 0, console},
    {"take-streams", 0, 0, take_streams},
    {"user", 1, 1, find_user},
    {"further-groups", 1, ROOM_FOR_GROUPS, further_groups},
    {"await-release", 0, 0, await_release},
    {"address", 4, 4, address},
    {"no-new-privileges", 0, 0, no_new_privileges},
    {"bounding-set", 1, 1, bounding_set},
    {"seccomp", 1, 1, seccomp_filter},
    {"become-user", 0, 0, become_user},
    {"capabilities", 1, 1, capability_sets},
    {"environment", 0, 1 << 20, environment},
    {"exec", 1, 1 << 20, execute},
};

static int digit(char c) {
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

int bytes_of(const char *hex, void *bytes, size_t room) {
    unsigned char *out = bytes;
    for (; *hex; hex += 2) {
        int high = digit(hex[0]), low = high < 0 ? -1 : digit(hex[1]);
        if (low < 0) return errno = EINVAL, -1;
        if (out == (unsigned char *)bytes + room) return errno = E2BIG, -1;
        *out++ = high << 4 | low;
    }
    return (int)(out - (unsigned char *)bytes);
}

static int carry_out(const struct step *step, struct child *child) {
    for (size_t i = 0; i < sizeof operations / sizeof *operations; i++) {
        const struct operation *operation = &operations[i];
        if (strcmp(operation->name, step->name) != 0) continue;
        if (step->argc >= operation->least && step->argc <= operation->most)
            return operation->carry_out(child, step->argc, step->argv);
    }
    return errno = EINVAL, failed(step->name, "daemon and init are of different versions; run npm run build");
}

void plan_carry_out(const struct plan *plan, struct child *child) {
    const char *step = "exec";
    int i = 0;
    while (i < plan->count && carry_out(&plan->steps[i], child) == 0) i++;
    if (i < plan->count) step = plan->steps[i].name;
    else errno = ENOEXEC, failed("plan", "it has no exec step");
    char message[CHANNEL_ROOM] = {FROM_CHILD_FAILURE};
    size_t length = failure_line(message + 1, sizeof message - 1, step);
    send(child->channel, message, 1 + length, MSG_NOSIGNAL);
}

/* The network as the container sees it: its loopback, and its end of the cable that the daemon brings (network/network.ts). */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/if_link.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <net/route.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "failure.h"
#include "operations.h"

static int bring_up(int fd, const char *device) {
    struct ifreq request = {.ifr_flags = IFF_UP | IFF_RUNNING};
    snprintf(request.ifr_name, IFNAMSIZ, "%s", device);
    return ioctl(fd, SIOCSIFFLAGS, &request);
}

/* Another's network namespace, by its file; the host's is where this process already is. */
OPERATION(join_network) {
    (void)child, (void)argc;
    if (!*argv[0]) return 0;
    RELEASED int fd = open(argv[0], O_RDONLY | O_CLOEXEC);
    return fd < 0 || setns(fd, CLONE_NEWNET) < 0 ? failed(argv[0], "the container whose network is shared must run") : 0;
}

/* Clauses: NET-1. */
OPERATION(loopback) {
    (void)child, (void)argc, (void)argv;
    RELEASED int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    return fd < 0 || bring_up(fd, "lo") < 0 ? failed("lo", "the kernel needs CONFIG_INET") : 0;
}

/* Only by netlink: when a device is made it cannot be said yet, and /proc/sys may be read-only. */
static int without_ipv6_address(const char *device) {
    RELEASED int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
    struct {
        struct nlmsghdr header;
        struct ifinfomsg link;
        struct rtattr families, ipv6, mode;
        unsigned char value;
    } request = {
        .header = {.nlmsg_len = sizeof request, .nlmsg_type = RTM_SETLINK, .nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK},
        .link = {.ifi_index = if_nametoindex(device)},
        .families = {3 * sizeof(struct rtattr) + 4, IFLA_AF_SPEC},
        .ipv6 = {2 * sizeof(struct rtattr) + 4, AF_INET6},
        .mode = {RTA_LENGTH(1), IFLA_INET6_ADDR_GEN_MODE},
        .value = IN6_ADDR_GEN_MODE_NONE,
    };
    struct {
        struct nlmsghdr header;
        struct nlmsgerr answer;
        char request[sizeof request];
    } reply;
    if (!request.link.ifi_index || fd < 0 || send(fd, &request, sizeof request, 0) < 0 || recv(fd, &reply, sizeof reply, 0) < 0) return -1;
    if (reply.answer.error == -EAFNOSUPPORT) return 0; /* no IPv6 on this host */
    return reply.answer.error ? (errno = -reply.answer.error, -1) : 0;
}

static struct sockaddr inet(in_addr_t address) {
    union {
        struct sockaddr_in in;
        struct sockaddr any;
    } both = {.in = {.sin_family = AF_INET, .sin_addr.s_addr = address}};
    return both.any;
}

/* netdevice(7). The kernel derives the broadcast address from the mask. */
static int give_address(int fd, const char *device, const char *address, int prefix) {
    struct ifreq request = {.ifr_addr = inet(inet_addr(address))};
    snprintf(request.ifr_name, IFNAMSIZ, "%s", device);
    if (ioctl(fd, SIOCSIFADDR, &request) < 0) return -1;
    request.ifr_netmask = inet(htonl(~0U << (32 - prefix)));
    return ioctl(fd, SIOCSIFNETMASK, &request);
}

OPERATION(address) {
    (void)child, (void)argc;
    char *device = argv[0], *own = argv[1], *gateway = argv[3];
    struct rtentry route = {
        .rt_dst = inet(INADDR_ANY),
        .rt_genmask = inet(INADDR_ANY),
        .rt_gateway = inet(inet_addr(gateway)), /* an empty one means: no way out over this device */
        .rt_flags = RTF_UP | RTF_GATEWAY,
        .rt_dev = device,
    };
    RELEASED int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0 || without_ipv6_address(device) < 0) return failed(device, "the daemon must have brought this device");
    if (give_address(fd, device, own, atoi(argv[2])) < 0 || bring_up(fd, device) < 0) return failed(own, "");
    if (!*gateway) return 0;
    return ioctl(fd, SIOCADDRT, &route) < 0 ? failed(gateway, "the gateway must be in the subnet of the address") : 0;
}

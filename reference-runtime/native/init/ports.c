/* Ports of the host that are held for the container: taken before it begins, free again as soon as the monitor is gone. */
#include "ports.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "failure.h"

/*
 * Nobody ever speaks over this socket: the firewall sends what comes to the port into the container. A TCP socket listens,
 * because two that do not may be bound to one port; it may be bound beside the remains of connections that are over.
 * Clauses: NET-35 … NET-37, NET-41.
 */
static int hold(const struct step *step) {
    int stream = strcmp(step->argv[0], "tcp") == 0, yes = 1;
    struct sockaddr_in here = {
        .sin_family = AF_INET, .sin_port = htons(atoi(step->argv[2])), .sin_addr.s_addr = inet_addr(step->argv[1])};
    socklen_t size = sizeof here;
    int fd = socket(AF_INET, (stream ? SOCK_STREAM : SOCK_DGRAM) | SOCK_CLOEXEC, 0);
    if (fd < 0 || (stream && setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) < 0) ||
        bind(fd, (struct sockaddr *)&here, sizeof here) < 0 || (stream && listen(fd, 0) < 0) ||
        getsockname(fd, (struct sockaddr *)&here, &size) < 0)
        return failed(step->argv[2], step->argv[1]);
    return ntohs(here.sin_port);
}

int ports_hold(const struct plan *plan, char *list, size_t room) {
    size_t length = 0;
    *list = '\0';
    for (int i = 0; i < plan->count; i++) {
        const struct step *step = &plan->steps[i];
        if (strcmp(step->name, "publish") != 0 || step->argc != 3) continue;
        int port = hold(step);
        if (port < 0) return -1;
        length += snprintf(list + length, room - length, "%s%d", length ? "," : "", port);
        if (length >= room) return failed("ports", "too many ports are published");
    }
    return 0;
}

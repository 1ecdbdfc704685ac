/* What stays outside: starts the container's first process, relays its streams, records its end. */
#pragma once
#include "plan.h"

/* A socket to the daemon: the plan comes in, reports go out. Its other end may vanish at any time. */
#define DAEMON_DESCRIPTOR 3

/* Runs until the container has ended. Exit status for main: 0, or 1 when the container could not be started. */
int monitor(const struct plan *plan);

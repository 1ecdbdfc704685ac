/* The plan's `publish` steps. */
#pragma once
#include <stddef.h>

#include "plan.h"

/* Takes every port for as long as this program lives, and lists their numbers, in order, with commas; 0, or −1 with the failure recorded. */
int ports_hold(const struct plan *plan, char *list, size_t room);

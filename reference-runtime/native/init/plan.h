/* A plan: the ordered list of operations that TypeScript composed for one container. Format: ../README.md. */
#pragma once

struct step {
    const char *name;
    int argc;
    char **argv; /* argc strings, then at least one NULL */
};

struct plan {
    struct step *steps;
    int count;
};

/* Reads the whole plan; 0, or −1 with the failure recorded. The memory lives as long as the program. */
int plan_read(int fd, struct plan *plan);

/* The first step of that name, or NULL. */
const struct step *plan_find(const struct plan *plan, const char *name);

/* What bounds this process: the files of its cgroups, of either version, and its own resource limits. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "probe.h"

enum { NONE = -1 };

/* The first number in the first of these files that is there; NONE where there is no bound. Version 1 writes a number near 2^63 for it. */
static long long bound(const char *const paths[]) {
  char *content;
  for (int i = 0; paths[i]; i++) {
    if (slurp(paths[i], &content) < 0) continue;
    if (!strncmp(content, "default ", 8)) content += 8;
    long long value = atoll(content);
    return !strncmp(content, "max", 3) || value < 0 || value > 1LL << 62 ? NONE : value;
  }
  return NONE;
}

#define BOUND(...) bound((const char *const[]){__VA_ARGS__, NULL})

static void put_bound(const char *name, long long value) {
  printf("\"%s\":", name);
  if (value == NONE) put("null");
  else printf("%lld", value);
}

/* Version 2 counts swap alone. */
static long long memory_and_swap(long long memory) {
  long long both = BOUND("/sys/fs/cgroup/memory/memory.memsw.limit_in_bytes");
  long long swap = BOUND("/sys/fs/cgroup/memory.swap.max");
  if (both != NONE || memory == NONE) return both;
  return swap == NONE ? NONE : memory + swap;
}

/* In thousandths of a processor. */
static long long processor_share(void) {
  char *content;
  long long quota = BOUND("/sys/fs/cgroup/cpu/cpu.cfs_quota_us", "/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us"), period = 100000;
  if (quota == NONE && slurp("/sys/fs/cgroup/cpu.max", &content) > 0) {
    if (sscanf(content, "%lld %lld", &quota, &period) != 2) return NONE;
  } else {
    period = BOUND("/sys/fs/cgroup/cpu/cpu.cfs_period_us", "/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us");
  }
  return quota == NONE || period <= 0 ? NONE : quota * 1000 / period;
}

static void put_processors(void) {
  char *status;
  char *line = slurp("/proc/self/status", &status) < 0 ? NULL : strstr(status, "Cpus_allowed_list:\t");
  printf(",\"processors\":\"%.*s\"", line ? (int)strcspn(line + 19, "\n") : 0, line ? line + 19 : "");
}

/* By the names of setrlimit(2). */
static void put_resources(void) {
  static const struct { const char *name; int number; } resources[] = {
      {"core", RLIMIT_CORE}, {"fsize", RLIMIT_FSIZE}, {"memlock", RLIMIT_MEMLOCK},
      {"nofile", RLIMIT_NOFILE}, {"nproc", RLIMIT_NPROC}, {"stack", RLIMIT_STACK}};
  struct rlimit limit;
  put(",\"resources\":{");
  for (size_t i = 0; i < sizeof resources / sizeof *resources; i++) {
    getrlimit(resources[i].number, &limit);
    printf("%s\"%s\":{", i ? "," : "", resources[i].name);
    put_bound("soft", limit.rlim_cur == RLIM_INFINITY ? NONE : (long long)limit.rlim_cur);
    put(",");
    put_bound("hard", limit.rlim_max == RLIM_INFINITY ? NONE : (long long)limit.rlim_max);
    put("}");
  }
  put("}");
}

static long long out_of_memory_score(void) {
  char *content;
  return slurp("/proc/self/oom_score_adj", &content) < 0 ? 0 : atoll(content);
}

void put_limits(void) {
  long long memory = BOUND("/sys/fs/cgroup/memory/memory.limit_in_bytes", "/sys/fs/cgroup/memory.max");
  put(",\"limits\":{");
  put_bound("memory", memory);
  put(",");
  put_bound("memoryAndSwap", memory_and_swap(memory));
  put(",");
  put_bound("processes", BOUND("/sys/fs/cgroup/pids/pids.max", "/sys/fs/cgroup/pids.max"));
  put(",");
  put_bound("processorShare", processor_share());
  put(",");
  put_bound("processorWeight",
            BOUND("/sys/fs/cgroup/cpu/cpu.shares", "/sys/fs/cgroup/cpu,cpuacct/cpu.shares", "/sys/fs/cgroup/cpu.weight"));
  put(",");
  put_bound("blockWeight", BOUND("/sys/fs/cgroup/blkio/blkio.bfq.weight", "/sys/fs/cgroup/blkio/blkio.weight",
                                 "/sys/fs/cgroup/io.bfq.weight", "/sys/fs/cgroup/io.weight"));
  put_processors();
  printf(",\"outOfMemoryScore\":%lld", out_of_memory_score());
  put_resources();
  put("}");
}

/* The world as a process inside the container sees it; facts.ts gives the shape. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <dirent.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "probe.h"

extern char **environ;

static char *read_or_empty(const char *path) {
  char *content;
  return slurp(path, &content) < 0 ? strdup("") : content;
}

/* The value of `Name:\tvalue` in /proc/self/status, empty when there is none. */
static void status_field(const char *status, const char *name, char *value, size_t room) {
  const char *line = strstr(status, name);
  snprintf(value, room, "%.*s", line ? (int)strcspn(line + strlen(name) + 2, "\n") : 0,
           line ? line + strlen(name) + 2 : "");
}

static void put_arguments(void) {
  put("\"argv\":");
  json_texts(arguments);
  put(",\"environment\":");
  json_texts(environ);
}

static void put_identity(void) {
  gid_t groups[256];
  char cwd[4096];
  struct utsname uts;
  int count = getgroups(256, groups);
  uname(&uts);
  put(",\"cwd\":");
  json_text(getcwd(cwd, sizeof cwd) ? cwd : "");
  printf(",\"pid\":%d,\"ppid\":%d,\"session\":%d,\"uid\":%u,\"gid\":%u,\"groups\":[", getpid(), getppid(), getsid(0),
         geteuid(), getegid());
  for (int i = 0; i < count; i++) printf("%s%u", i ? "," : "", groups[i]);
  put("],\"hostname\":");
  json_text(uts.nodename);
  put(",\"domainname\":");
  json_text(strcmp(uts.domainname, "(none)") ? uts.domainname : "");
  put(",\"kernel\":");
  json_text(uts.release);
}

static void put_privileges(void) {
  static const struct { const char *fact, *field; } sets[] = {{"effective", "CapEff"},
                                                              {"permitted", "CapPrm"},
                                                              {"inheritable", "CapInh"},
                                                              {"bounding", "CapBnd"},
                                                              {"ambient", "CapAmb"}};
  char value[64], *status = read_or_empty("/proc/self/status");
  put(",\"capabilities\":{");
  for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
    status_field(status, sets[i].field, value, sizeof value);
    printf("%s\"%s\":\"%s\"", i ? "," : "", sets[i].fact, value);
  }
  mode_t mask = umask(0);
  umask(mask);
  /* Seccomp is asked of /proc: prctl(PR_GET_SECCOMP) may itself be filtered. */
  status_field(status, "Seccomp", value, sizeof value);
  printf("},\"noNewPrivileges\":%s,\"seccomp\":%d,\"umask\":\"%04o\",\"secureBits\":%d,\"sessionKeyring\":",
         prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1 ? "true" : "false", atoi(value), mask,
         prctl(PR_GET_SECUREBITS, 0, 0, 0, 0));
  long keyring = session_keyring();
  if (keyring < 0) put("null");
  else printf("%ld", keyring);
}

static void put_namespaces(void) {
  char **names = names_in("/proc/self/ns"), path[512], target[256];
  put(",\"namespaces\":{");
  for (size_t i = 0, shown = 0; names && names[i]; i++) {
    snprintf(path, sizeof path, "/proc/self/ns/%s", names[i]);
    ssize_t length = readlink(path, target, sizeof target - 1);
    if (length < 0) continue;
    target[length] = '\0';
    printf("%s\"%s\":\"%s\"", shown++ ? "," : "", names[i], target);
  }
  put("}");
}

/* mountinfo writes space, tab, newline and backslash as \ooo: proc_pid_mountinfo(5). */
static char *unescape(char *text) {
  char *to = text;
  for (char *from = text; *from; to++) {
    unsigned code;
    if (*from == '\\' && sscanf(from + 1, "%3o", &code) == 1) *to = (char)code, from += 4;
    else *to = *from++;
  }
  *to = '\0';
  return text;
}

static bool has_option(const char *options, const char *wanted) {
  size_t length = strlen(wanted);
  for (const char *at = options; (at = strstr(at, wanted)); at += length)
    if ((at == options || at[-1] == ',') && (at[length] == ',' || at[length] == '\0')) return true;
  return false;
}

static void put_mount(char *line) {
  char *target = NULL, *mine = NULL, *type = NULL, *source = NULL, *super = NULL;
  char *tail = strstr(line, " - "), *state;
  if (!tail) return;
  *tail = '\0';
  int field = 0;
  for (char *word = strtok_r(line, " ", &state); word; word = strtok_r(NULL, " ", &state), field++)
    if (field == 4) target = word;
    else if (field == 5) mine = word;
  type = strtok_r(tail + 3, " ", &state);
  source = strtok_r(NULL, " ", &state);
  super = strtok_r(NULL, " ", &state);
  if (!target || !mine || !type || !source) return;
  put("{\"target\":");
  json_text(unescape(target));
  put(",\"type\":");
  json_text(type);
  put(",\"source\":");
  json_text(unescape(source));
  /* A mount is writable only if neither it nor its file system is read-only: one word says which. */
  bool readonly = has_option(mine, "ro") || (super && has_option(super, "ro"));
  printf(",\"options\":[\"%s\"", readonly ? "ro" : "rw");
  char *lists[] = {mine, super};
  for (int i = 0; i < 2; i++)
    for (char *word = lists[i] ? strtok_r(lists[i], ",", &state) : NULL; word; word = strtok_r(NULL, ",", &state)) {
      if (!strcmp(word, "ro") || !strcmp(word, "rw")) continue;
      put(",");
      json_text(word);
    }
  put("]}");
}

static void put_mounts(void) {
  char *state, *content = read_or_empty("/proc/self/mountinfo");
  put(",\"mounts\":[");
  bool first = true;
  for (char *line = strtok_r(content, "\n", &state); line; line = strtok_r(NULL, "\n", &state), first = false) {
    if (!first) put(",");
    put_mount(line);
  }
  put("]");
}

static void put_descriptors(void) {
  DIR *directory = opendir("/proc/self/fd");
  put(",\"descriptors\":[");
  bool first = true;
  for (struct dirent *entry; directory && (entry = readdir(directory));) {
    if (*entry->d_name == '.' || atoi(entry->d_name) == dirfd(directory)) continue;
    printf("%s%s", first ? "" : ",", entry->d_name);
    first = false;
  }
  put("]");
  if (directory) closedir(directory);
}

static const char *yes_no(bool value) { return value ? "true" : "false"; }

static void put_terminal(void) {
  struct winsize size = {0};
  if (terminal_descriptor() >= 0) ioctl(terminal_descriptor(), TIOCGWINSZ, &size);
  printf(",\"terminal\":{\"stdin\":%s,\"stdout\":%s,\"stderr\":%s,\"rows\":%u,\"columns\":%u}", yes_no(isatty(0)),
         yes_no(isatty(1)), yes_no(isatty(2)), size.ws_row, size.ws_col);
}

static void put_addresses(const struct ifaddrs *all, const char *name) {
  char text[INET6_ADDRSTRLEN];
  bool first = true;
  for (const struct ifaddrs *i = all; i; i = i->ifa_next) {
    if (strcmp(i->ifa_name, name) || !i->ifa_addr) continue;
    int family = i->ifa_addr->sa_family;
    if (family != AF_INET && family != AF_INET6) continue;
    const void *address = family == AF_INET ? (const void *)&((struct sockaddr_in *)(void *)i->ifa_addr)->sin_addr
                                            : (const void *)&((struct sockaddr_in6 *)(void *)i->ifa_addr)->sin6_addr;
    printf("%s\"%s\"", first ? "" : ",", inet_ntop(family, address, text, sizeof text));
    first = false;
  }
}

/* −1 where sysfs does not tell. */
static long attribute(const char *interface, const char *name) {
  char path[256], *content;
  snprintf(path, sizeof path, "/sys/class/net/%s/%s", interface, name);
  return slurp(path, &content) < 0 ? -1 : strtol(content, NULL, 10);
}

/* /proc/net/dev names every interface, also those without an address. */
static void put_interfaces(void) {
  struct ifaddrs *all = NULL;
  char *state, *content = read_or_empty("/proc/net/dev");
  getifaddrs(&all);
  put(",\"interfaces\":[");
  bool first = true;
  for (char *line = strtok_r(content, "\n", &state); line; line = strtok_r(NULL, "\n", &state)) {
    char *colon = strchr(line, ':'), *name = line + strspn(line, " ");
    if (!colon) continue; /* the two title lines */
    *colon = '\0';
    bool up = false;
    for (struct ifaddrs *i = all; i; i = i->ifa_next)
      if (!strcmp(i->ifa_name, name)) up = i->ifa_flags & IFF_UP;
    printf("%s{\"name\":\"%s\",\"up\":%s,\"addresses\":[", first ? "" : ",", name, yes_no(up));
    put_addresses(all, name);
    printf("],\"mtu\":%ld,\"index\":%ld,\"peer\":%ld}", attribute(name, "mtu"), attribute(name, "ifindex"), attribute(name, "iflink"));
    first = false;
  }
  put("]");
  freeifaddrs(all);
}

static void put_gateway(void) {
  char *state, *content = read_or_empty("/proc/net/route"), text[INET_ADDRSTRLEN] = "";
  for (char *line = strtok_r(content, "\n", &state); line; line = strtok_r(NULL, "\n", &state)) {
    unsigned destination, gateway, flags;
    if (sscanf(line, "%*s %x %x %x", &destination, &gateway, &flags) != 3 || destination || !gateway) continue;
    inet_ntop(AF_INET, &gateway, text, sizeof text); /* printed by the kernel in network byte order as a host number */
    break;
  }
  printf(",\"gateway\":\"%s\"", text);
}

static void put_process(const char *pid, bool first) {
  char path[300], *command;
  snprintf(path, sizeof path, "/proc/%s/cmdline", pid);
  if (slurp(path, &command) < 0) command = strdup("");
  printf("%s{\"pid\":%s,\"command\":", first ? "" : ",", pid);
  json_text(command);
  put("}");
}

static void put_processes(void) {
  char **names = names_in("/proc");
  put(",\"processes\":[");
  bool first = true;
  for (size_t i = 0; names && names[i]; i++) {
    if (names[i][strspn(names[i], "0123456789")]) continue;
    put_process(names[i], first);
    first = false;
  }
  put("]");
}

static void put_cgroup(void) {
  char *state, *content = read_or_empty("/proc/self/cgroup");
  put(",\"cgroup\":[");
  bool first = true;
  for (char *line = strtok_r(content, "\n", &state); line; line = strtok_r(NULL, "\n", &state), first = false) {
    if (!first) put(",");
    json_text(line);
  }
  put("]");
}

void act_facts(const struct action *a) {
  (void)a;
  put("{");
  put_arguments();
  put_identity();
  put_privileges();
  put_namespaces();
  put_mounts();
  put_descriptors();
  put_terminal();
  put_interfaces();
  put_gateway();
  put_processes();
  put_cgroup();
  put_limits();
  put_line("}");
}

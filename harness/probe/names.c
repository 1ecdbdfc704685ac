/* Names: a static program has no name service (NSS), so /etc/hosts and the servers of /etc/resolv.conf are asked by hand. */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "probe.h"

enum { MOST = 8, SECONDS_TO_ANSWER = 5 };

static const char *const white = " \t";

/* The words of the lines of a file that begin with `first`, or with any word when it is NULL: the rest of each line in turn. */
static char *next_line(char **content, const char *first) {
  for (char *line; (line = strsep(content, "\n"));) {
    line[strcspn(line, "#;")] = '\0';
    line += strspn(line, white);
    if (!first) return line;
    size_t length = strlen(first);
    if (!strncmp(line, first, length) && strspn(line + length, white)) return line + length + strspn(line + length, white);
  }
  return NULL;
}

static bool in_hosts(const char *name, struct in_addr *address) {
  char *content;
  if (slurp("/etc/hosts", &content) < 0) return false;
  for (char *line; (line = next_line(&content, NULL));) {
    char *state, *text = strtok_r(line, white, &state);
    for (char *word; text && (word = strtok_r(NULL, white, &state));)
      if (!strcasecmp(word, name) && inet_pton(AF_INET, text, address) == 1) return true;
  }
  return false;
}

/* A question for the IPv4 address, RFC 1035 section 4.1: its length, 0 when the name is none. */
static size_t ask(const char *name, unsigned char *message) {
  static const unsigned char header[12] = {0x5c, 0x01, 1, 0, 0, 1};
  memcpy(message, header, sizeof header);
  unsigned char *at = message + sizeof header;
  for (const char *label = name; *label;) {
    size_t length = strcspn(label, ".");
    if (!length || length > 63 || at - message + length > 400) return 0;
    *at++ = (unsigned char)length;
    memcpy(at, label, length);
    at += length;
    label += length + (label[length] == '.');
  }
  memcpy(at, "\0\0\1\0\1", 5);
  return (size_t)(at + 5 - message);
}

/* The first address among the answers: each is a name (labels, or two bytes that point to them) and ten bytes before its data. */
static bool read_answer(const unsigned char *message, size_t size, size_t asked, struct in_addr *address) {
  for (size_t at = asked; at + 12 <= size;) {
    while (at < size && message[at] && message[at] < 0xc0) at += message[at] + 1u;
    at += at < size && message[at] ? 2 : 1;
    if (at + 10 > size) return false;
    size_t length = (size_t)message[at + 8] << 8 | message[at + 9];
    if (message[at + 1] == 1 && length == 4 && at + 14 <= size) return memcpy(address, message + at + 10, 4), true;
    at += 10 + length;
  }
  return false;
}

static bool told_by(const char *server, const char *name, struct in_addr *address) {
  unsigned char question[512], answer[1500];
  struct sockaddr_in there = {.sin_family = AF_INET, .sin_port = htons(53)};
  struct timeval patience = {.tv_sec = SECONDS_TO_ANSWER};
  size_t asked = ask(name, question);
  if (!asked || inet_pton(AF_INET, server, &there.sin_addr) != 1) return false;
  int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  ssize_t size = connect(fd, (struct sockaddr *)&there, sizeof there) || send(fd, question, asked, 0) < 0 ? -1 : recv(fd, answer, sizeof answer, 0);
  close(fd);
  return size >= (ssize_t)asked && (answer[3] & 15) == 0 && read_answer(answer, (size_t)size, asked, address);
}

/* As resolv.conf(5) has it: a name without a dot is looked for in the search domains first; the first server that answers counts. */
static bool in_domain_name_system(const char *name, struct in_addr *address) {
  char *servers[MOST], *domains[MOST], *content, *again;
  int server_count = 0, domain_count = 0;
  if (slurp("/etc/resolv.conf", &content) < 0) return false;
  again = strdup(content);
  for (char *line; server_count < MOST && (line = next_line(&content, "nameserver"));) servers[server_count++] = strtok(line, white);
  for (char *line; (line = next_line(&again, "search"));)
    for (char *word = strtok(line, white); word && domain_count < MOST; word = strtok(NULL, white)) domains[domain_count++] = word;
  for (int i = 0; i < server_count; i++) {
    for (int j = 0; j < domain_count && !strchr(name, '.'); j++) {
      char whole[400];
      snprintf(whole, sizeof whole, "%s.%s", name, domains[j]);
      if (told_by(servers[i], whole, address)) return true;
    }
    if (told_by(servers[i], name, address)) return true;
  }
  return false;
}

bool resolve(const char *name, struct in_addr *address) {
  return inet_pton(AF_INET, name, address) == 1 || in_hosts(name, address) || in_domain_name_system(name, address);
}

void act_resolve(const struct action *a) {
  struct in_addr address;
  put_line(resolve(a->words[1], &address) ? inet_ntoa(address) : "{\"error\":\"ENOENT\"}");
}

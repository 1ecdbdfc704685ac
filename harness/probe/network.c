/* One conversation over the network, and names. */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "probe.h"

enum { SECONDS_TO_ANSWER = 5 }; /* a packet that is dropped silently must not outlast the run's budget */

static int socket_type(const struct action *a) {
  if (!strcmp(a->words[1], "tcp")) return SOCK_STREAM;
  if (!strcmp(a->words[1], "udp")) return SOCK_DGRAM;
  misspelt(a);
}

static void print_received(const char *buffer, ssize_t length) {
  fwrite(buffer, 1, (size_t)length, stdout);
  put_line("");
}

void act_listen(const struct action *a) {
  if (a->count > 3 && strcmp(a->words[3], "telling-who")) misspelt(a);
  int type = socket_type(a), yes = 1, fd = socket(AF_INET, type | SOCK_CLOEXEC, 0);
  struct sockaddr_in here = {.sin_family = AF_INET, .sin_port = htons((uint16_t)number(a, 2))}, peer;
  socklen_t size = sizeof peer;
  char buffer[65536];
  if (fd < 0) cannot(a, errno);
  setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  if (bind(fd, (struct sockaddr *)&here, sizeof here)) cannot(a, errno);
  if (type == SOCK_STREAM && listen(fd, 1)) cannot(a, errno);
  put_line("listening");
  int talk = type == SOCK_STREAM ? accept(fd, (struct sockaddr *)&peer, &size) : fd;
  if (talk < 0) cannot(a, errno);
  ssize_t length = recvfrom(talk, buffer, sizeof buffer, 0, (struct sockaddr *)&peer, &size);
  if (length < 0) cannot(a, errno);
  print_received(buffer, length);
  const char *answer = a->count > 3 ? inet_ntoa(peer.sin_addr) : "pong";
  if (type == SOCK_STREAM ? send(talk, answer, strlen(answer), MSG_NOSIGNAL) < 0
                          : sendto(talk, answer, strlen(answer), 0, (struct sockaddr *)&peer, size) < 0)
    cannot(a, errno);
  close(talk);
  close(fd);
}

/* 0 when the other side answered, else the error of the step that failed. */
static int converse(const struct action *a, char *answer, size_t room, ssize_t *length) {
  struct sockaddr_in there = {.sin_family = AF_INET, .sin_port = htons((uint16_t)number(a, 3))};
  struct timeval patience = {.tv_sec = SECONDS_TO_ANSWER};
  if (!resolve(a->words[2], &there.sin_addr)) return ENOENT;
  int fd = socket(AF_INET, socket_type(a) | SOCK_CLOEXEC, 0);
  if (fd < 0) return errno;
  setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  /* A connect or receive that outlasts its timeout says EINPROGRESS or EAGAIN: socket(7). */
  if (connect(fd, (struct sockaddr *)&there, sizeof there)) return errno == EINPROGRESS ? ETIMEDOUT : errno;
  if (send(fd, a->words[4], strlen(a->words[4]), MSG_NOSIGNAL) < 0) return errno;
  *length = recv(fd, answer, room, 0);
  int error = *length < 0 ? (errno == EAGAIN ? ETIMEDOUT : errno) : 0;
  close(fd);
  return error;
}

void act_connect(const struct action *a) {
  char answer[65536];
  ssize_t length = 0;
  int error = converse(a, answer, sizeof answer, &length);
  if (!error) {
    print_received(answer, length);
    return;
  }
  put("{");
  put_error_field(error);
  put_line("}");
}

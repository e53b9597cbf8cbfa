/* A web server on 127.0.0.1 that takes its time: delay_server PORT.
 *
 *   /delay/MS...   a page whose title is its own path and query, MS milliseconds after the request has come
 *   /seen          what has been seen since this was last asked for: connections, and the most requests that waited at a time
 *
 * Whoever measures clients by it must not measure it: a Java server would spend the first seconds with its own warm-up, and nginx
 * cannot wait. One thread, epoll. Delays are few, so those who wait stand in one queue for each, the next one due at its head.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum {
  MOST_INPUT = 8192,
  MOST_DELAYS = 16,
  EVENTS = 512,
  LISTENERS = 8, /* the system lets only so many stand before one (net.core.somaxconn), and who finds no room tries again a second later */
};

struct connection {
  int socket;
  bool waits, closed; /* one that is closed while it waits is freed when it is due */
  int64_t due_nanos;
  struct connection *behind;
  size_t length;
  char input[MOST_INPUT];
};

struct queue {
  long millis;
  struct connection *head, *tail;
};

static struct queue queues[MOST_DELAYS];
static int delays;
static int poller;
static int listeners[LISTENERS];
static long connections, waiting, most_waiting;

static int64_t now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * INT64_C(1000000000) + t.tv_nsec;
}

static void end(struct connection *c) {
  close(c->socket);
  c->closed = true;
  if (!c->waits) free(c);
}

/* Whether it could be sent whole, as so little always can be into a socket that is idle. */
static bool answer(struct connection *c, const char *type, const char *body) {
  char message[MOST_INPUT + 2048];
  int length = snprintf(message, sizeof message, "HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %zu\r\n\r\n%s", type, strlen(body), body);
  return send(c->socket, message, length, MSG_NOSIGNAL) == length;
}

static bool answer_page(struct connection *c) {
  static const char filling[] = "<p>Nothing is said here that would be worth a wait, but a page has to have some bytes, and these are they.\n";
  static char fillings[sizeof filling * 9];
  if (!*fillings)
    for (int i = 0; i < 8; i++) strcat(fillings, filling);
  char body[MOST_INPUT + sizeof fillings];
  const char *path = c->input + 4; /* after GET, and cut off behind by take() */
  snprintf(body, sizeof body, "<!doctype html>\n<meta charset=utf-8>\n<title>%s</title>\n%s", path, fillings);
  size_t taken = strlen(c->input) + 1;
  char *rest = memmem(c->input + taken, c->length - taken, "\r\n\r\n", 4) + 4;
  bool sent = answer(c, "text/html", body);
  c->length -= rest - c->input;
  memmove(c->input, rest, c->length);
  return sent;
}

static void stand_in_line(struct connection *c, long millis) {
  int i = 0;
  while (i < delays && queues[i].millis != millis) i++;
  if (i == MOST_DELAYS) {
    end(c);
    return;
  }
  if (i == delays) queues[delays++].millis = millis;
  c->due_nanos = now() + millis * 1000000;
  c->waits = true;
  c->behind = NULL;
  if (queues[i].head) queues[i].tail->behind = c;
  else queues[i].head = c;
  queues[i].tail = c;
  if (++waiting > most_waiting) most_waiting = waiting;
}

/* Takes the next request, if it is there whole. */
static void take(struct connection *c) {
  if (c->waits) return;
  if (!memmem(c->input, c->length, "\r\n\r\n", 4)) {
    if (c->length == MOST_INPUT) end(c);
    return;
  }
  char *space = c->length > 4 ? memchr(c->input + 4, ' ', c->length - 4) : NULL;
  if (memcmp(c->input, "GET ", 4) != 0 || !space) {
    end(c);
    return;
  }
  *space = 0;
  long millis;
  if (sscanf(c->input + 4, "/delay/%ld", &millis) == 1) {
    stand_in_line(c, millis);
  } else {
    char seen[100];
    snprintf(seen, sizeof seen, "{\"connections\": %ld, \"most_waiting\": %ld}\n", connections - 1, most_waiting); /* but for this one */
    connections = 0;
    most_waiting = waiting;
    answer(c, "application/json", seen);
    end(c);
  }
}

static void accept_all(int listener) {
  int socket;
  while ((socket = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0) {
    setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &(int){1}, sizeof(int));
    struct connection *c = malloc(sizeof *c);
    if (!c) abort();
    c->socket = socket;
    c->waits = c->closed = false;
    c->length = 0;
    epoll_ctl(poller, EPOLL_CTL_ADD, socket, &(struct epoll_event){.events = EPOLLIN, .data.ptr = c});
    connections++;
  }
}

static void read_some(struct connection *c) {
  ssize_t read = recv(c->socket, c->input + c->length, MOST_INPUT - c->length, 0);
  if (read < 0 && errno == EAGAIN) return;
  if (read <= 0) { /* also where the input is full: nobody sends that much ahead */
    end(c);
    return;
  }
  c->length += read;
  take(c);
}

static void answer_who_is_due(void) {
  int64_t time = now();
  for (struct queue *q = queues; q < queues + delays; q++) {
    struct connection *c;
    while ((c = q->head) && c->due_nanos <= time) {
      q->head = c->behind;
      c->waits = false;
      waiting--;
      if (c->closed) free(c);
      else if (answer_page(c)) take(c);
      else end(c);
    }
  }
}

static int64_t until_next(void) {
  int64_t next = INT64_MAX;
  for (struct queue *q = queues; q < queues + delays; q++)
    if (q->head && q->head->due_nanos < next) next = q->head->due_nanos;
  if (next == INT64_MAX) return next;
  int64_t left = next - now();
  return left > 0 ? left : 0;
}

int main(int count, char **arguments) {
  if (count != 2) {
    fprintf(stderr, "usage: delay_server PORT\n");
    return 2;
  }
  prctl(PR_SET_TIMERSLACK, 1);
  poller = epoll_create1(EPOLL_CLOEXEC);
  struct sockaddr_in here = {.sin_family = AF_INET, .sin_port = htons(atoi(arguments[1])), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  for (uintptr_t i = 0; i < LISTENERS; i++) {
    listeners[i] = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    setsockopt(listeners[i], SOL_SOCKET, SO_REUSEPORT, &(int){1}, sizeof(int));
    if (bind(listeners[i], (struct sockaddr *)&here, sizeof here) != 0 || listen(listeners[i], 65535) != 0) {
      perror("delay_server");
      return 1;
    }
    epoll_ctl(poller, EPOLL_CTL_ADD, listeners[i], &(struct epoll_event){.events = EPOLLIN, .data.u64 = i});
  }
  struct epoll_event events[EVENTS];
  for (;;) {
    int64_t left = until_next();
    struct timespec timeout = {.tv_sec = left / 1000000000, .tv_nsec = left % 1000000000};
    int ready = epoll_pwait2(poller, events, EVENTS, left == INT64_MAX ? NULL : &timeout, NULL);
    for (int i = 0; i < ready; i++) {
      if (events[i].data.u64 < LISTENERS) accept_all(listeners[events[i].data.u64]);
      else read_some(events[i].data.ptr);
    }
    answer_who_is_due();
  }
}

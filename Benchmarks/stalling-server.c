// Answers every request with the same kilobyte, and does nothing at all for a while in each period.
//
// usage: stalling-server PORT PERIOD_SECONDS STALL_SECONDS
//
// The first period begins with the first request; each stall is the end of its period. What a request waits
// can be told in advance, so this server is the yardstick for tools that report percentiles.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static char answer[1200];
static size_t answer_size;
static double began = -1;

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void stall(double seconds) {
  struct timespec time = {(time_t)seconds, (long)((seconds - (double)(time_t)seconds) * 1e9)};
  nanosleep(&time, NULL);
}

static int listening(int port) {
  int one = 1;
  int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  if (bind(listener, (struct sockaddr *)&address, sizeof address) || listen(listener, 4096)) {
    perror("stalling-server");
    exit(1);
  }
  return listener;
}

// Requests of load tools have no bodies and come one at a time: an empty line ends each.
static void serve(int client) {
  static char bytes[1 << 16];
  ssize_t count = recv(client, bytes, sizeof bytes, 0);
  if (count <= 0) {
    close(client);
    return;
  }
  if (began < 0) began = now();
  if (count >= 4 && memcmp(bytes + count - 4, "\r\n\r\n", 4) == 0) {
    send(client, answer, answer_size, MSG_NOSIGNAL);
  }
}

int main(int count, char **arguments) {
  if (count != 4) return fputs("usage: stalling-server PORT PERIOD STALL\n", stderr), 2;
  double period = atof(arguments[2]), pause = atof(arguments[3]);
  int listener = listening(atoi(arguments[1])), queue = epoll_create1(0), one = 1;
  answer_size = (size_t)sprintf(answer, "HTTP/1.1 200 OK\r\nContent-Length: 1024\r\n\r\n%01024d", 0);
  struct epoll_event event = {.events = EPOLLIN, .data.fd = listener}, events[512];
  epoll_ctl(queue, EPOLL_CTL_ADD, listener, &event);
  double next = period - pause;
  while (1) {
    double left = began < 0 ? 1 : began + next - now();
    if (left <= 0) {
      stall(pause + left);
      next += period;
      continue;
    }
    int ready = epoll_wait(queue, events, 512, left > 0.002 ? (int)(left * 1000) - 1 : 0);
    for (int index = 0; index < ready; index++) {
      if (events[index].data.fd != listener) {
        serve(events[index].data.fd);
        continue;
      }
      for (int client; (client = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0;) {
        setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        struct epoll_event watched = {.events = EPOLLIN, .data.fd = client};
        epoll_ctl(queue, EPOLL_CTL_ADD, client, &watched);
      }
    }
  }
}

// Linux's epoll and a count of interrupts, which Swift's Glibc module does not offer.
#define _GNU_SOURCE
#include "CEpoll.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <time.h>
#include <unistd.h>

int event_queue_watch(int queue, int descriptor, uint64_t tag) {
  struct epoll_event event = {.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET,
                              .data = {.u64 = tag}};
  return epoll_ctl(queue, EPOLL_CTL_ADD, descriptor, &event);
}

int event_queue_wait(int queue, struct epoll_event *events, int capacity, int64_t nanoseconds) {
  static volatile int is_old_kernel = 0;
  if (!is_old_kernel) {
    struct timespec time = {.tv_sec = nanoseconds / 1000000000,
                            .tv_nsec = nanoseconds % 1000000000};
    int count = epoll_pwait2(queue, events, capacity, &time, NULL);
    if (count >= 0 || errno != ENOSYS) return count;
    is_old_kernel = 1;
  }
  // Kernels before 5.11 count in milliseconds.
  return epoll_wait(queue, events, capacity, (int)((nanoseconds + 999999) / 1000000));
}

static volatile sig_atomic_t interrupts = 0;

static void count_interrupt(int signal) {
  (void)signal;
  interrupts = interrupts + 1;
  // A script that never pauses sees neither the first nor the second.
  if (interrupts > 2) _exit(130);
}

void interrupts_count_from_now(void) {
  interrupts = 0;
  struct sigaction action = {.sa_handler = count_interrupt};
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, NULL);
  sigaction(SIGTERM, &action, NULL);
}

int interrupts_seen(void) { return interrupts; }

void interrupts_end_process_again(void) {
  signal(SIGINT, SIG_DFL);
  signal(SIGTERM, SIG_DFL);
}

// Linux's epoll and a count of interrupts, which Swift's Glibc module does not offer.
#pragma once
#include <stdint.h>
#include <sys/epoll.h>

// Watches a socket for both directions, edge by edge; the tag comes back with each event.
int event_queue_watch(int queue, int descriptor, uint64_t tag);

// Waits for events at most so many nanoseconds; how many there are, or -1 with errno.
int event_queue_wait(int queue, struct epoll_event *events, int capacity, int64_t nanoseconds);

// From now on SIGINT and SIGTERM are counted instead of ending the process.
void interrupts_count_from_now(void);
int interrupts_seen(void);
// Gives the signals back to the system.
void interrupts_end_process_again(void);

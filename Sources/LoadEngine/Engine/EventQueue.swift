// Linux's epoll, edge by edge.

import CEpoll
import Glibc

/// Tells which sockets can be read or written; owned by one thread.
package struct EventQueue: ~Copyable {
  /// What happened at one socket.
  package struct Event {
    package let tag: UInt64
    private let flags: UInt32

    init(_ event: epoll_event) {
      tag = event.data.u64
      flags = event.events
    }

    package var canWrite: Bool { flags & EPOLLOUT.rawValue != 0 }
    package var canRead: Bool { flags & (EPOLLIN.rawValue | Self.ends) != 0 }
    /// The other end closed its side, or the connection broke.
    package var isEnding: Bool { flags & Self.ends != 0 }

    private static let ends = EPOLLRDHUP.rawValue | EPOLLHUP.rawValue | EPOLLERR.rawValue
  }

  private static let capacity = 512
  private let descriptor: Int32
  private let events: UnsafeMutablePointer<epoll_event>

  package init() throws(LoadError) {
    descriptor = epoll_create1(Int32(EPOLL_CLOEXEC))
    events = .allocate(capacity: Self.capacity)
    events.initialize(repeating: epoll_event(), count: Self.capacity)
    guard descriptor >= 0 else {
      throw .environment(
        "no event queue (\(String(cString: strerror(errno)))); close other programs"
      )
    }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
    events.deallocate()
  }

  /// Watches a socket until it is closed.
  package func watch(_ socket: Int32, tag: UInt64) -> Bool {
    event_queue_watch(descriptor, socket, tag) == 0
  }

  /// Waits for at most so long; how many events there are.
  package func wait(nanoseconds: UInt64) -> Int {
    Int(max(0, event_queue_wait(descriptor, events, Int32(Self.capacity), Int64(nanoseconds))))
  }

  package subscript(index: Int) -> Event { Event(events[index]) }
}

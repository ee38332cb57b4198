// Proxies of TCP connections that put faults into them: one event loop, owned by one thread.

import Glibc
package import LoadEngine

/// The proxies, their connections, and the control interface.
///
/// A struct that cannot be copied: a class would be checked for overlapping access at each step.
package struct FaultProxy: ~Copyable {
  /// A proxy, as it stands.
  struct Place {
    var description: ProxyDescription
    var figures: ProxyFigures
    var listener: Int32 = -1
    var upstream: Endpoint?
    var isRemoved = false
    /// Connections could not be taken for want of descriptors: they are tried again.
    var mustRetry = false
  }

  enum Kind: UInt64 {
    case link
    case listener
    case interfaceListener
    case interface
  }

  let allowedHost: String?
  let queue: EventQueue
  let clock: RunClock
  let buffer: UnsafeMutableRawBufferPointer
  var places: [Place] = []
  var links: [Link] = []
  var freeLinks: [Int] = []
  /// Connections of which there is more to move at once.
  var ready: [Int] = []
  var moments = DueQueue()
  var random: Random
  /// Bytes that all connections hold.
  var held = 0
  var interfaceListener: Int32 = -1
  var interfaces: [InterfaceConnection] = []

  /// Bytes that toxics may hold in all.
  static var mostHeld: Int { 256 << 20 }
  static var mostLinks: Int { 20_000 }

  /// No proxies yet; `host` is the one host that may be somewhere else.
  package init(
    allowing host: String? = nil,
    clock: RunClock = RunClock(startingIn: 0),
    seed: UInt64 = 1
  ) throws(LoadError) {
    allowedHost = host
    queue = try EventQueue()
    self.clock = clock
    random = Random(seed: seed)
    buffer = .allocate(byteCount: 64 << 10, alignment: 16)
  }

  deinit {
    for place in places where place.listener >= 0 { close(place.listener) }
    for link in links {
      for socket in [link.client, link.server] where socket >= 0 { close(socket) }
    }
    for interface in interfaces where interface.socket >= 0 { close(interface.socket) }
    if interfaceListener >= 0 { close(interfaceListener) }
    buffer.deallocate()
  }

  /// Waits for at most so many nanoseconds, and moves what can be moved.
  package mutating func turn(nanoseconds: UInt64) {
    var patience = nanoseconds
    let before = clock.now()
    if let first = moments.first { patience = min(patience, first.due - min(first.due, before)) }
    if !ready.isEmpty { patience = 0 }
    let count = queue.wait(nanoseconds: patience)
    let now = clock.now()
    for index in 0..<count { handle(queue[index], at: now) }
    let again = ready
    ready.removeAll(keepingCapacity: true)
    for index in again where links[index].isOpen { pump(index, at: now) }
    while let first = moments.first, first.due <= now {
      moments.removeFirst()
      let index = Int(first.slot)
      guard links[index].isOpen else { continue }
      links[index].wake = .max
      pump(index, at: now)
    }
    for index in places.indices where places[index].mustRetry { acceptAll(index, at: now) }
  }

  /// What went through each proxy, also through those that are gone.
  package var figures: [ProxyFigures] {
    var figures = places.map(\.figures)
    for link in links where link.isOpen {
      figures[link.proxy].bytesUpstream += link.upstream.bytes
      figures[link.proxy].bytesDownstream += link.downstream.bytes
    }
    return figures
  }

  /// The proxies that are there.
  package var descriptions: [ProxyDescription] {
    places.filter { !$0.isRemoved }.map(\.description)
  }

  static func tag(_ kind: Kind, generation: UInt32 = 0, index: Int) -> UInt64 {
    kind.rawValue << 56 | UInt64(generation & 0xFF_FFFF) << 32 | UInt64(index)
  }

  private mutating func handle(_ event: EventQueue.Event, at now: UInt64) {
    let index = Int(event.tag & 0xFFFF_FFFF)
    let generation = UInt32(truncatingIfNeeded: event.tag >> 32) & 0xFF_FFFF
    switch Kind(rawValue: event.tag >> 56) {
    case .link:
      guard links[index / 2].isOpen, links[index / 2].generation & 0xFF_FFFF == generation else {
        return
      }
      linkEvent(event, index / 2, isClient: index.isMultiple(of: 2), at: now)
    case .listener: acceptAll(index, at: now)
    case .interfaceListener: acceptInterfaces()
    case .interface:
      guard interfaces[index].generation & 0xFF_FFFF == generation else { return }
      interfaceEvent(index, at: now)
    case nil: return
    }
  }
}

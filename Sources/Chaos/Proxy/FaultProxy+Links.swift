// Connections: taken, joined to the server, moved and ended.

import Glibc
import LoadEngine

extension FaultProxy {
  /// Takes all connections that wait at a proxy.
  mutating func acceptAll(_ place: Int, at now: UInt64) {
    places[place].mustRetry = false
    while places[place].listener >= 0 {
      guard let socket = Listener.accept(places[place].listener) else {
        places[place].mustRetry = errno == EMFILE || errno == ENFILE
        return
      }
      places[place].figures.accepted += 1
      join(socket, place, at: now)
    }
  }

  private mutating func join(_ client: Int32, _ place: Int, at now: UInt64) {
    guard let endpoint = places[place].upstream, links.count - freeLinks.count < Self.mostLinks
    else {
      close(client)
      return
    }
    let server: Int32
    let isConnecting: Bool
    switch Socket.open(to: endpoint) {
    case .failed:
      places[place].figures.refused += 1
      close(client)
      return
    case .open(let socket): (server, isConnecting) = (socket, false)
    case .opening(let socket): (server, isConnecting) = (socket, true)
    }
    let index = freeLinks.popLast() ?? links.count
    var link = Link(
      proxy: place,
      client: client,
      server: server,
      generation: index < links.count ? links[index].generation : 0,
      isConnecting: isConnecting
    )
    link.downstream.canWrite = true
    link.upstream.canWrite = !isConnecting
    let toxics = places[place].description.toxics
    link.upstream.adopt(toxics.filter { $0.stream == .upstream }, at: now, &random)
    link.downstream.adopt(toxics.filter { $0.stream == .downstream }, at: now, &random)
    if index < links.count { links[index] = link } else { links.append(link) }
    let sockets = [(client, 2 * index), (server, 2 * index + 1)]
    for (socket, number) in sockets
    where !queue.watch(socket, tag: Self.tag(.link, generation: link.generation, index: number)) {
      return end(index, byReset: false)
    }
    schedule(index, at: now)
  }

  mutating func linkEvent(
    _ event: EventQueue.Event,
    _ index: Int,
    isClient: Bool,
    at now: UInt64
  ) {
    if isClient {
      if event.canRead { links[index].upstream.canRead = true }
      if event.isEnding { links[index].upstream.isEnding = true }
      if event.canWrite { links[index].downstream.canWrite = true }
    } else {
      if links[index].isConnecting {
        guard event.canWrite || event.isEnding else { return }
        guard Socket.handshakeError(of: links[index].server) == nil else {
          places[links[index].proxy].figures.refused += 1
          return end(index, byReset: false)
        }
        links[index].isConnecting = false
      }
      if event.canRead { links[index].downstream.canRead = true }
      if event.isEnding { links[index].downstream.isEnding = true }
      if event.canWrite { links[index].upstream.canWrite = true }
    }
    pump(index, at: now)
  }

  /// Moves what can be moved of one connection, in both directions.
  mutating func pump(_ index: Int, at now: UInt64) {
    if links[index].isConnecting { return }
    let before = links[index].held
    let hasRoom = held < Self.mostHeld
    let up = links[index].upstream.pump(
      from: links[index].client,
      to: links[index].server,
      through: buffer,
      at: now,
      hasRoom: hasRoom,
      &random
    )
    let down = links[index].downstream.pump(
      from: links[index].server,
      to: links[index].client,
      through: buffer,
      at: now,
      hasRoom: hasRoom,
      &random
    )
    held += links[index].held - before
    if up == .reset || down == .reset { return end(index, byReset: true) }
    let isOver = links[index].upstream.hasEnded && links[index].downstream.hasEnded
    if up == .closed || down == .closed || isOver { return end(index, byReset: false) }
    if up == .hasMore || down == .hasMore { ready.append(index) }
    schedule(index, at: now)
  }

  /// Sees to it that a connection is looked at when something in it is due.
  private mutating func schedule(_ index: Int, at now: UInt64) {
    let wake = min(
      links[index].upstream.wake(after: now),
      links[index].downstream.wake(after: now)
    )
    guard wake < links[index].wake else { return }
    links[index].wake = wake
    moments.insert(DueQueue.Entry(due: wake, slot: Int32(index)))
  }

  mutating func end(_ index: Int, byReset: Bool) {
    let link = links[index]
    places[link.proxy].figures.bytesUpstream += link.upstream.bytes
    places[link.proxy].figures.bytesDownstream += link.downstream.bytes
    held -= link.held
    links[index].close(byReset: byReset)
    freeLinks.append(index)
  }
}

// The control interface's connections, in the same event loop as the proxies.

import Glibc
package import LoadEngine

extension FaultProxy {
  private static var mostInterfaces: Int { 64 }

  /// Takes requests in the language of toxiproxy's HTTP interface; the port that it got.
  ///
  /// It always stands on this machine. Throws an environment error if it cannot.
  package mutating func openInterface(port: UInt16) throws(LoadError) -> UInt16 {
    let address = Address(host: "127.0.0.1", port: port)
    let (socket, port) = try Listener.open(address, allowing: nil)
    interfaceListener = socket
    _ = queue.watch(socket, tag: Self.tag(.interfaceListener, index: 0))
    return port
  }

  mutating func acceptInterfaces() {
    while interfaceListener >= 0, let socket = Listener.accept(interfaceListener) {
      let free = interfaces.firstIndex { $0.socket < 0 } ?? interfaces.count
      guard free < Self.mostInterfaces else {
        close(socket)
        continue
      }
      if free == interfaces.count { interfaces.append(InterfaceConnection()) }
      interfaces[free].socket = socket
      let generation = interfaces[free].generation
      if !queue.watch(socket, tag: Self.tag(.interface, generation: generation, index: free)) {
        interfaces[free].end()
      }
    }
  }

  mutating func interfaceEvent(_ index: Int, at now: UInt64) {
    while interfaces[index].socket >= 0 {
      let count = recv(interfaces[index].socket, buffer.baseAddress, buffer.count, 0)
      if count > 0 {
        interfaces[index].input.append(contentsOf: buffer[..<count])
        answerAll(index)
      } else if count < 0, errno == EINTR {
        continue
      } else if count < 0, errno == EAGAIN {
        break
      } else {
        // Who has asked and says no more still waits for the answer.
        interfaces[index].isEnding = true
        break
      }
    }
    sendAnswers(index)
  }

  private mutating func answerAll(_ index: Int) {
    while !interfaces[index].isEnding {
      switch InterfaceRequest.read(interfaces[index].input) {
      case .needsMore: return
      case .refused(let status):
        let answer = ControlInterface.refusal(ControlError(status, "bad request"))
        interfaces[index].output += answer.bytes(keepsAlive: false)
        interfaces[index].isEnding = true
      case .request(let request, let consumed):
        interfaces[index].input.removeFirst(consumed)
        let answer = ControlInterface.answer(to: request, &self)
        interfaces[index].output += answer.bytes(keepsAlive: request.keepsAlive)
        interfaces[index].isEnding = !request.keepsAlive
      }
    }
    interfaces[index].input = []
  }

  private mutating func sendAnswers(_ index: Int) {
    while interfaces[index].socket >= 0, !interfaces[index].output.isEmpty {
      let count = interfaces[index].output.withUnsafeBytes {
        send(interfaces[index].socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if count > 0 {
        interfaces[index].output.removeFirst(count)
      } else if errno == EAGAIN {
        return
      } else if errno != EINTR {
        return interfaces[index].end()
      }
    }
    if interfaces[index].isEnding { interfaces[index].end() }
  }
}

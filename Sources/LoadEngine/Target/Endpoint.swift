// Where a URL's host really is.

import Glibc

/// A socket address, and whether it is this machine.
package struct Endpoint: Sendable, Hashable {
  /// A `sockaddr` of either family.
  package let bytes: [UInt8]
  package let family: Int32
  /// The address in digits.
  package let text: String
  /// Whether packets to it never leave this machine.
  package let isLoopback: Bool

  /// Every address of a host, in the order in which the system would try them.
  ///
  /// Throws an environment error for a name that nobody knows.
  package static func resolve(_ url: TargetURL) throws(LoadError) -> [Endpoint] {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    hints.ai_flags = AI_NUMERICSERV
    var list: UnsafeMutablePointer<addrinfo>?
    let code = getaddrinfo(url.host, String(url.port), &hints, &list)
    guard code == 0 else {
      let reason = String(cString: gai_strerror(code))
      throw .environment("\(url.host): no address is known (\(reason)); check the host's name")
    }
    defer { freeaddrinfo(list) }
    var endpoints: [Endpoint] = []
    var next = list
    while let entry = next?.pointee {
      if let endpoint = Endpoint(entry), !endpoints.contains(endpoint) {
        endpoints.append(endpoint)
      }
      next = entry.ai_next
    }
    return endpoints
  }

  private init?(_ entry: addrinfo) {
    guard let address = entry.ai_addr, [AF_INET, AF_INET6].contains(entry.ai_family) else {
      return nil
    }
    let raw = UnsafeRawBufferPointer(start: address, count: Int(entry.ai_addrlen))
    bytes = Array(raw)
    family = entry.ai_family
    var digits = [CChar](repeating: 0, count: Int(NI_MAXHOST))
    guard
      getnameinfo(
        address,
        entry.ai_addrlen,
        &digits,
        socklen_t(digits.count),
        nil,
        0,
        NI_NUMERICHOST
      )
        == 0
    else { return nil }
    text = String(decoding: digits.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    isLoopback = Self.isLoopback(bytes, family: family)
  }

  /// 127.0.0.0/8, ::1, and the former as IPv6 writes it.
  private static func isLoopback(_ bytes: [UInt8], family: Int32) -> Bool {
    if family == AF_INET { return bytes.count >= 8 && bytes[4] == 127 }
    guard bytes.count >= 24 else { return false }
    let address = bytes[8..<24]
    if address.dropLast().allSatisfy({ $0 == 0 }) { return address.last == 1 }
    let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 127]
    return address.starts(with: mapped)
  }
}

// Which paths stand under which.

/// Whether a middleware's path lets a route's path through.
enum PathMatch {
  /// Segment by segment; parameters, wildcards and what is unknown fit everything.
  static func covers(_ prefix: PathText, _ path: PathText) -> Bool {
    // Most middlewares stand at the root, and each is asked for every route.
    if prefix.text.isEmpty || prefix.text == "/" { return true }
    var rest = segments(path.text)[...]
    for segment in segments(prefix.text) {
      if isOpen(segment), segment.contains(where: { $0 == UInt8(ascii: "*") }) { return true }
      guard let own = rest.popFirst() else { return !path.isKnown }
      guard own.elementsEqual(segment) || isOpen(segment) || isOpen(own) else { return false }
    }
    return true
  }

  private static func segments(_ text: String) -> [[UInt8]] {
    text.utf8.split(separator: UInt8(ascii: "/")).map { Array($0) }
  }

  private static func isOpen(_ segment: [UInt8]) -> Bool {
    segment.contains { byte in
      byte == UInt8(ascii: ":") || byte == UInt8(ascii: "*") || byte == UInt8(ascii: "$")
        || byte == UInt8(ascii: "(")
    }
  }
}

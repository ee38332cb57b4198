// Paths of routes in the one spelling that they are compared in.

import Facts
import Workspace

extension Evaluator {
  /// A path from the root of the server; a slash at its end means something here.
  static func rooted(_ path: PathText) -> PathText {
    var bytes: [UInt8] = path.text.hasPrefix("…") ? [] : [UInt8(ascii: "/")]
    for byte in path.text.utf8 where byte != UInt8(ascii: "/") || bytes.last != byte {
      bytes.append(byte)
    }
    return PathText(text: String(decoding: bytes, as: UTF8.self), isKnown: path.isKnown)
  }

  /// A path that is written as a pattern, without the pattern's marks: `^orders/(?P<id>\\d+)/$` is `orders/<id>/`.
  static func plain(_ path: PathText) -> PathText {
    let marks: Set<UInt8> = [UInt8(ascii: "^"), UInt8(ascii: "$"), UInt8(ascii: "\\")]
    guard path.isKnown, path.text.utf8.contains(where: { marks.contains($0) }) else { return path }
    let bytes = Array(path.text.utf8)
    var result: [UInt8] = []
    var position = 0
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "(") {
        result += group(in: bytes, from: &position)
        continue
      }
      position += 1
      // `^login/?$`: the slash may be left out.
      let isLast = bytes[position...].allSatisfy { marks.contains($0) }
      if marks.contains(byte) || byte == UInt8(ascii: "?") && isLast { continue }
      result.append(byte)
    }
    return PathText(text: String(decoding: result, as: UTF8.self))
  }

  /// The name of a group, and the place behind it.
  private static func group(in bytes: [UInt8], from position: inout Int) -> [UInt8] {
    let named = Array("(?P<".utf8)
    var name: [UInt8] = []
    if bytes[position...].starts(with: named) {
      name = Array(bytes[(position + named.count)...].prefix { $0 != UInt8(ascii: ">") })
    }
    var depth = 0
    while position < bytes.count {
      if bytes[position] == UInt8(ascii: "(") { depth += 1 }
      if bytes[position] == UInt8(ascii: ")") { depth -= 1 }
      position += 1
      if depth == 0 { break }
    }
    return [UInt8(ascii: "<")] + (name.isEmpty ? Array("group".utf8) : name) + [UInt8(ascii: ">")]
  }
}

// Which known name a mistyped one was meant to be.

/// Suggests names by their edit distance.
package enum NearestName {
  /// Longer names are not compared: nobody mistypes so much.
  private static let longest = 64

  /// The known name that takes the fewest edits, when these are few; of equals the first.
  package static func of(_ name: String, among known: [String]) -> String? {
    let bytes = lowercased(name)
    guard !bytes.isEmpty, bytes.count <= longest else { return nil }
    var best: (name: String, distance: Int)?
    for candidate in known where candidate.utf8.count <= longest {
      let distance = distance(bytes, lowercased(candidate))
      if distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    guard let best, best.distance <= max(2, bytes.count / 3) else { return nil }
    return best.name
  }

  private static func lowercased(_ name: String) -> [UInt8] {
    name.utf8.map { 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 }
  }

  /// Insertions, deletions and replacements that turn one name into the other.
  private static func distance(_ first: [UInt8], _ second: [UInt8]) -> Int {
    var previous = Array(0...second.count)
    for (row, byte) in first.enumerated() {
      var current = [row + 1]
      for (column, other) in second.enumerated() {
        let replaced = previous[column] + (byte == other ? 0 : 1)
        current.append(min(replaced, previous[column + 1] + 1, current[column] + 1))
      }
      previous = current
    }
    return previous[second.count]
  }
}

// Tags of a value that a script has measured.

/// The tags of one value, as the script's side writes them: `key␁value␂`.
struct ScriptTags {
  let values: [String: String]

  init(_ values: [String: String]) { self.values = values }

  init?(_ bytes: [UInt8]) {
    guard !bytes.isEmpty else { return nil }
    var values: [String: String] = [:]
    for pair in bytes.split(separator: 2) {
      let parts = pair.split(separator: 1, maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else { continue }
      values[String(decoding: parts[0], as: UTF8.self)] = String(decoding: parts[1], as: UTF8.self)
    }
    self.values = values
  }
}

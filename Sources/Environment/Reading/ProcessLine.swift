// Procfiles: a name and a command on every line.

/// One line of a Procfile.
struct ProcessLine: Sendable {
  let name: String
  let command: String
  let line: Int

  static func all(in bytes: [UInt8]) -> [ProcessLine] {
    let text = String(decoding: bytes, as: UTF8.self)
    return text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated()
      .compactMap { index, line in
        guard let colon = line.firstIndex(of: ":"), !line.hasPrefix("#") else { return nil }
        let name = line[..<colon].filter { !$0.isWhitespace }
        return ProcessLine(
          name: String(name),
          command: String(line[colon...].dropFirst()),
          line: index + 1
        )
      }
  }
}

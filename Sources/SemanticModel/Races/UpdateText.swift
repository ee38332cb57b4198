// Reads an UPDATE only as far as it takes to say what it sets and where.

/// An UPDATE, read as far as it takes to say what it sets and where.
struct UpdateText {
  enum Source { case parameter(Int), itself, other }

  private(set) var columns: [(name: String, source: Source)] = []
  private(set) var conditions: Set<String> = []

  init?(_ text: String) {
    let words = Self.tokens(text)
    guard words.first?.lowercased() == "update",
      let set = words.firstIndex(where: { $0.lowercased() == "set" })
    else { return nil }
    let end = words[set...].firstIndex { $0.lowercased() == "where" } ?? words.count
    conditions = Set(words[end...].map { Self.column($0) })
    var position = set + 1
    var questions = 0
    while position + 1 < end {
      guard words[position + 1] == "=" else {
        position += 1
        continue
      }
      let name = Self.column(words[position])
      let next = words[(position + 2)..<end].firstIndex(of: ",") ?? end
      let value = words[(position + 2)..<next]
      var source = Source.other
      if value.contains(where: { Self.column($0) == name }) {
        source = .itself
      } else if value.count == 1, let only = value.first {
        if only.hasPrefix("$"), let number = Int(only.dropFirst()) {
          source = .parameter(number - 1)
        } else if only == "?" || only.hasPrefix("%") {
          source = .parameter(questions)
        }
      }
      questions += value.count { $0 == "?" || $0.hasPrefix("%") }
      columns.append((name, source))
      position = next + 1
    }
  }

  private static func column(_ word: String) -> String {
    word.split(separator: ".").last.map(String.init) ?? word
  }

  /// The names in a text.
  static func words(_ text: String) -> Set<String> {
    Set(tokens(text).prefix(64).map { column($0) })
  }

  private static func tokens(_ text: String) -> [String] {
    var result: [String] = []
    var word: [UInt8] = []
    func isPart(_ byte: UInt8) -> Bool {
      byte >= 48 && byte <= 57 || byte | 32 >= 97 && byte | 32 <= 122 || byte == 95 || byte == 46
        || byte == 36 || byte == 37 || byte == 63
    }
    for byte in text.utf8.prefix(8_192) {
      if isPart(byte) {
        word.append(byte)
        continue
      }
      if !word.isEmpty { result.append(String(decoding: word, as: UTF8.self)) }
      word = []
      if byte == 61 || byte == 44 { result.append(byte == 61 ? "=" : ",") }
    }
    if !word.isEmpty { result.append(String(decoding: word, as: UTF8.self)) }
    return result
  }
}

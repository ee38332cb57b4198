// A further name in an import that the file has already.

import SemanticModel
import SourceText

extension SourceEdit {
  /// Imports a name of a module beside those that the file imports of it; false where that has no place.
  mutating func importName(_ name: String, from module: String, _ unit: Int, in program: Program)
    -> Bool
  {
    let imports = program.imports(of: module, in: unit)
    for span in imports {
      let text = source(span)
      guard let open = text.firstIndex(of: "{"), let close = text.lastIndex(of: "}") else {
        continue
      }
      let names = text[text.index(after: open)..<close].split { !Self.isPartOfName($0) }
      if names.contains(where: { $0 == name }) { return true }
      let bytes = Array(text[..<close].utf8)
      guard let last = bytes.lastIndex(where: { $0 > 32 }) else { continue }
      let at = span.start + UInt32(last) + 1
      let hasComma = bytes[last] == UInt8(ascii: ",")
      let isStacked = bytes[last...].contains(0x0A)
      let separator = isStacked ? "\n\(lineHead(before: at).indent)" : " "
      let addition = hasComma ? "\(separator)\(name)," : ",\(separator)\(name)"
      replace(ByteSpan(start: at, end: at), with: addition)
      return true
    }
    return false
  }

  /// The same for `from module import name` on a line of its own, which is added where there is none yet.
  mutating func importNames(_ names: [String], fromPython module: String) -> Bool {
    let bytes = slice(place.span)
    let head = Array("from \(module) import ".utf8)
    let package = Array("from \(module.prefix { $0 != "." })".utf8)
    var fallback: Int?
    var first: Int?
    var start = bytes.startIndex
    while start < bytes.endIndex {
      let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.endIndex
      let line = bytes[start..<end]
      if line.starts(with: head) { return add(names, to: line.dropFirst(head.count)) }
      if line.starts(with: package) { fallback = fallback ?? start }
      if line.starts(with: "from ".utf8) || line.starts(with: "import ".utf8) {
        if !line.starts(with: "from __future__".utf8) { first = first ?? start }
      }
      start = end + 1
    }
    guard let at = fallback ?? first else { return false }
    let place = ByteSpan(start: UInt32(at), end: UInt32(at))
    replace(place, with: "from \(module) import \(names.joined(separator: ", "))\n")
    return true
  }

  private mutating func add(_ wanted: [String], to names: ArraySlice<UInt8>) -> Bool {
    let text = String(decoding: names, as: UTF8.self)
    let words = text.prefix { $0 != "#" }.split { !Self.isPartOfName($0) }.map(String.init)
    let missing = wanted.filter { !words.contains($0) }
    if missing.isEmpty { return true }
    // Names of several lines, in parentheses, are not taken apart here.
    guard !text.contains("("), !text.contains("\\"), !text.contains("#") else { return false }
    guard let last = names.lastIndex(where: { $0 > 32 }) else { return false }
    let at = UInt32(last) + 1
    replace(ByteSpan(start: at, end: at), with: ", \(missing.joined(separator: ", "))")
    return true
  }

  private static func isPartOfName(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_" || character == "$"
  }
}

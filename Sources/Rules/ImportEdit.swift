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

  /// Imports what a module of JavaScript exports as a whole, behind the other imports and in their way.
  mutating func importWhole(_ name: String, from module: String) -> Bool {
    guard let last = lastImport else { return false }
    let from = "\(style.quote)\(module)\(style.quote)"
    let text = last.isRequired ? "const \(name) = require(\(from))" : "import \(name) from \(from)"
    let at = ByteSpan(start: last.end, end: last.end)
    replace(at, with: "\(text)\(style.hasSemicolons ? ";" : "")\n")
    return true
  }

  /// Puts a definition behind the imports of a JavaScript file, with an empty line around it.
  mutating func define(_ text: String) -> Bool {
    guard let last = lastImport else { return false }
    replace(ByteSpan(start: last.end, end: last.end), with: "\n\(text)")
    return true
  }

  /// Behind the line of the last import of a JavaScript file, and whether it is a `require`.
  private var lastImport: (end: UInt32, isRequired: Bool)? {
    let bytes = slice(place.span)
    var last: (end: UInt32, isRequired: Bool)?
    var start = bytes.startIndex
    var isOpen = false
    while start < bytes.endIndex {
      guard let end = bytes[start...].firstIndex(of: 0x0A) else { break }
      let line = String(decoding: bytes[start..<end].prefix(300), as: UTF8.self)
      let isImport = line.hasPrefix("import ") || isOpen && line.hasPrefix("}")
      let isWhole = line.contains("\"") || line.contains("'")
      isOpen = isImport ? !isWhole : isOpen
      if isImport, isWhole {
        last = (UInt32(end + 1), false)
      } else if line.hasPrefix("const "), line.contains("require("), line.contains(")") {
        last = (UInt32(end + 1), true)
      }
      start = end + 1
    }
    return last
  }

  /// The same for `from module import name` on a line of its own, which is added among its like where there is none yet.
  mutating func importNames(
    _ names: [String],
    fromPython module: String,
    in program: Program
  ) -> Bool {
    let head = Array("from \(module) import ".utf8)
    let block = PythonImports(slice(place.span), folders: program.moduleNames)
    for line in block.lines where slice(line.span).starts(with: head) {
      return add(names, to: slice(line.span).dropFirst(head.count))
    }
    guard let (at, before, after) = block.place(of: module) else { return false }
    replace(
      ByteSpan(start: at, end: at),
      with: "\(before)from \(module) import \(names.joined(separator: ", "))\n\(after)"
    )
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
    // Names that stand in order stay so.
    if words == words.sorted(), words.joined(separator: ", ") == text.trimmingBlanks {
      let all = (words + missing).sorted().joined(separator: ", ")
      replace(ByteSpan(start: UInt32(names.startIndex), end: at), with: all)
      return true
    }
    replace(ByteSpan(start: at, end: at), with: ", \(missing.joined(separator: ", "))")
    return true
  }

  private static func isPartOfName(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_" || character == "$"
  }
}

extension String {
  /// The text without the blanks at its end.
  fileprivate var trimmingBlanks: String {
    String(reversed().drop { $0 == " " || $0 == "\r" || $0 == "\t" }.reversed())
  }
}

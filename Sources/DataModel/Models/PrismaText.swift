// Cuts a Prisma schema into models, fields and attributes.

import Queries
import SourceText

/// One `@attribute(arguments)` of a field or a block.
struct PrismaAttribute {
  /// Without its at signs: `index`, `db.VarChar`.
  let name: String
  /// The arguments, cut at the commas outside of brackets.
  private let parts: [Substring]

  init(name: String, arguments: Substring) {
    self.name = name
    parts = PrismaText.cut(arguments)
  }

  /// An argument by its name, or the first without one.
  func argument(_ name: String, isFirst: Bool = false) -> String? {
    for part in parts {
      let trimmed = PrismaText.trimmed(part)
      let rest = trimmed.utf8.dropFirst(name.utf8.count)
      if rest.first == UInt8(ascii: ":"), trimmed.hasPrefix(name) {
        return String(PrismaText.trimmed(Substring(rest.dropFirst())))
      }
    }
    guard isFirst, let first = parts.first.map(PrismaText.trimmed) else { return nil }
    return first.contains(":") && !first.hasPrefix("[") ? nil : String(first)
  }

  /// A text argument, without its quotes.
  func text(_ name: String, isFirst: Bool = false) -> String? {
    argument(name, isFirst: isFirst).flatMap { value in
      value.hasPrefix("\"") && value.utf8.count > 1 ? String(value.dropFirst().dropLast()) : nil
    }
  }

  /// The fields of a list argument, with what stands in parentheses behind each; Prisma takes one field without brackets
  /// as a list of one.
  func list(_ name: String) -> [(field: String, options: String)] {
    guard let value = argument(name, isFirst: true), !value.isEmpty, !value.hasPrefix("\"")
    else { return [] }
    let isList = value.hasPrefix("[")
    guard !isList || value.hasSuffix("]") else { return [] }
    let items = isList ? value.dropFirst().dropLast() : value[...]
    return PrismaText.cut(items).map { part in
      let item = PrismaText.trimmed(part)
      let end = item.utf8.firstIndex(of: UInt8(ascii: "(")) ?? item.endIndex
      return (String(item[..<end]), String(item[end...]))
    }
  }
}

/// One field of a model.
struct PrismaField {
  let name: String
  /// Without its marks.
  let type: String
  let isList: Bool
  let isOptional: Bool
  let attributes: [PrismaAttribute]
  let site: SchemaSite
  let columnName: String
  let relationName: String?

  init(
    name: Substring,
    type: Substring,
    isList: Bool,
    isOptional: Bool,
    attributes: [PrismaAttribute],
    site: SchemaSite
  ) {
    self.name = String(name)
    self.type = String(type)
    self.isList = isList
    self.isOptional = isOptional
    self.attributes = attributes
    self.site = site
    let map = attributes.first { $0.name == "map" }
    columnName = map?.text("name", isFirst: true) ?? self.name
    let relation = attributes.first { $0.name == "relation" }
    relationName = relation?.text("name", isFirst: true)
  }

  func attribute(_ name: String) -> PrismaAttribute? { attributes.first { $0.name == name } }
}

/// The blocks of one schema file.
struct PrismaText {
  private(set) var models: [PrismaModel] = []
  private(set) var enumerations: [String: [String]] = [:]
  private(set) var relationMode: String?

  init(_ bytes: [UInt8], path: String) {
    let lines = LineIndex(of: bytes)
    var block: (kind: Substring, name: String, site: SchemaSite)?
    var fields: [PrismaField] = []
    var attributes: [(PrismaAttribute, SchemaSite)] = []
    var values: [String] = []
    var pending = ""
    for number in 0..<lines.lineCount {
      let start = Int(lines.starts[number])
      let end = number + 1 < lines.lineCount ? Int(lines.starts[number + 1]) : bytes.count
      let line = Self.withoutComment(String(decoding: bytes[start..<end], as: UTF8.self))
      let text = Self.trimmed((pending + line)[...])
      pending = ""
      guard !text.isEmpty else { continue }
      let span = ByteSpan(start: UInt32(start), end: UInt32(max(start, end - 1)))
      let site = SchemaSite(path: path, line: number + 1, span: span)
      guard let open = block else {
        let words = text.split(separator: " ")
        if words.count >= 2, text.hasSuffix("{") { block = (words[0], String(words[1]), site) }
        continue
      }
      if text.hasPrefix("}") {
        if ["model", "view", "type"].contains(open.kind) {
          models.append(
            PrismaModel(
              name: open.name,
              isTable: open.kind == "model",
              fields: fields,
              attributes: attributes,
              site: open.site
            )
          )
        } else if open.kind == "enum" {
          enumerations[open.name] = values
        }
        (block, fields, attributes, values) = (nil, [], [], [])
      } else if Self.isOpen(text), text.utf8.count < 4_000 {
        pending = text + " "
      } else if open.kind == "enum" {
        values.append(String(text.prefix { $0 != " " }))
      } else if open.kind == "datasource" {
        if text.hasPrefix("relationMode") {
          relationMode = text.split(separator: "\"").dropFirst().first.map(String.init)
        }
      } else if text.hasPrefix("@@") {
        attributes += Self.attributes(of: text).map { ($0, site) }
      } else if let field = Self.field(text, site) {
        fields.append(field)
      }
    }
  }

  private static func field(_ text: Substring, _ site: SchemaSite) -> PrismaField? {
    let isEnd = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
    let name = Substring(text.utf8.prefix { !isEnd($0) })
    let rest = trimmed(text[name.endIndex...])
    var type = Substring(rest.utf8.prefix { !isEnd($0) && $0 != UInt8(ascii: "@") })
    guard !name.isEmpty, !type.isEmpty else { return nil }
    let attributes = attributes(of: rest[type.endIndex...])
    let isOptional = type.hasSuffix("?")
    if isOptional { type = type.dropLast() }
    let isList = type.hasSuffix("[]")
    if isList { type = type.dropLast(2) }
    return PrismaField(
      name: name,
      type: type,
      isList: isList,
      isOptional: isOptional,
      attributes: attributes,
      site: site
    )
  }

  /// The attributes of a line.
  private static func attributes(of text: Substring) -> [PrismaAttribute] {
    var result: [PrismaAttribute] = []
    var rest = text
    while let at = rest.utf8.firstIndex(of: UInt8(ascii: "@")) {
      rest = Substring(rest.utf8[at...].drop { $0 == UInt8(ascii: "@") })
      let name = Substring(rest.utf8.prefix(while: isOfName))
      rest = rest[name.endIndex...]
      var arguments = Substring()
      if rest.utf8.first == UInt8(ascii: "(") {
        let end = closing(rest)
        arguments = Substring(rest[..<end].utf8.dropFirst())
        rest = Substring(rest[end...].utf8.dropFirst())
      }
      result.append(PrismaAttribute(name: String(name), arguments: arguments))
    }
    return result
  }

  private static func isOfName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"):
      true
    default: byte >= 0x80
    }
  }

  /// Where the bracket that a text begins with is closed.
  private static func closing(_ text: Substring) -> Substring.Index {
    var depth = 0
    var isText = false
    for index in text.utf8.indices {
      switch text.utf8[index] {
      case UInt8(ascii: "\""): isText.toggle()
      case UInt8(ascii: "(") where !isText, UInt8(ascii: "[") where !isText: depth += 1
      case UInt8(ascii: ")") where !isText, UInt8(ascii: "]") where !isText:
        depth -= 1
        if depth == 0 { return index }
      default: break
      }
    }
    return text.endIndex
  }

  private static func isOpen(_ text: Substring) -> Bool {
    var depth = 0
    var isText = false
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): isText.toggle()
      case UInt8(ascii: "(") where !isText, UInt8(ascii: "[") where !isText: depth += 1
      case UInt8(ascii: ")") where !isText, UInt8(ascii: "]") where !isText: depth -= 1
      default: break
      }
    }
    return depth > 0
  }

  /// Cuts a text at its commas outside of brackets and quotes.
  static func cut(_ text: Substring) -> [Substring] {
    var result: [Substring] = []
    var start = text.startIndex
    var depth = 0
    var isText = false
    for index in text.utf8.indices {
      switch text.utf8[index] {
      case UInt8(ascii: "\""): isText.toggle()
      case UInt8(ascii: "(") where !isText, UInt8(ascii: "[") where !isText,
        UInt8(ascii: "{") where !isText:
        depth += 1
      case UInt8(ascii: ")") where !isText, UInt8(ascii: "]") where !isText,
        UInt8(ascii: "}") where !isText:
        depth -= 1
      case UInt8(ascii: ",") where !isText && depth == 0:
        result.append(text[start..<index])
        start = text.utf8.index(after: index)
      default: break
      }
    }
    result.append(text[start...])
    return result.filter { !trimmed($0).isEmpty }
  }

  static func trimmed(_ text: Substring) -> Substring {
    let isSpace = { (byte: UInt8) in byte == UInt8(ascii: " ") || (9...13).contains(byte) }
    var bytes = text.utf8.drop(while: isSpace)
    while bytes.last.map(isSpace) == true { bytes.removeLast() }
    return Substring(bytes)
  }

  private static func withoutComment(_ line: String) -> String {
    guard line.utf8.contains(UInt8(ascii: "/")) else { return line }
    var isText = false
    var previous: UInt8 = 0
    for index in line.utf8.indices {
      let byte = line.utf8[index]
      if byte == UInt8(ascii: "\"") { isText.toggle() }
      if byte == UInt8(ascii: "/"), previous == byte, !isText {
        return String(line[..<line.utf8.index(before: index)])
      }
      previous = byte
    }
    return line
  }
}

// One query for all elements of a loop, written out in the user's own names.

import Findings
import SemanticModel
import SourceText

/// A loop that asks once per element, and the same loop that asks once.
struct Batch {
  private let call: RepeatedCall
  private let program: Program
  private let walk: Walk
  private let use: Use
  private let edit: SourceEdit

  /// Nil where the loop walks nothing that has a name.
  init?(_ call: RepeatedCall, in program: Program) {
    guard let walk = program.walk(of: call.repetition) else { return nil }
    let statement = Self.whole(walk.statement, in: program)
    guard let statement, statement.span.contains(call.site.use.whole) else { return nil }
    self.call = call
    self.program = program
    self.walk = walk
    use = call.site.use
    edit = SourceEdit(statement, in: program)
  }

  /// The statement from the first word of its line to its semicolon; nil where more stands on the line.
  private static func whole(_ place: SourcePlace, in program: Program) -> SourcePlace? {
    let edit = SourceEdit(place, in: program)
    let head = edit.lineHead(before: place.span.start).text
    guard !head.contains("("), !head.contains(";"), !head.contains("=>") else { return nil }
    var span = place.span
    span.start -= min(span.start, UInt32(truncatingIfNeeded: head.utf8.count))
    if edit.source(ByteSpan(start: span.end, end: span.end + 1)) == ";" { span.end += 1 }
    return SourcePlace(unit: place.unit, span: span)
  }

  /// The loop as it stands, and as it would be; nil where the query cannot be batched without inventing anything.
  var remedy: (before: String, after: String, note: String)? {
    guard let plan = BatchPlan(call, walk: walk, use: use, program), !walk.taken.contains("found")
    else {
      return nil
    }
    let query = edited(plan)
    guard let query, let loop = loop(plan), let before = edit.text else { return nil }
    let lookup = plan.lookup
    let lines =
      ["const found = await \(query);"] + plan.index + [Excerpt.short(loop, keeping: lookup)]
    return (
      Excerpt.short(before, keeping: edit.source(use.whole)),
      lines.joined(separator: "\n\(indent)"),
      plan.note
    )
  }

  /// The loop replaced by the query, its index and the loop that looks up; nil where the text needs something more.
  var repair: Repair? {
    guard let plan = BatchPlan(call, walk: walk, use: use, program), !walk.taken.contains("found"),
      let query = edited(plan), let loop = loop(plan)
    else { return nil }
    var file = program.edit(ofFile: edit.place.unit)
    let own = (["const found = await \(query);"] + plan.index).map { styled($0, file.style) }
    let lines = own + [loop]
    file.replace(edit.place.span, with: lines.joined(separator: "\n\(indent)"))
    if let needed = plan.needed {
      guard file.importName(needed.name, from: needed.module, edit.place.unit, in: program) else {
        return nil
      }
    }
    return program.repair([file], .unsafe)
  }

  /// A line of ours with the indentation and the semicolons of the file.
  private func styled(_ line: String, _ style: SourceStyle) -> String {
    let deep = line.hasPrefix("  ") ? style.indent + line.dropFirst(2) : line
    return style.hasSemicolons || !deep.hasSuffix(";") ? deep : String(deep.dropLast())
  }

  private var indent: String { edit.lineHead(before: edit.place.span.start).indent }

  private func edited(_ plan: BatchPlan) -> String? {
    var query = SourceEdit(SourcePlace(unit: edit.place.unit, span: use.chain), in: program)
    for change in plan.changes { query.replace(change.span, with: change.text) }
    let inner = edit.lineHead(before: use.chain.start).indent
    guard inner.hasPrefix(indent) else { return query.text }
    // The query moves out of the loop, and its further lines with it.
    return query.text?.replacing("\n\(inner)", with: "\n\(indent)")
  }

  /// The loop with a look-up in place of the query.
  private func loop(_ plan: BatchPlan) -> String? {
    var loop = edit
    let next = edit.source(ByteSpan(start: use.whole.end, end: use.whole.end + 1))
    let isAlone = [";", ")", ",", "\n", "\r", ""].contains(next)
    loop.replace(use.whole, with: isAlone ? plan.lookup : "(\(plan.lookup))")
    return loop.text
  }
}

/// Words of a piece of source.
enum Words {
  /// How often a name is mentioned: not as a member, nor as the key of a property.
  static func count(of name: String, in bytes: ArraySlice<UInt8>) -> Int {
    let wanted = Array(name.utf8)
    guard !wanted.isEmpty else { return 0 }
    var count = 0
    var start = bytes.startIndex
    while start < bytes.endIndex {
      guard isWord(bytes[start]) else {
        start += 1
        continue
      }
      let word = bytes[start...].prefix(while: isWord)
      let isMember =
        start > bytes.startIndex && bytes[start - 1] == UInt8(ascii: ".")
        && !(start > bytes.startIndex + 1 && bytes[start - 2] == UInt8(ascii: "."))
      let isKey = word.endIndex < bytes.endIndex && bytes[word.endIndex] == UInt8(ascii: ":")
      if word.elementsEqual(wanted), !isMember, !isKey { count += 1 }
      start = word.endIndex
    }
    return count
  }

  /// The text with one name in place of another: members of other things and keys stay, `{ name }` becomes
  /// `{ name: new }`.
  static func renamed(_ name: String, to new: String, in text: String) -> String {
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var open: [UInt8] = []
    var start = 0
    while start < bytes.count {
      let byte = bytes[start]
      guard isWord(byte) else {
        if "([{".utf8.contains(byte) { open.append(byte) }
        if ")]}".utf8.contains(byte), !open.isEmpty { open.removeLast() }
        result.append(byte)
        start += 1
        continue
      }
      let word = bytes[start...].prefix(while: isWord)
      let before = bytes[..<start].last { !isSpace($0) }
      let next = bytes[word.endIndex...].first { !isSpace($0) }
      // A property stands behind a brace or a comma, directly within braces.
      let isProperty =
        open.last == UInt8(ascii: "{")
        && (before == UInt8(ascii: "{") || before == UInt8(ascii: ","))
      let isKey = isProperty && next == UInt8(ascii: ":")
      let isShort = isProperty && (next == UInt8(ascii: ",") || next == UInt8(ascii: "}"))
      let isMember = start > 0 && bytes[start - 1] == UInt8(ascii: ".")
      let isOwn = !isMember && !isKey && word.elementsEqual(name.utf8)
      if isOwn, isShort { result += Array(word) + Array(": ".utf8) }
      result += isOwn ? Array(new.utf8) : Array(word)
      start = word.endIndex
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }

  static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"), 128...:
      true
    default: false
    }
  }
}

/// Code short enough for a report.
enum Excerpt {
  private static let limit = 15

  /// Keeps the head, the lines that matter and the end of a text that is too long.
  static func short(_ text: String, keeping part: String) -> String {
    let lines = Self.lines(of: text)
    let important = Self.lines(of: part)
    guard lines.count > limit, let first = important.first, let last = important.last else {
      return text
    }
    let from = lines.firstIndex { $0.holds(first) } ?? 0
    let to = lines[from...].firstIndex { $0.holds(last) } ?? from
    let isAfterLoop = from > 8 ? 1 : min(from, 8)
    var result: [String] = []
    var isCut = false
    for (position, line) in lines.enumerated() {
      let isKept =
        position < isAfterLoop || position == lines.count - 1
        || position >= from - 1 && position <= min(to + 1, from + limit - 4)
      if isKept {
        result.append(line)
      } else if !isCut {
        result.append("  // …")
      }
      isCut = !isKept
    }
    return result.joined(separator: "\n")
  }

  private static func lines(of text: String) -> [String] {
    Array(text.utf8).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
  }
}

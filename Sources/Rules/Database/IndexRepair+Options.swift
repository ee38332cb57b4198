// Indexes that mappers take among the options of a whole model.

import Findings
import Queries
import SemanticModel
import SourceText

extension IndexRepair {
  /// An entry of `Meta.indexes`, which is added where the model has none.
  func djangoMeta(_ unit: Int) -> Repair? {
    guard program.knows("models", in: unit),
      let text = declaration(for: "Django", properties),
      let member = program.classMember(properties[0], around: site.span, in: unit)
    else { return nil }
    var edit = program.edit(ofFile: unit)
    let index = text.replacing("\"", with: edit.style.quote)
    guard let meta = program.innerClass("Meta", around: site.span, in: unit) else {
      guard !member.siblings.contains("Meta"),
        let end = Self.lineEnd(behind: member.lastField.end, in: edit)
      else { return nil }
      let indent = edit.lineHead(before: member.lastField.start).indent
      let inner = indent + edit.style.indent
      edit.replace(
        ByteSpan(start: end, end: end),
        with: "\n\n\(indent)class Meta:\n\(inner)indexes = [\(index)]"
      )
      return program.repair([edit])
    }
    guard let given = meta.indexes else {
      guard let last = meta.lastField, let end = Self.lineEnd(behind: last.end, in: edit) else {
        return nil
      }
      let indent = edit.lineHead(before: last.start).indent
      edit.replace(
        ByteSpan(start: end, end: end),
        with: "\n\(indent)indexes = [\(index)]"
      )
      return program.repair([edit])
    }
    return append(index, toList: given, &edit) ? program.repair([edit]) : nil
  }

  /// An entry among the options of `define` or `init`, which `sync` builds; a migration builds it elsewhere.
  func sequelize(_ unit: Int) -> Repair? {
    guard !isSpatial, let text = declaration(for: "Sequelize", properties) else { return nil }
    for (name, position) in [("define", 2), ("init", 1)] {
      guard let place = program.call(named: name, around: site.span, in: unit) else { continue }
      let quote = program.edit(ofFile: unit).style.quote
      return program.edit(of: place, adding: [text.replacing("\"", with: quote)], at: position)
        .map { program.repair([$0]) }
    }
    return nil
  }

  /// The third argument of a table of PostgreSQL, where it has none yet.
  func drizzle(_ unit: Int) -> Repair? {
    let module = "drizzle-orm/pg-core"
    guard !isSpatial, let text = declaration(for: "Drizzle", properties),
      let place = program.call(named: "pgTable", around: site.span, in: unit),
      let end = program.lastArgument(of: place, count: 2)
    else { return nil }
    var edit = program.edit(ofFile: unit)
    guard edit.importName("index", from: module, unit, in: program) else { return nil }
    let index = text.replacing("\"", with: edit.style.quote)
    edit.replace(ByteSpan(start: end, end: end), with: ", (table) => [\(index)]")
    return program.repair([edit])
  }

  /// One more entry behind the last one of a list.
  private func append(_ entry: String, toList span: ByteSpan, _ edit: inout SourceEdit) -> Bool {
    let bytes = edit.slice(span)
    guard bytes.first == UInt8(ascii: "["), bytes.last == UInt8(ascii: "]"),
      !bytes.contains(UInt8(ascii: "#")),
      let last = bytes.dropLast().lastIndex(where: { $0 > 32 })
    else { return false }
    let end = UInt32(last) + 1
    let isEmpty = last == bytes.startIndex
    let isStacked = bytes[last...].contains(0x0A)
    let hasComma = bytes[last] == UInt8(ascii: ",")
    let gap = isEmpty ? "" : isStacked ? "\n\(edit.lineHead(before: end).indent)" : " "
    let text = (hasComma || isEmpty ? "" : ",") + gap + entry + (isStacked ? "," : "")
    edit.replace(ByteSpan(start: end, end: end), with: text)
    return true
  }
}

// An index declared where its model is declared.

import Findings
import Queries
import SemanticModel
import SourceText

/// The edits that declare a missing index in the words of the user's mapper.
struct IndexRepair {
  let group: IndexGapGroup
  let program: Program
  let site: SchemaSite
  private let unit: Int?

  /// `unit` is the source file of the declaration; nil for a schema file.
  init?(_ group: IndexGapGroup, in program: Program, units: [String: Int]) {
    guard let site = IndexGapIdentity.site(of: group.lead, in: group.table) else { return nil }
    self.group = group
    self.program = program
    self.site = site
    unit = units[site.path]
  }

  /// Nil where the declaration is of a form that these edits do not know.
  var repair: Repair? {
    guard keys.allSatisfy({ $0.expression == nil }) else { return nil }
    switch group.best.site.library {
    case "Prisma": return prisma.flatMap(migrated)
    case "Mongoose": return unit.flatMap(mongoose)
    case "TypeORM": return unit.flatMap(typeORM)
    case "SQLAlchemy": return unit.flatMap { python($0, keyword: "index=True", isTable: true) }
    case "Django":
      return unit.flatMap {
        keys.count == 1 ? python($0, keyword: "db_index=True", isTable: false) : djangoMeta($0)
      }
    case "Sequelize": return unit.flatMap(sequelize)
    case "Drizzle": return unit.flatMap(drizzle)
    default: return migration
    }
  }

  /// A numbered file of SQL behind those in the folder of the table's own, where all of it is written so.
  private var migration: Repair? {
    guard group.table.source == .migrations, !isSpatial else { return nil }
    let series = NumberedFiles(beside: site.path, in: program.filePaths)
    guard let path = series?.next(named: "indexes") else { return nil }
    // A runner may send each file as one transaction, in which an index cannot be built beside the writes.
    let text = IndexRemedy(group).statement(concurrently: false) + "\n"
    return Repair([Repair.Edit(file: path, start: 0, end: 0, text: text)], .unsafe)
  }

  var keys: [IndexKey] { group.best.gap.keys }

  var properties: [String] {
    keys.map { group.table.column($0.column)?.property ?? $0.column }
  }

  var isSpatial: Bool { group.best.gap.reason == .spatial }

  func declaration(for library: String, _ properties: [String]) -> String? {
    IndexDeclaration(
      table: group.table.name,
      keys: keys,
      properties: properties,
      isSpatial: isSpatial
    )
    .text(for: library)
  }

  // MARK: Prisma

  /// A line before the brace that closes the model.
  private var prisma: Repair? {
    guard site.path.utf8.suffix(7).elementsEqual(".prisma".utf8), !isSpatial,
      let text = declaration(for: "Prisma", properties)
    else { return nil }
    let bytes = program.bytes(ofFile: site.path)
    var start = min(Int(site.span.start), bytes.count)
    while start > 0, bytes[start - 1] != 0x0A { start -= 1 }
    var indent = ""
    var last: ArraySlice<UInt8> = []
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      let words = bytes[start..<end].drop { $0 <= 32 }
      if words.first == UInt8(ascii: "}") {
        let gap = last.first == UInt8(ascii: "@") || last.isEmpty ? "" : "\n"
        let line = "\(gap)\(indent.isEmpty ? "  " : indent)\(text)\n"
        return Repair([Repair.Edit(file: site.path, start: start, end: start, text: line)], .safe)
      }
      if !words.isEmpty {
        indent = String(decoding: bytes[start..<words.startIndex], as: UTF8.self)
      }
      last = words
      start = end + 1
    }
    return nil
  }

  // MARK: Mongoose

  /// A statement behind the one that makes the schema.
  private func mongoose(_ unit: Int) -> Repair? {
    guard let made = program.construction(around: site.span, in: unit),
      let text = declaration(for: "Mongoose", properties)
    else { return nil }
    var edit = program.edit(ofFile: unit)
    let style = SourceStyle(edit)
    var end = made.end
    var gap = "\n\n"
    // Behind the indexes that stand there already.
    while let next = Self.line(behind: end, in: edit) {
      let words = edit.source(next)
      let isIndex =
        words.hasPrefix("\(made.name).index(") && (words.hasSuffix(")") || words.hasSuffix(";"))
      guard isIndex || words.isEmpty else { break }
      if isIndex {
        end = next.end
        gap = "\n"
      } else {
        let later = Self.line(behind: next.end, in: edit).map { edit.source($0) } ?? ""
        guard later.hasPrefix("\(made.name).index(") else { break }
        end = next.end
      }
    }
    let statement = made.name + text.dropFirst("schema".count)
    let line = style.hasSemicolons ? statement : String(statement.dropLast())
    edit.replace(
      ByteSpan(start: end, end: end),
      with: gap + line.replacing("\"", with: style.quote)
    )
    return program.repair([edit])
  }

  /// The next line without its end; nil behind the last one.
  private static func line(behind offset: UInt32, in edit: SourceEdit) -> ByteSpan? {
    let rest = edit.slice(ByteSpan(start: offset, end: edit.place.span.end))
    guard let lineEnd = rest.firstIndex(of: 0x0A) else { return nil }
    let start = lineEnd + 1
    let end = rest[start...].firstIndex(of: 0x0A) ?? rest.endIndex
    let isCRLF = end > start && rest[end - 1] == 0x0D
    return ByteSpan(start: UInt32(start), end: UInt32(isCRLF ? end - 1 : end))
  }

  // MARK: TypeORM

  /// A decorator above the others of the class.
  private func typeORM(_ unit: Int) -> Repair? {
    guard !isSpatial, let start = program.classStart(around: site.span, in: unit),
      let text = declaration(for: "TypeORM", properties)
    else { return nil }
    var edit = program.edit(ofFile: unit)
    let head = edit.lineHead(before: start)
    let line = start - UInt32((head.indent + head.text).utf8.count)
    guard edit.importName("Index", from: "typeorm", unit, in: program) else { return nil }
    let decorator = text.replacing("\"", with: SourceStyle(edit).quote)
    edit.replace(ByteSpan(start: line, end: line), with: "\(head.indent)\(decorator)\n")
    return program.repair([edit])
  }

  // MARK: Python

  /// An argument of the column, or an entry of the table's arguments for several columns.
  private func python(_ unit: Int, keyword: String, isTable: Bool) -> Repair? {
    let isOne = keys.count == 1
    guard let member = program.classMember(properties[0], around: site.span, in: unit) else {
      return nil
    }
    if isOne {
      return program.edit(of: member.value, withArguments: [keyword]).map { program.repair([$0]) }
    }
    guard isTable,
      let text = declaration(for: "SQLAlchemy", keys.map(\.column))
    else { return nil }
    var edit = program.edit(ofFile: unit)
    let maker = program.callee(at: member.value)
    // Names that hang on one object (`db.Column`) have the index beside them.
    let owner = maker.split(separator: ".").dropLast().joined(separator: ".")
    if owner.isEmpty, !edit.importNames(["Index"], fromPython: "sqlalchemy", in: program) {
      return nil
    }
    let prefix = owner.isEmpty ? "" : owner + "."
    let index = prefix + text.replacing("\"", with: SourceStyle(edit).quote)
    if member.siblings.contains("__table_args__") {
      let given = program.classMember("__table_args__", around: site.span, in: unit)?.value.span
      guard let given, Self.add(index, toTuple: given, &edit) else { return nil }
      return program.repair([edit])
    }
    let indent = edit.lineHead(before: member.lastField.start).indent
    // What belongs to the table stands beside its name.
    let name = program.classMember("__tablename__", around: site.span, in: unit)?.value.span
    guard let end = Self.lineEnd(behind: (name ?? member.lastField).end, in: edit) else {
      return nil
    }
    edit.replace(
      ByteSpan(start: end, end: end),
      with: "\(name == nil ? "\n" : "")\n\(indent)__table_args__ = (\(index),)"
    )
    return program.repair([edit])
  }

  /// A further entry behind the last one; options of the table (`{…}`) stand last and are left alone.
  private static func add(_ entry: String, toTuple span: ByteSpan, _ edit: inout SourceEdit) -> Bool
  {
    let bytes = edit.slice(span)
    guard bytes.first == UInt8(ascii: "("), bytes.last == UInt8(ascii: ")"),
      !bytes.contains(UInt8(ascii: "{")), !bytes.contains(UInt8(ascii: "#")),
      let last = bytes.dropLast().lastIndex(where: { $0 > 32 }), last > bytes.startIndex
    else { return false }
    let hasComma = bytes[last] == UInt8(ascii: ",")
    let end = UInt32(last) + 1
    let isStacked = bytes[last...].contains(0x0A)
    let gap = isStacked ? "\n\(edit.lineHead(before: end).indent)" : " "
    let text = (hasComma ? "" : ",") + gap + entry + (isStacked ? "," : "")
    edit.replace(ByteSpan(start: end, end: end), with: text)
    return true
  }

  static func lineEnd(behind offset: UInt32, in edit: SourceEdit) -> UInt32? {
    let rest = edit.slice(ByteSpan(start: offset, end: edit.place.span.end))
    let end = rest.firstIndex { $0 == 0x0A || $0 == 0x0D } ?? rest.endIndex
    return UInt32(end)
  }
}

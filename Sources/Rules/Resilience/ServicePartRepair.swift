// A part that a whole application lacks, added behind the statement that makes the application.

import Findings
import SemanticModel
import SourceText

/// The statement that gives a service a part, and the edit that adds it where the project has all that it needs.
struct ServicePartRepair {
  private let part: AddedPart
  private let service: Service
  private let program: Program

  init(_ part: AddedPart, for service: Service, in program: Program) {
    self.part = part
    self.service = service
    self.program = program
  }

  /// The statement with the names of the user, and what has to be installed first.
  var text: (after: String, note: String) {
    let note = isInstalled ? "" : " (`\(part.command)`)"
    return (statement(in: program.edit(ofFile: unit)), note)
  }

  /// Nil where the package is missing, or the application has no name of its own.
  ///
  /// What answers look like changes: a person decides.
  var repair: Repair? {
    var edit = program.edit(ofFile: unit)
    guard isInstalled, name(in: edit) != nil, let end = lineEnd(in: edit) else { return nil }
    if !part.name.isEmpty, !program.knows(part.name, in: unit) {
      let isImported =
        isPython
        ? edit.importNames([part.name], fromPython: part.module, in: program)
        : edit.importWhole(part.name, from: part.module)
      guard isImported else { return nil }
    }
    let head = edit.lineHead(before: span.start)
    let line = "\(head.indent)\(statement(in: edit))\n"
    edit.replace(ByteSpan(start: end, end: end), with: line)
    return program.repair([edit], .unsafe)
  }

  private var unit: Int { service.creation.place.unit }
  private var span: ByteSpan { service.creation.place.span }
  private var isPython: Bool { service.creation.unit.isPython }
  private var isInstalled: Bool { program.hasPackage(of: part, in: unit) }

  /// `shop` of `const shop = express()`.
  private func name(in edit: SourceEdit) -> String? {
    let words = edit.lineHead(before: span.start).text.split(separator: " ")
    guard words.last == "=", words.count == 2 || words.count == 3 && words[0] == "const",
      let name = words.dropLast().last, name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" })
    else { return nil }
    return String(name)
  }

  private func statement(in edit: SourceEdit) -> String {
    let style = edit.style
    let name = name(in: edit) ?? "app"
    let text = name + part.statement.dropFirst("app".count)
    let end = isPython || !style.hasSemicolons ? "" : ";"
    return text.replacing("\"", with: style.quote) + end
  }

  /// Behind the line on which the application is made; nil where more than a comment follows there.
  private func lineEnd(in edit: SourceEdit) -> UInt32? {
    let rest = edit.slice(ByteSpan(start: span.end, end: edit.place.span.end))
    guard let end = rest.firstIndex(of: 0x0A) else { return nil }
    let tail = rest[..<end].drop { $0 == UInt8(ascii: ";") || $0 == 32 || $0 == 13 }
    guard tail.isEmpty || tail.first == UInt8(ascii: "#") || tail.starts(with: "//".utf8) else {
      return nil
    }
    return UInt32(end + 1)
  }
}

// Pages that are loaded when they are shown.

import Findings
import SemanticModel
import SourceText

/// The edit that turns the imports of pages into `lazy` ones, and puts the router into a `Suspense`.
struct EagerRoutesRepair {
  private let found: EagerPages
  private let program: Program

  init(_ found: EagerPages, in program: Program) {
    self.found = found
    self.program = program
  }

  /// The definitions of the pages and the edit of the file; nil where an import or the router has another form.
  var remedy: (after: String, repair: Repair)? {
    guard let router = found.router, let first = found.pages.first else { return nil }
    let unit = first.place.unit
    var edit = program.edit(ofFile: unit)
    let end = edit.style.hasSemicolons ? ";" : ""
    let file = edit.source(edit.place.span)
    guard !file.contains("Suspense"), !file.contains("lazy"), !file.contains("\r") else {
      return nil
    }
    var lines: [String] = []
    var heads: [ByteSpan] = []
    for page in found.pages {
      guard let line = line(of: page.place.span, in: edit),
        let definition = Self.definition(edit.source(page.place.span), page.name)
      else { continue }
      lines.append(definition + end)
      heads.append(line)
    }
    guard !lines.isEmpty, wrap(router.span, in: &edit) else { return nil }
    let hasName = edit.importName("lazy, Suspense", from: "react", unit, in: program)
    for (position, head) in heads.enumerated() {
      let quote = edit.style.quote
      let own = "import { lazy, Suspense } from \(quote)react\(quote)\(end)\n"
      edit.replace(head, with: position == 0 && !hasName ? own : "")
    }
    let text = lines.joined(separator: "\n") + "\n"
    guard edit.define(text) else { return nil }
    return (text, program.repair([edit], .unsafe))
  }

  /// The lines of an import, which hold nothing else.
  private func line(of span: ByteSpan, in edit: SourceEdit) -> ByteSpan? {
    let head = edit.lineHead(before: span.start)
    guard head.indent.isEmpty, head.text.isEmpty else { return nil }
    let rest = edit.slice(ByteSpan(start: span.end, end: edit.place.span.end))
    guard let newline = rest.firstIndex(of: 0x0A),
      rest[..<newline].allSatisfy({ $0 == 32 || $0 == UInt8(ascii: ";") })
    else { return nil }
    return ByteSpan(start: span.start, end: UInt32(newline + 1))
  }

  /// `const Orders = lazy(() => import("./Orders"))` of the import of one name.
  private static func definition(_ text: String, _ name: String) -> String? {
    guard let from = text.firstRange(of: " from ") else { return nil }
    let names = text[..<from.lowerBound].split { $0 == " " || $0 == "\n" }.map(String.init)
    let module = text[from.upperBound...].filter { $0 != ";" && $0 != " " && $0 != "\n" }
    if names == ["import", name] {
      return "const \(name) = lazy(() => import(\(module)))"
    }
    guard names == ["import", "{", name, "}"] || names == ["import", "{\(name)}"] else {
      return nil
    }
    return
      "const \(name) = lazy(() => import(\(module)).then((page) => ({ default: page.\(name) })))"
  }

  /// Puts the element of the router, which has lines of its own, one step deeper into a `Suspense`.
  private func wrap(_ span: ByteSpan, in edit: inout SourceEdit) -> Bool {
    let head = edit.lineHead(before: span.start)
    let lines = edit.source(span).split(separator: "\n", omittingEmptySubsequences: false)
    guard head.text.isEmpty, lines.first?.hasPrefix("<") ?? false,
      lines.last?.hasSuffix(">") ?? false,
      !lines.contains(where: { $0.contains("`") })
    else { return false }
    let step = edit.style.indent
    let inner = lines.enumerated().map { position, line in
      line.isEmpty ? "" : position == 0 ? head.indent + step + line : step + line
    }.joined(separator: "\n")
    edit.replace(
      span,
      with: "<Suspense fallback={null}>\n\(inner)\n\(head.indent)</Suspense>"
    )
    return true
  }
}

// An effect that waits until nobody types any more.

import Findings
import SemanticModel
import SourceText

/// The edit that puts the body of an effect into a timer, which its cleanup clears.
struct TypedRequestRepair {
  private let site: CallSite
  private let program: Program

  init(_ site: CallSite, in program: Program) {
    self.site = site
    self.program = program
  }

  /// The effect around the request as it is and as it waits; nil where the request stands in no effect, or the effect
  /// returns something of its own.
  var remedy: (before: String, after: String, repair: Repair)? {
    guard let effect = program.effect(around: site), let body = body(of: effect) else { return nil }
    let edit = program.edit(ofFile: effect.unitIndex)
    let lines = edit.source(body.inner)
    guard !program.returns(effect), !hasTextOfLines(lines) else { return nil }
    let (style, indent) = (edit.style, body.indent)
    let inner = indent + style.indent
    let end = style.hasSemicolons ? ";" : ""
    let deeper = lines.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? String($0) : style.indent + $0 }.joined(separator: "\n")
    let timer = program.freshName("timer", in: effect.unitIndex)
    let text =
      "\(inner)const \(timer) = setTimeout(() => {\n\(deeper)\(inner)}, 300)\(end)\n"
      + "\(inner)return () => clearTimeout(\(timer))\(end)\n"
    return (
      lines, text,
      program.repair(
        replacing: SourcePlace(unit: effect.unitIndex, span: body.inner),
        with: text,
        .unsafe
      )
    )
  }

  /// Whether a text goes over several lines, whose indentation belongs to it.
  private func hasTextOfLines(_ text: String) -> Bool {
    text.split(separator: "\n").contains { line in line.count { $0 == "`" } % 2 == 1 }
  }

  /// The lines between the braces of a function, and the indentation of the closing one.
  private func body(of function: FunctionRef) -> (inner: ByteSpan, indent: String)? {
    let span = program.body(of: function).span
    let edit = program.edit(ofFile: function.unitIndex)
    let text = edit.slice(span)
    guard text.last == UInt8(ascii: "}"), let open = text.firstIndex(of: UInt8(ascii: "{")),
      let start = text[open...].firstIndex(of: 0x0A),
      text[(open + 1)..<start].allSatisfy({ $0 == 32 || $0 == 13 })
    else { return nil }
    let close = edit.lineHead(before: span.end - 1)
    let end = span.end - 1 - UInt32(close.indent.utf8.count)
    guard close.text.isEmpty, UInt32(start + 1) < end else { return nil }
    return (ByteSpan(start: UInt32(start + 1), end: end), close.indent)
  }
}

// Waits in line, put together in one `Promise.all`.

import Findings
import SemanticModel
import SourceText

/// The edit that joins the waits of a run; their constants keep their names.
struct WaterfallRepair {
  private let run: AwaitRun
  private let program: Program

  init(_ run: AwaitRun, in program: Program) {
    self.run = run
    self.program = program
  }

  /// Nil unless the waits are constants of lines that follow one another.
  var edit: SourceEdit? {
    guard let first = run.steps.first, let last = run.steps.last, !first.site.unit.isPython else {
      return nil
    }
    let names = run.steps.compactMap(\.name)
    guard names.count == run.steps.count, Set(names).count == names.count else { return nil }
    var edit = program.edit(ofFile: first.whole.unit)
    for (step, name) in zip(run.steps, names) {
      guard edit.lineHead(before: step.whole.span.start).text == "const \(name) = " else {
        return nil
      }
    }
    for (step, next) in zip(run.steps, run.steps.dropFirst()) {
      let head = "const \(next.name ?? "") = "
      let gap = edit.source(ByteSpan(start: step.whole.span.end, end: next.whole.span.start))
      // Comments between them would lose their place.
      guard gap.filter({ !$0.isWhitespace && $0 != ";" }) == head.filter({ !$0.isWhitespace })
      else { return nil }
    }
    let indent = edit.lineHead(before: first.whole.span.start).indent
    let level = SourceStyle(edit).indent
    let head = UInt32("const \(names[0]) = ".utf8.count)
    let operands = run.steps.map { step in
      "\(indent)\(level)\(deeper(edit.source(step.operand.span), by: level)),\n"
    }
    edit.replace(
      ByteSpan(start: first.whole.span.start - head, end: last.whole.span.end),
      with: "const [\(names.joined(separator: ", "))] = await Promise.all([\n"
        + "\(operands.joined())\(indent)])"
    )
    return edit
  }

  /// An expression of several lines, one level deeper; the lines of a text stay as they are.
  private func deeper(_ text: String, by level: String) -> String {
    guard !text.contains("`") else { return text }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.enumerated()
      .map { $0.offset == 0 || $0.element.isEmpty ? String($0.element) : level + $0.element }
      .joined(separator: "\n")
  }
}

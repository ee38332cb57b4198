// One query for all elements of a loop in Python, written out in the user's own names.

import Findings
import SemanticModel
import SourceText

/// A loop of Python that asks once per element, and the same loop that asks once.
struct PythonBatch {
  private let walk: Walk
  private let chain: ByteSpan
  private let edit: SourceEdit
  private let program: Program
  private let question: Question

  /// A query on one key, in the words of its mapper.
  private struct Question {
    let model: String
    /// The attribute that the key is held against; the row's own key where the call takes nothing but the key.
    let column: String
    let key: String
    let style: Style
    let gives: Gives
  }

  private enum Style { case sqlAlchemy, django }
  private enum Gives { case row, rowOrError, rows }

  /// Nil where the loop or the query is of another form than these edits keep.
  init?(_ call: RepeatedCall, in program: Program) {
    guard call.site.unit.isPython, call.path.isEmpty,
      let walk = program.walk(of: call.repetition), !walk.taken.contains("found")
    else { return nil }
    let edit = program.edit(ofFile: walk.statement.unit)
    let chain = call.site.use.chain
    let loop = edit.source(walk.statement.span)
    guard loop.hasPrefix("for \(walk.element) in "),
      edit.lineHead(before: walk.statement.span.start).text.isEmpty,
      walk.statement.span.contains(chain),
      let question = Self.question(edit.source(chain), element: walk.element),
      // An error of the query that is awaited would no longer come.
      !loop.contains("except"),
      walk.names.allSatisfy({
        $0 == walk.element || Words.count(of: $0, in: edit.slice(chain)) == 0
      }),
      question.column != "id" || program.hasField("id", ofClass: question.model)
    else { return nil }
    self.walk = walk
    self.chain = chain
    self.edit = edit
    self.program = program
    self.question = question
  }

  /// The loop as it stands, as it would be, and the edit.
  var remedy: (before: String, after: String, repair: Repair) {
    let span = walk.statement.span
    let indent = edit.lineHead(before: span.start).indent
    let level = edit.style.indent
    let lookup = lookup
    var mended = SourceEdit(SourcePlace(unit: walk.statement.unit, span: span), in: program)
    mended.replace(chain, with: lookup)
    let head = reading(indent, level)
    let loop = mended.text ?? ""
    let before = edit.source(span)
    let after = head + loop
    var file = edit
    file.replace(span, with: after)
    return (
      Excerpt.short(before, keeping: edit.source(chain)),
      head + Excerpt.short(loop, keeping: lookup), program.repair([file], .unsafe)
    )
  }

  private var lookup: String {
    switch question.gives {
    case .row: "found.get(\(question.key))"
    case .rowOrError: "found[\(question.key)]"
    case .rows: "found.get(\(question.key), [])"
    }
  }

  /// The lines that read all rows, in front of the loop.
  private func reading(_ indent: String, _ level: String) -> String {
    let collection = edit.source(walk.collection)
    let keys =
      question.key == walk.element
      ? collection : "[\(question.key) for \(walk.element) in \(collection)]"
    let (model, column) = (question.model, question.column)
    let query =
      question.style == .django
      ? "\(model).objects.filter(\(column)__in=\(keys))"
      : "\(model).query.filter(\(model).\(column).in_(\(keys)))"
    if question.gives == .rows {
      return "found = {}\n\(indent)for row in \(query):\n"
        + "\(indent)\(level)found.setdefault(row.\(column), []).append(row)\n\(indent)"
    }
    let line = "found = {row.\(column): row for row in \(query)}"
    guard indent.utf8.count + line.utf8.count > 88 else { return "\(line)\n\(indent)" }
    let opening = query.firstIndex(of: "(").map { query.index(after: $0) } ?? query.endIndex
    return """
      found = {
      \(indent)\(level)row.\(column): row
      \(indent)\(level)for row in \(query[..<opening])
      \(indent)\(level)\(level)\(query[opening...].dropLast())
      \(indent)\(level))
      \(indent)}
      \(indent)
      """
  }

  // MARK: Questions

  /// `Order.query.filter_by(customer_id=customer.id).all()` and its like.
  private static func question(_ text: String, element: String) -> Question? {
    let forms: [(head: String, tail: String, style: Style, gives: Gives)] = [
      (".query.get(", ")", .sqlAlchemy, .row),
      (".query.filter_by(", ").first()", .sqlAlchemy, .row),
      (".query.filter_by(", ").one_or_none()", .sqlAlchemy, .row),
      (".query.filter_by(", ").one()", .sqlAlchemy, .rowOrError),
      (".query.filter_by(", ").all()", .sqlAlchemy, .rows),
      (".objects.get(", ")", .django, .rowOrError),
      (".objects.filter(", ").first()", .django, .row),
      (".objects.filter(", ")", .django, .rows),
    ]
    for form in forms {
      guard let range = text.firstRange(of: form.head), text.hasSuffix(form.tail) else { continue }
      let model = String(text[..<range.lowerBound])
      let inside = text[range.upperBound...].dropLast(form.tail.count)
      guard isName(model) else { continue }
      let parts = inside.split(separator: "=", omittingEmptySubsequences: false)
      let column = parts.count == 2 ? String(parts[0]) : "id"
      let key = String(parts.last ?? "")
      guard parts.count == 2 || parts.count == 1 && form.head == ".query.get(",
        isName(column), !column.contains("__"),
        key == element
          || key.hasPrefix("\(element).") && key.split(separator: ".").allSatisfy(isName)
      else { continue }
      return Question(
        model: model,
        column: column == "pk" ? "id" : column,
        key: key,
        style: form.style,
        gives: form.gives
      )
    }
    return nil
  }

  private static func isName(_ text: some StringProtocol) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy(Words.isWord)
  }
}

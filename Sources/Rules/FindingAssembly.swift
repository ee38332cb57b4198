// Turns what a rule found into a finding with places, excerpts and an id.

import Findings
import SemanticModel
import SourceText

/// What a rule says of one defect; the rest comes from its description.
struct Diagnosis {
  var place: SourcePlace
  /// The way that makes it true, in the order in which a reader follows it.
  var because: [(place: SourcePlace, note: String)] = []
  /// The function around the place; part of the id.
  var function: FunctionRef
  /// What tells the findings of one place apart; part of the id.
  var aspect = ""
  var title: String
  var problem: String
  var severity: Severity
  var tier = Tier.finding
  var confidence: Confidence
  var impact: Impact
  var verify: Verify
  var fix: Remedy
  var routes: [String] = []
  var confirm: String?
  /// The figure at which to act, should the severity be MONITOR.
  var threshold: String?
  /// What the repair of this one costs, where it is not that of the rule.
  var tradeOff: String?
  /// Whose rows it is about, as code calls them; empty where it is about none.
  var rows = ""
}

extension Rule {
  /// The finding of a diagnosis.
  func finding(_ diagnosis: Diagnosis, in program: Program) -> Finding {
    let about = Self.about
    let diagnosis = diagnosis.weighed(by: about.name, in: program)
    let unit = diagnosis.place.unit
    let bytes = program.bytes(of: unit)
    let span = diagnosis.place.span
    let start = min(Int(span.start), bytes.count)
    let end = min(max(Int(span.end), start), bytes.count)
    let fingerprint = FindingFingerprint(
      rule: about.name,
      file: program.units[unit].path,
      symbol: program.symbol(around: diagnosis.function),
      code: bytes[start..<end] + diagnosis.aspect.utf8
    )
    return Finding(
      id: fingerprint.id,
      rule: about.name,
      category: about.category,
      severity: min(diagnosis.severity, about.worst),
      tier: diagnosis.tier,
      confidence: diagnosis.confidence,
      location: program.location(of: diagnosis.place, bytes: bytes),
      related: diagnosis.because.map { program.location(of: $0.place).noted($0.note) },
      routes: diagnosis.routes,
      title: diagnosis.title,
      problem: diagnosis.problem,
      impact: diagnosis.impact,
      verify: diagnosis.verify,
      fix: program.completed(diagnosis.fix, at: diagnosis.place),
      tradeOff: diagnosis.tradeOff ?? about.tradeOff,
      confirm: diagnosis.confirm,
      monitorThreshold: diagnosis.severity == .monitor ? diagnosis.threshold : nil,
      effortHours: about.effort
    )
  }
}

extension Program {
  /// A remedy that shows what its edits make of the place, where it shows nothing else.
  fileprivate func completed(_ remedy: Remedy, at place: SourcePlace) -> Remedy {
    guard remedy.after == nil, let edits = remedy.repair?.edits, let first = edits.first,
      edits.allSatisfy({ $0.file == units[place.unit].path })
    else { return remedy }
    let starts = edits.map { UInt32($0.start) }
    let ends = edits.map { UInt32($0.end) }
    let span = ByteSpan(
      start: starts.reduce(place.span.start, min),
      end: ends.reduce(place.span.end, max)
    )
    var edit = SourceEdit(SourcePlace(unit: place.unit, span: span), in: self)
    let before = edit.source(span)
    for change in edits {
      edit.replace(
        ByteSpan(start: UInt32(change.start), end: UInt32(change.end)),
        with: change.text
      )
    }
    guard let after = edit.text else { return remedy }
    var result = remedy
    result.before = Excerpt.short(before, keeping: source(of: place))
    result.after = Excerpt.short(after, keeping: first.text.isEmpty ? after : first.text)
    return result
  }

  /// A place as the report shows it.
  func location(of place: SourcePlace, bytes: [UInt8]? = nil) -> Location {
    Location(
      file: units[place.unit].path,
      span: place.span,
      in: bytes ?? self.bytes(of: place.unit),
      lines: units[place.unit].lines
    )
  }

  /// The source text of a place, for "before" and "after".
  func source(of place: SourcePlace) -> String {
    let bytes = bytes(of: place.unit)
    let start = min(Int(place.span.start), bytes.count)
    let end = min(max(Int(place.span.end), start), bytes.count)
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }
}

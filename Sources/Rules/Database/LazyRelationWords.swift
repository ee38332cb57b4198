// How relations that one query leaves to be loaded are told.

import Findings
import SemanticModel

enum LazyRelationWords {
  /// How many relations are told by name.
  private static let most = 4

  static func title(_ loads: [LazyLoad], in program: Program) -> String {
    guard let first = loads.first else { return "" }
    let text = program.text(of: first.chain)
    let query = first.isBehindRelation || text.isEmpty ? "The loop" : "`\(text)`"
    return "\(query) leaves \(list(loads.map { "`\($0.name)`" })) to be loaded once per row"
  }

  static func problem(_ loads: [LazyLoad], in program: Program) -> String {
    let told = loads.prefix(most).map { load in
      let step = load.path.last
      let owner = step.map { "`\($0.owner).\($0.name)`" } ?? "The relation"
      let each =
        load.isHeldByKey ? "different row that the rows refer to" : "row"
      let others = load.reads.count > 1 ? " \(load.reads.count) places read it." : ""
      return "\(owner) is loaded \(reading(load, in: program)), once for each \(each).\(others)"
    }
    let rest = loads.count - told.count
    return told.joined(separator: " ") + (rest > 0 ? " \(rest) more relations are, too." : "")
  }

  private static func reading(_ load: LazyLoad, in program: Program) -> String {
    if let place = load.fields.first.flatMap(program.place(of:)) {
      let location = program.location(of: place)
      return "for a field of a serializer (\(location.file):\(location.startLine))"
    }
    guard let read = load.reads.first.map(program.call(at:)) else { return "when it is read" }
    let location = program.location(of: read.place)
    return "when `\(read.calleeText)` is read (\(location.file):\(location.startLine))"
  }

  /// `a`, `b` and 2 more.
  static func list(_ names: [String]) -> String {
    guard names.count > 1, let last = names.last else { return names.first ?? "" }
    if names.count > most {
      return names.prefix(most - 1).joined(separator: ", ") + " and \(names.count - most + 1) more"
    }
    return names.dropLast().joined(separator: ", ") + " and " + last
  }
}

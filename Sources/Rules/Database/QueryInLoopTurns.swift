// What the statements of one turn have to do with what else the turn waits for.

import SemanticModel

extension RepeatedCall {
  /// Whether a call writes behind another one in the same turn.
  func notes(_ outbound: RepeatedCall) -> Bool {
    let last = path.last ?? site
    let isWrite =
      last.statementVerb.map { ["insert", "update", "delete"].contains($0) }
      ?? last.effects.allSatisfy { $0.kind != .query }
    return isWrite && site.place.unit == outbound.site.place.unit
      && site.place > outbound.site.place
  }
}

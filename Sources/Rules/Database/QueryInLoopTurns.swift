// What the statements of one turn have to do with what else the turn waits for.

import SemanticModel

extension RepeatedCall {
  /// Whether a call writes behind another one in the same turn.
  func notes(_ outbound: RepeatedCall) -> Bool {
    site.place.unit == outbound.site.place.unit && site.place > outbound.site.place
      && (path.last ?? site).effects.allSatisfy { $0.kind != .query }
  }
}

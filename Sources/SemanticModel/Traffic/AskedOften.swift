// Whether users ask something all the time, or once in the life of an account, a payment or an invitation.

import Facts

extension Program {
  /// Whether a request that users send all the time leads to a call.
  ///
  /// What changes a row by its key (`PUT`, `PATCH`) is sent now and then; so is what confirms, resets or exports. A
  /// way through a helper that calls whatever it is given, made elsewhere, is none that is known.
  package func isAskedOften(_ site: CallSite) -> Bool {
    guard let approach = approach(to: site.function, from: Self.askedKinds, through: site.position)
    else { return false }
    guard approach.isSound(in: self) else { return false }
    guard approach.entry.kind == .request else { return true }
    let asked = positions(of: approach)
    let isRepeated = site.unit.facts.isInLoop(site.instruction.region)
    return asked.isEmpty
      || asked.contains { isAskedOften(routes[$0], traffic.routes[$0], isRepeated) }
  }

  private func isAskedOften(_ route: Route, _ use: RareUse?, _ isRepeated: Bool) -> Bool {
    guard use == nil else { return false }
    let isChange = route.verb == "PUT" || route.verb == "PATCH"
    guard isRepeated || !isChange else { return false }
    let words = libraries.rareWords.once
    let isProcedure = ["QUERY", "MUTATION", "SUBSCRIPTION"].contains(route.verb)
    let path = PathWords(route.path, isProcedure: isProcedure)
    if !words.isDisjoint(with: path.words) { return false }
    let name = route.handler.map { lastName(of: $0) } ?? ""
    return words.isDisjoint(with: NameSplit.words(of: name))
  }

  /// Whether a route is there for a mode in which anybody may look around.
  package func isForDemonstration(_ route: Route) -> Bool {
    guard
      let position = routes.firstIndex(where: { $0.place == route.place && $0.label == route.label }
      )
    else { return false }
    return traffic.routes[position]?.errand == .demonstration
  }
}

// Functions that a mark keeps from doing their work twice.

extension Program {
  /// Whether the function of a call, or each that calls it, asks for a mark that it sets:
  /// `if (this.isOpen) return; … this.isOpen = true`.
  func beginsOnce(_ site: CallSite) -> Bool {
    if makesOnce(site.function) { return true }
    let callers = reachability.callers[Int(units.number(site.function))].prefix(8)
      .map { call(at: Int($0.call)).function }
    return !callers.isEmpty && callers.allSatisfy(makesOnce)
  }
}

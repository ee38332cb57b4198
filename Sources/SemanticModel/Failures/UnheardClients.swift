// Clients whose broken connections end the process, because nobody listens to their `error` event.

import Facts
import Workspace

extension Program {
  /// The calls of services that make such clients, where the program listens neither to them nor to what no handler
  /// caught.
  package var unheardClients: [CallSite] {
    let makers = libraries.libraries.compactMap(\.unheardErrors)
    let made = calls(named: makers.reduce(into: []) { $0.formUnion($1.makers) })
      .filter(endsProcessUnheard)
    guard !made.isEmpty else { return [] }
    let listening = calls(named: ["on", "once", "addListener"])
    guard !listening.contains(where: { $0.hears("uncaughtException") }) else { return [] }
    let errors = listening.filter { $0.hears("error") }
    let heard = Set(errors.compactMap { $0.maker?.position })
    return served(made).filter { site in
      !heard.contains(site.position) && !errors.contains { mayListen($0, to: site) }
    }
  }

  private func endsProcessUnheard(_ site: CallSite) -> Bool {
    guard site.unit.isRunning, site.isReached(from: .running),
      let rule = unheardErrors(of: site), rule.makers.contains(site.calledName)
    else { return false }
    let declared = workspace.package(of: site.unit.path)?.dependencies ?? []
    guard !declared.contains(where: { rule.adapters.contains($0.name) }) else { return false }
    return declared.isEmpty
      || declared.contains { $0.kind == .runtime && rule.packages.contains($0.name) }
  }

  private func unheardErrors(of site: CallSite) -> UnheardErrors? {
    site.resolved.operations.lazy.compactMap { operation -> UnheardErrors? in
      let position = self.libraries[operation.member].library
      return position >= 0 ? self.libraries.libraries[position].unheardErrors : nil
    }.first
  }

  /// Whether a listener whose receiver is not known may hear a client: it is one of the library, or unknown.
  private func mayListen(_ listener: CallSite, to client: CallSite) -> Bool {
    guard listener.maker == nil else { return false }
    let libraries = Set(client.resolved.operations.map { self.libraries[$0.member].library })
    let own = listener.resolved.operations.map { self.libraries[$0.member].library }
    if own.contains(where: libraries.contains) { return true }
    guard own.isEmpty, listener.resolved.targets.isEmpty else { return false }
    return listener.place.unit == client.place.unit
      || listener.unit.targets.contains { target in
        guard case .units(let found) = target else { return false }
        return found.contains(client.place.unit)
      }
  }
}

extension CallSite {
  /// Whether the first argument names an event.
  fileprivate func hears(_ event: String) -> Bool {
    guard case .text(event) = arguments.first?.shape else { return false }
    return true
  }
}

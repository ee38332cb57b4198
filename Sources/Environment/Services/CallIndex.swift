// The calls of the program, made once and shared by its services.

import SemanticModel

/// All calls of packages in the program, made once and shared by the services.
struct CallIndex: Sendable {
  let calls: [PackageCall]
  let imports: [PackageImport]
  /// Calls of the running application that reach something: a database, a cache, a service, the log.
  let effects: [(site: CallSite, kinds: Set<EffectKind>)]

  init(_ program: Program) {
    calls = program.packageCalls
    imports = program.packageImports
    effects = program.calls.indices.compactMap { position in
      let site = program.call(at: position)
      guard site.unit.isRunning else { return nil }
      let kinds = Set(site.effects.map(\.kind))
      return kinds.isEmpty ? nil : (site, kinds)
    }
  }
}

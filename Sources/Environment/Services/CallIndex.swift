// The calls of the program, made once and shared by its services.

import Frameworks
import SemanticModel

/// All calls of packages in the program, made once and shared by the services.
struct CallIndex: Sendable {
  let calls: [PackageCall]
  let imports: [PackageImport]
  /// Calls of the running application that reach something: a database, a cache, a service, the log.
  let effects: [(site: CallSite, kinds: Set<EffectKind>)]

  init(_ program: Program) {
    calls = program.packageCalls(of: Self.isAsked)
    imports = program.packageImports
    effects = program.calls(with: Set(EffectKind.allCases)).compactMap { site in
      guard site.unit.isRunning else { return nil }
      return (site, Set(site.effects.map(\.kind)))
    }
  }

  /// Whether anything is asked of the calls of a package.
  private static func isAsked(_ specifier: String) -> Bool {
    if !Stack.parts(ofPackage: specifier).isEmpty { return true }
    let name = specifier.hasPrefix("node:") ? String(specifier.dropFirst(5)) : specifier
    return others.contains(name) || name.hasSuffix("child_process")
  }

  /// What no part of a stack is, and yet says something: processes, and parsers of bodies.
  private static let others: Set<String> = [
    "body-parser", "cluster", "express", "express-fileupload", "fastify", "hono/body-limit",
    "koa-body", "koa-bodyparser", "@koa/bodyparser", "multer", "throng",
  ]
}

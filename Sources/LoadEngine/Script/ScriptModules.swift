// A script and all that it imports, as texts for the engine.

import JavaScriptSyntax

/// A script's modules, read and rewritten.
struct ScriptModules {
  /// Files in the order of their numbers; the first is the script.
  let paths: [String]
  let texts: [String]
  /// For each module where its imports lead: to a module's number or a library's name, as JSON.
  let links: [String]

  private static let most = 200

  /// Reads a script and all that it imports; throws what cannot be run.
  init(script: String, sources: ScriptSources) throws(LoadError) {
    var paths = [script]
    var modules: [ScriptModule] = []
    var links: [String] = []
    while modules.count < paths.count {
      let path = paths[modules.count]
      guard paths.count <= Self.most else { throw .plan("\(script): imports too many files") }
      let module: ScriptModule
      let bytes = try sources.bytes(of: path)
      do throws(ScriptProblem) {
        module = try ScriptModule(path: path, bytes: bytes)
      } catch {
        throw .plan(error.text)
      }
      links.append(try Self.links(of: module, paths: &paths))
      modules.append(module)
    }
    self.paths = paths
    self.links = links
    do throws(ScriptProblem) {
      texts = try ScriptText(of: modules, libraries: ScriptPrelude.waiting).texts
    } catch {
      throw .plan(error.text)
    }
  }

  private static func links(
    of module: ScriptModule,
    paths: inout [String]
  ) throws(LoadError) -> String {
    var members: [(String, JSONValue)] = []
    var unknown: [String] = []
    for specifier in module.imports {
      if let library = ScriptPrelude.library(for: specifier) {
        members.append((specifier, .string(library)))
      } else if specifier.hasPrefix(".") || specifier.hasPrefix("/")
        || specifier.hasPrefix("file://")
      {
        let path = ScriptSources.path(specifier, from: module.path)
        let number = paths.firstIndex(of: path) ?? paths.count
        if number == paths.count { paths.append(path) }
        members.append((specifier, .integer(number)))
      } else {
        unknown.append(specifier)
      }
    }
    guard unknown.isEmpty else {
      throw .plan(
        "\(module.path): imports \(unknown.joined(separator: ", ")), which is not supported; there are k6, "
          + "k6/http, k6/metrics, k6/data, k6/encoding, k6/crypto, k6/execution, k6/timers and files beside it"
      )
    }
    return JSONValue.object(members).text
  }
}

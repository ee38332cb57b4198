// Calls of what packages export, by the name of the package: what the code really uses of its dependencies.

import Facts

/// A call, construction or decorator whose callee is taken from an imported package.
package struct PackageCall: Sendable {
  package let site: CallSite
  /// What the file imports: `express`, `node:cluster`, `drizzle-orm/node-postgres`, `sqlalchemy.orm`.
  package let specifier: String
  /// The names from the package to the callee (`types.Client`), `()` behind one that is called first.
  ///
  /// Empty where the package itself is called.
  package let path: String

  package init(site: CallSite, specifier: String, path: String) {
    self.site = site
    self.specifier = specifier
    self.path = path
  }
}

/// A package that a file of the running application asks for.
package struct PackageImport: Sendable {
  /// Position in `Program.units`.
  package let unit: Int
  package let specifier: String
  package let place: SourcePlace
}

extension Program {
  /// Every call in the running application of something that a package exports, in order of file and place.
  package var packageCalls: [PackageCall] {
    calls.indices.compactMap { position in
      let site = call(at: position)
      guard site.unit.isRunning, site.resolved.status != .ignored,
        let origin = origin(of: ValueID(site.instruction.a), in: site.unit)
      else { return nil }
      return PackageCall(site: site, specifier: origin.specifier, path: origin.path)
    }
  }

  /// Every package that files of the running application import for their values.
  package var packageImports: [PackageImport] {
    units.indices.filter { units[$0].isRunning }.flatMap { position in
      let unit = units[position]
      return unit.facts.imports.indices.dropFirst().compactMap { index -> PackageImport? in
        let fact = unit.facts.imports[index]
        guard fact.kind != .typeOnly, fact.kind != .absent, !fact.isPattern else { return nil }
        if case .units = unit.targets[index] { return nil }
        let specifier = unit.facts.names.string(fact.specifier)
        guard let first = specifier.utf8.first, first != UInt8(ascii: "."),
          first != UInt8(ascii: "/")
        else { return nil }
        return PackageImport(
          unit: position,
          specifier: specifier,
          place: SourcePlace(unit: position, span: fact.span)
        )
      }
    }
  }

  /// Which package a value is taken from, and under which names.
  private func origin(of id: ValueID, in unit: Unit) -> (specifier: String, path: String)? {
    var path: [String] = []
    var next = id
    for _ in 0..<24 {
      guard next.isPresent else { return nil }
      let value = unit.facts.values[next.index]
      switch value.kind {
      case .member:
        path.append(unit.facts.names.string(NameID(value.b)))
        next = ValueID(value.a)
      case .symbol:
        next = unit.facts.symbols[Int(value.a)].value
      case .awaited:
        next = ValueID(value.a)
      case .result:
        path.append("()")
        next = ValueID(unit.facts.instructions[Int(value.a)].a)
      case .choice:
        let choices = unit.facts.valueList(ListID(value.a))
        guard let last = choices.last else { return nil }
        next = last
      case .module:
        return specifier(of: Int(value.a), in: unit).map { specifier in
          // `from package.module import name` has the name among its dots.
          let inner = unit.path.hasSuffix(".py") ? specifier.drop { $0 != "." }.dropFirst() : ""
          return (
            specifier,
            [String(inner), Self.joined(path)].filter { !$0.isEmpty }.joined(separator: ".")
          )
        }
      default: return nil
      }
    }
    return nil
  }

  private func specifier(of index: Int, in unit: Unit) -> String? {
    if case .units = unit.targets[index] { return nil }
    let text = unit.facts.names.string(unit.facts.imports[index].specifier)
    let first = text.utf8.first
    return first == nil || first == UInt8(ascii: ".") || first == UInt8(ascii: "/") ? nil : text
  }

  /// `["()", "Client", "default"]` as `Client()`.
  private static func joined(_ reversed: [String]) -> String {
    var text = ""
    for name in reversed.reversed() where name != "default" && name != "*" {
      text += name == "()" || text.isEmpty ? name : ".\(name)"
    }
    return text
  }
}

extension Program {
  /// Every place where a path into the code starts.
  package var entries: [Entry] { reachability.entries }
}

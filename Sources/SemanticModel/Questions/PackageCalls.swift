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
  /// Every call in the running application of something that some packages export, in order of file and place.
  package func packageCalls(of isWanted: (String) -> Bool) -> [PackageCall] {
    var result: [PackageCall] = []
    // Files import the same few packages.
    var wanted: [String: Bool] = [:]
    func isAsked(_ text: String) -> Bool {
      if let known = wanted[text] { return known }
      let answer = isWanted(text)
      wanted[text] = answer
      return answer
    }
    for (number, unit) in units.enumerated() where unit.isRunning {
      // Most files import nothing that is wanted, and most calls nothing that is imported.
      let specifiers = unit.facts.imports.indices.map { index -> String? in
        guard index > 0, let text = specifier(of: index, in: unit), isAsked(text) else {
          return nil
        }
        return text
      }
      guard specifiers.contains(where: { $0 != nil }) else { continue }
      for position in table.calls(of: number) where calls[position].status != .ignored {
        let callee = unit.facts.instructions[calls[position].place.id.index].a
        guard let module = module(behind: ValueID(callee), in: unit, { _ in }),
          let specifier = specifiers[module]
        else { continue }
        let path = path(to: ValueID(callee), of: specifier, in: unit)
        result.append(
          PackageCall(site: call(at: position), specifier: specifier, path: path)
        )
      }
    }
    return result
  }

  /// Every package that files of the running application import for their values.
  package var packageImports: [PackageImport] {
    answers.packageImports.value { allPackageImports }
  }

  private var allPackageImports: [PackageImport] {
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

  /// The import that a value is taken from; tells the names and calls on the way to it.
  private func module(
    behind id: ValueID,
    in unit: Unit,
    _ step: (NameID?) -> Void
  ) -> Int? {
    let facts = unit.facts
    var next = id
    for _ in 0..<24 {
      guard next.isPresent else { return nil }
      let value = facts.values[next.index]
      switch value.kind {
      case .member:
        step(NameID(value.b))
        next = ValueID(value.a)
      case .symbol: next = facts.symbols[Int(value.a)].value
      case .awaited: next = ValueID(value.a)
      case .result:
        step(nil)
        next = ValueID(facts.instructions[Int(value.a)].a)
      case .choice:
        guard let last = unit.list(ListID(value.a)).last else { return nil }
        next = ValueID(last)
      case .module: return Int(value.a)
      default: return nil
      }
    }
    return nil
  }

  /// The names from a package to a value.
  private func path(to id: ValueID, of specifier: String, in unit: Unit) -> String {
    var path: [String] = []
    _ = module(behind: id, in: unit) { name in
      path.append(name.map { unit.facts.names.string($0) } ?? "()")
    }
    // `from package.module import name` has the name among its dots.
    let inner = unit.isPython ? specifier.drop { $0 != "." }.dropFirst() : ""
    return [String(inner), Self.joined(path)].filter { !$0.isEmpty }.joined(separator: ".")
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

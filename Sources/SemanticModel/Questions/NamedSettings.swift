// What configuration gives to well-known names: in classes and modules of settings, and in `config["NAME"] = …`.

import Facts

/// A value that the code gives to a name of the configuration.
package struct NamedSetting: Sendable {
  package let name: String
  package let place: SourcePlace
  private let program: Program
  private let reference: ValueRef

  init(name: String, place: SourcePlace, program: Program, reference: ValueRef) {
    self.name = name
    self.place = place
    self.program = program
    self.reference = reference
  }

  package var value: OptionValue { program.optionValue(of: reference) }

  /// Whether its entries are spelled out.
  package var isObject: Bool { program.value(program.traced(reference)).kind == .object }

  /// Its own value, or that of an entry of it.
  func option(at path: String?) -> OptionValue? { path.map { option($0) } ?? value }

  /// Whether it, or an entry of it, is said to be nothing: `None`, `null`.
  func isNothing(at path: String?) -> Bool {
    let own = program.traced(reference)
    guard let place = path.map({ program.member($0, of: own, depth: 0) }) ?? own else {
      return false
    }
    return program.value(program.traced(place)).kind == .null
  }

  /// Whether it is the address of a file beside the process: `"sqlite:///shop.db"`.
  var isOwnFile: Bool {
    let traced = program.traced(reference)
    let value = program.value(traced)
    let facts = program.units[traced.unitIndex].facts
    switch value.kind {
    case .string: return facts.names.string(NameID(value.a)).hasPrefix("sqlite")
    case .template:
      let head = facts.valueList(ListID(value.a)).first.map { facts.values[$0.index] }
      return head.map {
        $0.kind == .string && facts.names.string(NameID($0.a)).hasPrefix("sqlite")
      } ?? false
    default: return false
    }
  }

  /// An entry of it as a setting of its own.
  package func entry(_ name: String) -> NamedSetting? {
    program.member(name, of: program.traced(reference), depth: 0).map { found in
      let span = program.value(found).span
      return NamedSetting(
        name: name,
        place: SourcePlace(unit: found.unitIndex, span: span),
        program: program,
        reference: found
      )
    }
  }

  /// An entry of it, by its path.
  package func option(_ path: String) -> OptionValue? {
    program.member(path, of: program.traced(reference), depth: 0)
      .map { program.optionValue(of: $0) }
  }
}

extension Program {
  /// Whether a setting of the library that a call asks says where it keeps what all processes share.
  package func isStoredBySettings(_ site: CallSite) -> Bool {
    site.resolved.operations.contains { operation in
      let position = libraries[operation.member].library
      guard position >= 0 else { return false }
      let settings = libraries.libraries[position].storeSettings
      return !settings.isEmpty
        && units.contains { $0.isRunning && !$0.facts.names.ids(of: settings).isEmpty }
    }
  }

  /// What a file gives to some names, in order of the file.
  package func namedSettings(_ names: Set<String>, in unit: Int) -> [NamedSetting] {
    let facts = units[unit].facts
    let wanted = facts.names.ids(of: names)
    guard !wanted.isEmpty else { return [] }
    var found: [NamedSetting] = []
    func add(_ name: NameID, _ id: ValueID) {
      guard id.isPresent, wanted.contains(name) else { return }
      found.append(
        NamedSetting(
          name: facts.names.string(name),
          place: SourcePlace(unit: unit, span: facts.values[id.index].span),
          program: self,
          reference: ValueRef(unit: unit, id: id)
        )
      )
    }
    for member in facts.members where !member.function.isPresent { add(member.name, member.value) }
    for export in facts.exports { add(export.name, export.value) }
    for step in facts.instructions where step.operation == .assign {
      let target = facts.values[Int(step.a)]
      switch target.kind {
      case .member: add(NameID(target.b), ValueID(step.b))
      case .index:
        let key = facts.values[Int(target.b)]
        if key.kind == .string { add(NameID(key.a), ValueID(step.b)) }
      default: continue
      }
    }
    for value in facts.values where value.kind == .object {
      let pairs = facts.list(ListID(value.a))
      for pair in stride(from: pairs.startIndex, to: pairs.endIndex - 1, by: 2) {
        add(NameID(pairs[pair]), ValueID(pairs[pair + 1]))
      }
    }
    return found.sorted { $0.place < $1.place }
  }
}

// Follows names to the values that they stand for, through files.

import Facts
import SemanticModel

extension Expression {
  /// What the name stands for; itself where that is not known.
  func resolved() -> Expression { followed(16) ?? self }

  /// `nil` where nothing is known behind it.
  private func followed(_ steps: Int) -> Expression? {
    guard steps > 0 else { return nil }
    switch kind {
    case .symbol:
      let held = other(facts.symbols[Int(value.a)].value)
      guard held.id.isPresent, held.id != id else { return nil }
      if held.kind == .parameter { return nil }
      return held.followed(steps - 1) ?? (held.kind == .module ? nil : held)
    case .member: return member(facts.names.string(NameID(value.b)), steps)
    case .module:
      // `require("./x")` is what that file offers as a whole.
      let targets = code.units[unit].importedUnits(ImportID(value.a))
      return targets.lazy.compactMap { target in
        self.code.export("=", of: target).map {
          Expression(code: self.code, unit: target, id: $0).behind(steps - 1)
        }
      }.first
    case .awaited, .spread: return other(value.a).followed(steps - 1)
    case .choice:
      for part in facts.valueList(ListID(value.a)) {
        let option = other(part)
        guard let found = option.followed(steps - 1) ?? (option.isKnown ? option : nil) else {
          continue
        }
        if found.isKnown { return found }
      }
      return nil
    default: return nil
    }
  }

  /// Whether a literal, function, class or call stands here.
  private var isKnown: Bool {
    switch kind {
    case .string, .number, .boolean, .object, .array, .function, .class, .result, .template,
      .module:
      true
    default: false
    }
  }

  private func member(_ name: String, _ steps: Int) -> Expression? {
    let base = other(value.a)
    if let found = base.exported(name, steps) { return found }
    let holder = base.followed(steps - 1) ?? base
    switch holder.kind {
    case .module: return holder.exported(name, steps)
    case .object: return holder.entry(name)?.value.followedOrSelf(steps)
    case .class:
      let view = ClassView(code: code, unit: holder.unit, id: ClassID(holder.value.a))
      guard let field = view.members.first(where: { $0.name == name }), let value = field.value
      else { return nil }
      return value.followedOrSelf(steps)
    default: return nil
    }
  }

  private func followedOrSelf(_ steps: Int) -> Expression { followed(steps - 1) ?? self }

  /// What a module offers under a name.
  private func exported(_ name: String, _ steps: Int) -> Expression? {
    var module = self
    if module.kind == .symbol { module = other(facts.symbols[Int(value.a)].value) }
    if module.kind == .choice {
      for part in facts.valueList(ListID(module.value.a)) {
        if let found = other(part).exported(name, steps - 1) { return found }
      }
    }
    guard module.kind == .module, steps > 0 else { return nil }
    let targets = code.units[unit].importedUnits(ImportID(module.value.a))
    return targets.lazy.compactMap { code.exported(name, of: $0, steps) }.first
  }
}

extension Code {
  fileprivate func exported(_ name: String, of unit: Int, _ steps: Int) -> Expression? {
    guard steps > 0 else { return nil }
    if let id = export(name, of: unit) {
      let value = Expression(code: self, unit: unit, id: id)
      return value.behind(steps - 1)
    }
    if let whole = export("=", of: unit) {
      let value = Expression(code: self, unit: unit, id: whole).behind(steps - 1)
      if name == "default" { return value }
      if value.kind == .object, let entry = value.entry(name) {
        return entry.value.behind(steps - 1)
      }
    }
    return relays(of: unit).lazy.compactMap { self.exported(name, of: $0, steps - 1) }.first
  }
}

extension Expression {
  fileprivate func behind(_ steps: Int) -> Expression { followed(steps) ?? self }

  /// One entry of an object literal.
  struct Entry {
    let name: String
    let value: Expression
  }

  /// The entries of an object literal, those of spread literals among them.
  var entries: [Entry] { code.bounded([]) { unboundedEntries } }

  private var unboundedEntries: [Entry] {
    let value = resolved()
    guard value.kind == .object else { return [] }
    let words = Array(value.facts.list(ListID(value.value.a)))
    return stride(from: 0, to: words.count - 1, by: 2).flatMap { position -> [Entry] in
      let item = value.other(words[position + 1])
      let name = NameID(words[position])
      if name == .any { return item.kind == .spread ? item.other(item.value.a).entries : [] }
      return [Entry(name: value.facts.names.string(name), value: item)]
    }
  }

  /// Whether an object has entries that cannot be read: computed names, spread values.
  var isOpen: Bool { code.bounded(true) { isUnboundedOpen } }

  private var isUnboundedOpen: Bool {
    let value = resolved()
    guard value.kind == .object else { return true }
    let words = Array(value.facts.list(ListID(value.value.a)))
    return stride(from: 0, to: words.count - 1, by: 2).contains { position in
      guard NameID(words[position]) == .any else { return false }
      let item = value.other(words[position + 1])
      return item.kind != .spread || item.other(item.value.a).isOpen
    }
  }

  /// The last entry of a name.
  func entry(_ name: String) -> Entry? { entries.last { $0.name == name } }

  /// The value of the last entry of a name.
  subscript(_ name: String) -> Expression? { entry(name)?.value }
}

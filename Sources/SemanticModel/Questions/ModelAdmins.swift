// Pages of Django's administration: the models that are registered, and what their classes say.

import Facts
import SourceText

/// A model that the administration shows.
package struct ModelAdmin: Sendable {
  /// The class of the model, as the source names it.
  package let model: String
  /// Where it is registered.
  package let place: SourcePlace
  /// What its own class says; empty where the site's plain one shows it.
  package let said: [String: Set<String>]

  /// Whether the form may leave out a field, or show it without a select: by names, or in a way that cannot be read.
  package func mayHide(_ field: String) -> Bool {
    if ["form", "get_form", "formfield_for_foreignkey", "has_change_permission"].contains(where: {
      said[$0] != nil
    }) {
      return true
    }
    if ["raw_id_fields", "autocomplete_fields", "readonly_fields", "exclude"].contains(where: {
      said[$0]?.contains(field) ?? false
    }) {
      return true
    }
    return ["fields", "fieldsets"].contains { said[$0].map { !$0.contains(field) } ?? false }
  }
}

extension Program {
  /// The models that running code registers, where their classes extend nothing but the framework's own.
  package var modelAdmins: [ModelAdmin] {
    runningPython.flatMap { unit -> [ModelAdmin] in
      let facts = units[unit].facts
      guard !facts.names.ids(of: ["admin"]).isEmpty, !facts.names.ids(of: ["register"]).isEmpty
      else { return [] }
      return (registrations(in: unit) + decorated(in: unit)).sorted { $0.place < $1.place }
    }
  }

  /// `admin.site.register(Order, OrderAdmin)`, `admin.site.register([Order, Item])`.
  private func registrations(in unit: Int) -> [ModelAdmin] {
    let facts = units[unit].facts
    return facts.instructions.flatMap { step -> [ModelAdmin] in
      guard step.operation == .call, isRegister(ValueID(step.a), on: ["site", "admin_site"], facts)
      else { return [] }
      let arguments = facts.valueList(ListID(step.b))
      guard let first = arguments.first else { return [] }
      var said: [String: Set<String>] = [:]
      if arguments.count > 1 {
        let second = ValueRef(unit: unit, id: arguments[arguments.startIndex + 1])
        guard let type = classBehind(second), let own = self.said(by: type) else { return [] }
        said = own
      }
      return models(first, facts).map {
        ModelAdmin(model: $0, place: SourcePlace(unit: unit, span: step.span), said: said)
      }
    }
  }

  /// `@admin.register(Order)` above a class.
  private func decorated(in unit: Int) -> [ModelAdmin] {
    let facts = units[unit].facts
    return facts.classes.indices.dropFirst().flatMap { position -> [ModelAdmin] in
      let type = ClassRef(unit: unit, id: ClassID(position))
      return facts.valueList(facts.classes[position].decorators).flatMap { id -> [ModelAdmin] in
        let value = facts.values[id.index]
        guard value.kind == .result else { return [] }
        let call = facts.instructions[Int(value.a)]
        guard isRegister(ValueID(call.a), on: ["admin", "site"], facts), let said = said(by: type)
        else { return [] }
        return facts.valueList(ListID(call.b)).flatMap { models($0, facts) }.map {
          ModelAdmin(model: $0, place: head(of: type), said: said)
        }
      }
    }
  }

  private func isRegister(_ callee: ValueID, on owners: Set<String>, _ facts: FileFacts) -> Bool {
    let value = facts.values[callee.index]
    guard value.kind == .member, facts.names.isText("register", NameID(value.b)) else {
      return false
    }
    return facts.lastName(of: ValueID(value.a)).map { owners.contains(facts.names.string($0)) }
      ?? false
  }

  private func models(_ id: ValueID, _ facts: FileFacts) -> [String] {
    let value = facts.values[id.index]
    if value.kind == .array {
      return facts.valueList(ListID(value.a)).flatMap { models($0, facts) }
    }
    guard value.kind != .object, let name = facts.lastName(of: id) else { return [] }
    return [facts.names.string(name)]
  }

  /// What a class and those above it say, by member, with the texts in what they say; nil where a library's class
  /// stands above it that is not the framework's plain one.
  private func said(by type: ClassRef) -> [String: Set<String>]? {
    let (classes, names) = line(of: type)
    guard names.allSatisfy({ $0 == "ModelAdmin" }), !names.isEmpty else { return nil }
    var result: [String: Set<String>] = [:]
    for type in classes {
      let facts = units[type.unitIndex].facts
      for member in facts.members(of: type.id) {
        let name = facts.names.string(member.name)
        guard result[name] == nil else { continue }
        var texts: Set<String> = []
        if member.value.isPresent {
          let span = facts.values[member.value.index].span
          for value in facts.values where value.kind == .string && span.contains(value.span) {
            texts.insert(facts.names.string(NameID(value.a)))
          }
        }
        result[name] = texts
      }
    }
    return result
  }
}

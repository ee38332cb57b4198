// Views of a library that show rows by a template: which one, and what it knows.

import Facts

extension Evaluator {
  /// Finds the views that show a template.
  mutating func findPages() {
    guard !templates.isEmpty else { return }
    for unit in units.indices where units[unit].facts.language == .python {
      for position in units[unit].facts.classes.indices.dropFirst() {
        let type = ClassRef(unit: unit, id: ClassID(position))
        let lineage = lineage(of: type)
        guard let page = lineage.answers.lazy.compactMap(\.page).first,
          let target = template(of: page, lineage)
        else { continue }
        serializers.pages.append((page, lineage, target))
      }
    }
    bindPages()
  }

  /// Hands templates what their views know by now.
  mutating func bindPages() {
    for (page, lineage, target) in serializers.pages { bind(page, lineage, to: target) }
  }

  /// The template that a view shows, as a function.
  mutating func template(of page: PageRule, _ lineage: Lineage) -> FunctionRef? {
    guard !templates.isEmpty, let type = lineage.classes.first else { return nil }
    var name = ""
    if let named = field(page.template, of: lineage) {
      let facts = units[named.unitIndex].facts
      let value = facts.values[named.id.index]
      guard value.kind == .string else { return nil }
      name = facts.names.string(NameID(value.a))
    } else if let model = modelName(page, lineage) {
      var folders = units[type.unitIndex].path.split(separator: "/").dropLast()
      while folders.last == "views" { folders.removeLast() }
      name = "\(folders.last ?? "")/\(model)\(page.suffix).html"
    }
    guard !name.isEmpty,
      let found = templates.template(named: name, near: units[type.unitIndex].path)
    else { return nil }
    return FunctionRef(unit: found, id: Self.wholeTemplate)
  }

  /// The name of the model in small letters, as the library builds names of it.
  private mutating func modelName(_ page: PageRule, _ lineage: Lineage) -> String? {
    for id in members(of: elements(of: rows(of: page, lineage))) {
      guard case .stored(let row) = entities[id], case let model = entities[row].model else {
        continue
      }
      let facts = units[model.unitIndex].facts
      return facts.names.string(facts.classes[model.id.index].name).lowercased()
    }
    return nil
  }

  /// The query that a view asks for.
  private mutating func rows(of page: PageRule, _ lineage: Lineage) -> EntitySetID {
    if let own = methods([page.method], in: lineage).first { return returns(of: own) }
    if let query = field(page.query, of: lineage) {
      return evaluate(query.id, in: query.unitIndex)
    }
    return field(page.model, of: lineage).map { rows(ofModelNamedBy: $0, page.manager) } ?? .empty
  }

  /// All rows of a model that a class names: the query begins where it is named.
  mutating func rows(ofModelNamedBy ref: ValueRef, _ manager: String) -> EntitySetID {
    let model = evaluate(ref.id, in: ref.unitIndex)
    guard let name = names.known(manager), isModel(model) else { return .empty }
    for id in members(of: lookUp(name, of: model)) {
      if case .library(let type, _) = entities[id] {
        return entities.set(.library(type, origin: ref))
      }
      if let type = queryType(of: entities[id]) {
        return entities.set(.library(type, origin: ref))
      }
    }
    return .empty
  }

  private func isModel(_ set: EntitySetID) -> Bool {
    members(of: set).contains { id in
      if case .classObject = entities[id] { return true }
      return false
    }
  }

  private mutating func bind(_ page: PageRule, _ lineage: Lineage, to target: FunctionRef) {
    let query = rows(of: page, lineage)
    let rows = page.isMany ? query : single(elements(of: query))
    var known = page.names
    if let model = modelName(page, lineage) { known.append(model + page.ending) }
    if let named = field(page.naming, of: lineage) {
      let facts = units[named.unitIndex].facts
      let value = facts.values[named.id.index]
      if value.kind == .string { known.append(facts.names.string(NameID(value.a))) }
    }
    for (position, parameter) in units[target.unitIndex].parameters(of: target.id).enumerated() {
      let name = units[target.unitIndex].facts.names.string(parameter.name)
      guard known.contains(name), !rows.isEmpty else { continue }
      bind(rows, to: ParameterRef(function: target, position: position))
    }
    if let own = methods([page.context], in: lineage).first {
      bind(context: returns(of: own), to: target)
    }
  }
}

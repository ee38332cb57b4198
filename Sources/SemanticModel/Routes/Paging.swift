// What cuts a listing into pages: a class that a view or the settings name, and the size that it gives a page.

import Facts
import SourceText

/// What cuts the rows of a listing into pages.
package enum Paging: Sendable, Hashable {
  case none
  /// Something that cannot be followed.
  case unknown
  case by(Pager)

  /// Whether all rows are given where a request does not ask for a page.
  package var isOpen: Bool {
    switch self {
    case .none: true
    case .unknown: false
    case .by(let pager): !pager.hasSize
    }
  }

  package var pager: Pager? { if case .by(let pager) = self { pager } else { nil } }
}

/// A class that pages, as the code or the settings fill it in.
package struct Pager: Sendable, Hashable {
  /// Where the application says that class, or names the library's.
  package let place: SourcePlace
  package let name: String
  /// Whether it is a class of the application, which several views may name.
  package let isOwn: Bool
  /// Whether a request that asks for no size is given a page.
  package let hasSize: Bool
  /// Whether a request may ask for so many rows only.
  package let isCapped: Bool
  /// The parameter by which a request asks for a size; absent where it cannot.
  package let asked: String?
  /// The members that hold the size and the largest one.
  package let rule: PagerRule
}

extension Evaluator {
  /// What the settings page every listing with: `REST_FRAMEWORK = {"DEFAULT_PAGINATION_CLASS": …}`.
  mutating func usualPaging(_ settings: SettingsRule) -> Paging {
    let named = self.settings(settings.paging.key, in: settings.paging.dictionary)
    guard !named.isEmpty else { return .none }
    for setting in settingTexts(settings.paging.key, in: settings.paging.dictionary) {
      let last = setting.text.split(separator: ".").last.map(String.init) ?? ""
      if let rule = settings.pagerClasses[last] {
        return .by(pager(rule, last, at: setting.place, of: Lineage(), settings))
      }
      for id in members(of: exported(setting.text)) {
        if case .classObject(let type) = entities[id] { return paging(by: type, settings) }
      }
    }
    return .unknown
  }

  /// What the nearest member that pages says; `nil` where there is none.
  mutating func paging(of lineage: Lineage, _ settings: SettingsRule) -> Paging? {
    for type in lineage.classes {
      let unit = type.unitIndex
      for member in units[unit].members(of: type.id) {
        let names = units[unit].facts.names
        guard let name = settings.pagers.first(where: { names.isText($0, member.name) }) else {
          continue
        }
        guard member.value.isPresent, !member.function.isPresent else { return .unknown }
        if units[unit].facts.values[member.value.index].kind == .null { return Paging.none }
        guard name == settings.pagers.first else { return .unknown }
        return paging(by: ValueRef(unit: unit, id: member.value), settings)
      }
    }
    return nil
  }

  /// What a value of a view pages with: a class of the application, or the library's own.
  private mutating func paging(by value: ValueRef, _ settings: SettingsRule) -> Paging {
    for id in members(of: evaluate(value.id, in: value.unitIndex)) {
      switch entities[id] {
      case .classObject(let type): return paging(by: type, settings)
      case .member(let member, _):
        guard let rule = settings.pagerClasses[index[member].name] else { continue }
        let span = units[value.unitIndex].facts.values[value.id.index].span
        let place = SourcePlace(unit: value.unitIndex, span: span)
        return .by(pager(rule, index[member].name, at: place, of: Lineage(), settings))
      default: continue
      }
    }
    return .unknown
  }

  mutating func paging(by type: ClassRef, _ settings: SettingsRule) -> Paging {
    let lineage = lineage(of: type)
    for above in lineage.classes {
      let unit = above.unitIndex
      let superclass = units[unit].facts.classes[above.id.index].superclass
      guard superclass.isPresent else { continue }
      for id in members(of: evaluate(superclass, in: unit)) {
        guard case .member(let member, _) = entities[id],
          let rule = settings.pagerClasses[index[member].name]
        else { continue }
        guard methods(rule.deciding.sorted(), in: lineage).isEmpty else { return .unknown }
        let facts = units[type.unitIndex].facts
        let own = facts.classes[type.id.index]
        let place = SourcePlace(
          unit: type.unitIndex,
          span: facts.values[own.superclass.index].span
        )
        return .by(pager(rule, facts.names.string(own.name), at: place, of: lineage, settings))
      }
    }
    return .unknown
  }

  mutating func pager(
    _ rule: PagerRule,
    _ name: String,
    at place: SourcePlace,
    of lineage: Lineage,
    _ settings: SettingsRule
  ) -> Pager {
    let hasUsualSize = !self.settings(settings.pageSize, in: settings.paging.dictionary).isEmpty
    var asked = rule.asked
    if let word = field(rule.asking, of: lineage) {
      let facts = units[word.unitIndex].facts
      let value = facts.values[word.id.index]
      asked = value.kind == .string ? facts.names.string(NameID(value.a)) : nil
    }
    return Pager(
      place: place,
      name: name,
      isOwn: !lineage.classes.isEmpty,
      hasSize: isSet(rule.size, of: lineage) ?? hasUsualSize,
      isCapped: isSet(rule.maximum, of: lineage) ?? false,
      asked: asked,
      rule: rule
    )
  }

  /// Whether a member says something but `None`; `nil` where no class has it.
  private func isSet(_ name: String, of lineage: Lineage) -> Bool? {
    field(name, of: lineage).map { units[$0.unitIndex].facts.values[$0.id.index].kind != .null }
  }
}

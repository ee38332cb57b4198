// What collections, objects and modules hold, where the key is not known.

import Facts

extension Evaluator {
  mutating func collection(_ set: EntitySetID) -> EntitySetID {
    var result = EntitySetID.empty
    for id in entities[set] {
      if case .collection = entities[id] {
        result = entities.union(result, entities.set(single: id))
      } else {
        result = entities.union(result, entities.set(.collection(id)))
      }
    }
    return result
  }

  /// What the elements of a collection may be.
  mutating func elements(of set: EntitySetID) -> EntitySetID {
    var seen: Set<EntityID> = []
    return elements(of: set, &seen)
  }

  /// The same, for arrays that may be spread into themselves (`lines = [...lines, line]`).
  private mutating func elements(
    of set: EntitySetID,
    _ seen: inout Set<EntityID>
  ) -> EntitySetID {
    var result = EntitySetID.empty
    for id in entities[set] {
      switch entities[id] {
      case .collection(let element):
        result = entities.union(result, entities.set(single: element))
      case .array(let place):
        guard seen.insert(id).inserted else { continue }
        for word in units[place.unitIndex].list(
          ListID(units[place.unitIndex].facts.values[place.id.index].a)
        ) {
          let isSpread = units[place.unitIndex].facts.values[Int(word)].kind == .spread
          let one = evaluate(ValueID(word), in: place.unitIndex)
          result = entities.union(result, isSpread ? elements(of: one, &seen) : one)
        }
      case .library(let type, let origin?):
        guard !relations.isEmpty, index.holdsRows(type) else { continue }
        result = entities.union(result, rows(.one, ofMany: true, askedBy: origin))
      default: continue
      }
    }
    return result
  }

  /// `base[key]`: a member where the key is a text, else any element or property.
  mutating func element(_ value: Value, in unit: Int) -> EntitySetID {
    let base = evaluate(ValueID(value.a), in: unit)
    let key = units[unit].facts.values[Int(value.b)]
    if key.kind == .string {
      let name = units[unit].name(NameID(key.a))
      return entities.union(lookUp(name, of: base), checked(name, among: base))
    }
    var result = EntitySetID.empty
    let bases = members(of: base)
    let isChoice = bases.count { entities[$0].isExports } <= Self.mostModules
    for id in bases {
      switch entities[id] {
      case .array(let place):
        result = entities.union(result, element(key, of: place, in: unit))
      case .collection(let element):
        result = entities.union(result, entities.set(single: element))
      case .object(let place): result = entities.union(result, anyProperty(of: place, id))
      case .exports(let exporter):
        guard isChoice else { continue }
        result = entities.union(result, anyExport(of: Int(exporter), id))
      case .tuple(let row): result = entities.union(result, part(key, of: entities[row], in: unit))
      // One of several that a loop is given at once: `for place, row in enumerate(rows)`.
      case .stored: result = entities.union(result, entities.set(single: id))
      case .library(let type, let origin?) where index.holdsRows(type) && !relations.isEmpty:
        result = entities.union(result, rows(.one, askedBy: origin))
      case .library(let type, let origin):
        // `app[method](path, handler)` registers like any verb; `client[name]` is a database as `client.shop` is.
        let any = units[unit].facts.language == .python ? index.anyMember(of: type) : nil
        guard let member = index.entryMember(of: type) ?? any else { continue }
        result = entities.union(result, meaning(of: member, origin: origin))
      default: result = entities.union(result, stored(.any, on: id))
      }
    }
    return result
  }

  private mutating func element(
    _ key: Value,
    of place: ValueRef,
    in unit: Int
  ) -> EntitySetID {
    let facts = units[place.unitIndex].facts
    let list = facts.list(ListID(facts.values[place.id.index].a))
    if key.kind == .number {
      let position = units[unit].facts.numbers[Int(key.a)]
      guard position >= 0, position < Double(list.count) else { return .empty }
      return evaluate(ValueID(list[list.startIndex + Int(position)]), in: place.unitIndex)
    }
    return elements(of: entities.set(.array(place)))
  }

  /// Longer tables are data, not choices between functions; who is handed more modules wraps them all.
  private static let (mostChoices, mostModules) = (64, 8)

  /// `providers[name]`, where `providers` is a module: any of what it exports.
  private mutating func anyExport(of unit: Int, _ id: EntityID) -> EntitySetID {
    let exports = units[unit].facts.exports
    var set = stored(.any, on: id)
    guard exports.count <= Self.mostChoices else { return set }
    for export in exports {
      let exported = evaluate(export.value, in: unit)
      guard units[unit].name(export.name) == .whole else {
        set = entities.union(set, exported)
        continue
      }
      for one in members(of: exported) {
        guard case .object(let place) = entities[one] else { continue }
        set = entities.union(set, anyProperty(of: place, one))
      }
    }
    return set
  }

  private mutating func anyProperty(of place: ValueRef, _ id: EntityID) -> EntitySetID {
    var set = stored(.any, on: id)
    for number in properties.written(on: id).prefix(Self.mostChoices) {
      set = entities.union(set, stored(number))
    }
    let unit = place.unitIndex
    let list = units[unit].list(ListID(units[unit].facts.values[place.id.index].a))
    var position = list.startIndex
    let end = min(list.endIndex, list.startIndex + 2 * Self.mostChoices)
    while position + 1 < end {
      set = entities.union(set, evaluate(ValueID(list[position + 1]), in: unit))
      position += 2
    }
    return set
  }
}

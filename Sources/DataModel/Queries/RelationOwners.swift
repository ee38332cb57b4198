// Which class declares the relation that a statement asks for the rows of one owner.

import Facts
import Queries
import SemanticModel

/// The members of classes that are relations of SQLAlchemy, by the call that declares them.
struct RelationOwners {
  private let values: SourceValues
  private var declared: [ValueRef: (owner: String, name: String)] = [:]

  init(_ values: SourceValues) {
    self.values = values
    let words: Set<String> = ["relationship", "Relationship", "dynamic_loader"]
    for unit in values.program.units.indices
    where values.program.units[unit].isRunning && values.facts(unit).language == .python {
      let facts = values.facts(unit)
      for position in facts.classes.indices.dropFirst() {
        for member in facts.members(of: ClassID(position)) where member.value.isPresent {
          let origin = ValueRef(unit: unit, id: member.value)
          guard let word = values.calleeName(origin), words.contains(word) else { continue }
          let owner = facts.names.string(facts.classes[position].name)
          declared[origin] = (owner, facts.names.string(member.name))
          readReverse(of: origin)
        }
      }
    }
  }

  /// `order = relationship("Order", backref="items")` declares a member of the other class.
  private mutating func readReverse(of origin: ValueRef) {
    guard let call = values.call(of: origin), let first = values.arguments(of: call).first,
      let target = values.text(first) ?? values.name(first),
      let last = values.arguments(of: call).last, values.value(last).flags.contains(.keywords),
      let reverse = values.entries(last).first(where: { $0.key == "backref" })?.value
    else { return }
    let inner = values.call(of: reverse).flatMap { values.arguments(of: $0).first }
    guard let name = values.text(reverse) ?? inner.flatMap({ values.text($0) }) else { return }
    declared[reverse] = (TableName.last(target), name)
  }

  /// The look-up that reading a relation of a row is: `order.items`.
  func lookup(readAt call: Int) -> [Query] {
    guard !declared.isEmpty, values.instruction(values.at(call)).operation == .read else {
      return []
    }
    return lookup(by: [call], sentBy: call)
  }

  /// The look-up by the key of the owner that a statement contains which was made of an owner's relation:
  /// `customer.orders.filter_by(state="open").all()` compares the reference to the customer too.
  func lookup(by links: [Int], sentBy call: Int) -> [Query] {
    guard !declared.isEmpty else { return [] }
    for link in links {
      for origin in values.program.calls[link].operations.compactMap(\.origin) {
        guard let relation = declared[origin] else { continue }
        let site = values.program.call(at: call)
        let place = QueryPlace(unit: site.place.unit, span: site.place.span)
        var query = Query(
          call: call,
          action: .read,
          model: relation.owner,
          shapes: [QueryShape([Predicate(["id"], .equal)])],
          lookups: [QueryLookup([relation.name], place: place)],
          isSingle: true
        )
        // The row itself is at hand, whatever its key is called.
        query.isOfOwner = true
        return [query]
      }
    }
    return []
  }
}

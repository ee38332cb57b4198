// Properties whose name is their value as well: `{ take }`.

import Facts
import SourceText

extension Program {
  /// Whether a place is name and value of a property in one, so that another value needs the name before it.
  package func isShorthand(_ place: SourcePlace) -> Bool {
    let facts = units[place.unit].facts
    guard !units[place.unit].isPython else { return false }
    let edit = SourceEdit(place, in: self)
    let text = edit.source(place.span)
    let isProperty = facts.values.contains { object in
      guard object.kind == .object, object.span.contains(place.span) else { return false }
      let words = Array(facts.list(ListID(object.a)))
      return stride(from: 0, to: words.count - 1, by: 2).contains { position in
        facts.values[ValueID(words[position + 1]).index].span == place.span
          && facts.names.string(NameID(words[position])) == text
      }
    }
    // `{ take: take }` has the name already.
    let head = edit.lineHead(before: place.span.start).text
    return isProperty && head.last { !$0.isWhitespace } != ":"
  }
}

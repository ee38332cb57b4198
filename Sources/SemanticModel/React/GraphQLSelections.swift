// The fields that GraphQL documents ask for, with what they ask of each.

import Facts
package import SourceText

/// A field of a document: `reviews(first: 10) { text author { name } }`.
package struct SelectedField: Sendable {
  package let name: String
  /// From the name to the end of what is asked of it, as bytes of the file.
  package let span: ByteSpan
  package let hasArguments: Bool
  package let fields: [SelectedField]
}

/// A document, where it stands, and all that it asks for.
package struct DocumentSelection: Sendable {
  package let unit: Int
  package let kind: GraphQLDocument.Kind
  package let fields: [SelectedField]
  /// The calls that send it.
  package let sites: [CallSite]
}

extension Program {
  /// The documents that pages send, each once, in order of file and place.
  package var documentSelections: [DocumentSelection] {
    let sites =
      (calls(playing: [.documentHook, .documentMutation, .documentCall])
      + calls(named: ["useSubscription"] as Set<String>)).filter(\.unit.isRunning)
    var order: [ValueRef] = []
    var senders: [ValueRef: [CallSite]] = [:]
    for site in sites {
      guard let place = documentPlace(of: site).map({ traced($0) }) else { continue }
      if senders[place] == nil { order.append(place) }
      senders[place, default: []].append(site)
    }
    return order.compactMap { place -> DocumentSelection? in
      guard let span = spanOfDocument(at: place) else { return nil }
      let bytes = bytes(of: place.unitIndex)
      guard Int(span.end) <= bytes.count else { return nil }
      var reading = SelectionReading(bytes, span)
      guard let (kind, fields) = reading.document() else { return nil }
      return DocumentSelection(
        unit: place.unitIndex,
        kind: kind,
        fields: fields,
        sites: senders[place] ?? []
      )
    }.sorted { ($0.unit, $0.fields[0].span.start) < ($1.unit, $1.fields[0].span.start) }
  }

  /// Where the text of a document stands.
  private func spanOfDocument(at place: ValueRef) -> ByteSpan? {
    let facts = units[place.unitIndex].facts
    var text = value(place)
    if text.kind == .result {
      let step = facts.instructions[Int(text.a)]
      guard step.operation == .call, let first = facts.valueList(ListID(step.b)).first,
        ["gql", "graphql"].contains(self.text(of: ValueID(step.a), in: units[place.unitIndex]))
      else { return nil }
      text = facts.values[first.index]
    }
    return text.kind == .string || text.kind == .template ? text.span : nil
  }

  /// The names that the files of some packages read: members, keys in texts, names of properties.
  package func namesRead(inPackagesOf selection: DocumentSelection) -> Set<String> {
    let folders = Set(
      ([selection.unit] + selection.sites.map(\.place.unit)).map { packageFolder(of: $0) }
    )
    var result: Set<String> = []
    for unit in units.indices where folders.contains(packageFolder(of: unit)) {
      let facts = units[unit].facts
      for value in facts.values {
        switch value.kind {
        case .member: result.insert(facts.names.string(NameID(value.b)))
        case .string:
          let range = facts.names.range(of: NameID(value.a))
          guard range.count < 64 else { continue }
          for part in facts.names.string(NameID(value.a)).split(separator: ".").prefix(4) {
            result.insert(String(part))
          }
        default: continue
        }
      }
    }
    return result
  }
}

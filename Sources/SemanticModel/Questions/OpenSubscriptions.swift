// Subscriptions of an API that hand every event to everybody who subscribed.

import Facts
import SourceText

/// A subscription whose topic is one for all, and of which no filter leaves events out.
package struct OpenSubscription: Sendable {
  /// The call that listens to the topic.
  package let site: CallSite
  package let topic: String
  /// The calls on the ways of requests that publish under it.
  package let publishing: [CallSite]
}

extension Program {
  private static let listeners: Set<String> = [
    "asyncIterator", "asyncIterableIterator",
  ]

  /// The subscriptions of GraphQL that listen to one topic for all, to which requests publish; in order of file and place.
  package var openSubscriptions: [OpenSubscription] {
    let listening = calls(named: Self.listeners).filter { $0.unit.isRunning && !$0.unit.isPython }
    guard !listening.isEmpty else { return [] }
    let filters = calls(named: ["withFilter", "filter", "pipe"]).map(\.place)
    let published = Dictionary(
      grouping: calls(named: ["publish"]).filter { $0.isReached(from: EntryKinds(.request)) }
    ) { $0.constantTopics.first ?? "" }
    return listening.compactMap { site in
      let isFiltered = filters.contains {
        $0.unit == site.place.unit && $0.span.contains(site.place.span)
      }
      guard !isFiltered, !isDecorated(site.function), let topic = site.constantTopics.first,
        let publishing = published[topic]
      else { return nil }
      return OpenSubscription(site: site, topic: topic, publishing: publishing)
    }
  }

  /// A method of a class says its filter to its decorator.
  private func isDecorated(_ function: FunctionRef) -> Bool {
    let facts = units[function.unitIndex].facts
    return facts.functions[function.id.index].decorators.isPresent
  }
}

extension CallSite {
  /// The topics that the first argument names: a text, a name for one, a list of them.
  fileprivate var constantTopics: [String] {
    guard let first = unit.facts.valueList(ListID(instruction.b)).first else { return [] }
    return topics(ValueRef(unit: place.unit, id: first), depth: 0)
  }

  private func topics(_ ref: ValueRef, depth: Int) -> [String] {
    let end = program.traced(ref)
    let facts = program.units[end.unitIndex].facts
    let value = facts.values[end.id.index]
    switch value.kind {
    case .string: return [facts.names.string(NameID(value.a))]
    case .template:
      // `NEW_ORDER` between backquotes, with nothing put into it.
      let place = SourcePlace(unit: end.unitIndex, span: value.span)
      let text = SourceEdit(place, in: program).text ?? "${"
      return text.contains("${") ? [] : [String(text.drop { $0 == "`" }.prefix { $0 != "`" })]
    case .array where depth < 2:
      return facts.valueList(ListID(value.a)).flatMap {
        topics(ValueRef(unit: end.unitIndex, id: $0), depth: depth + 1)
      }
    default: return []
    }
  }
}

// Loops that have one cause, which are told at the first of them.

import SemanticModel
import SourceText

extension QueryInLoop {
  /// So many loops of one function that do the same to different lists are one cause.
  private static let alike = 4

  /// Loops of one function that each only make the same call are told at the first, and so are those over one list.
  static func joinAlike(_ groups: inout [SourcePlace: [RepeatedCall]]) {
    var families: [LoopFamily: [SourcePlace]] = [:]
    for place in groups.keys.sorted() {
      guard let calls = groups[place], let first = calls.first,
        calls.allSatisfy({ $0.site.calleeText == first.site.calleeText })
      else { continue }
      let family = LoopFamily(function: first.site.function, callee: first.site.calleeText)
      families[family, default: []].append(place)
    }
    for places in families.values where places.count >= alike {
      join(places, of: &groups)
    }
    var walks: [LoopFamily: [SourcePlace]] = [:]
    for place in groups.keys.sorted() {
      guard let first = groups[place]?.first, !first.repetition.subject.isEmpty,
        !first.repetition.subject.contains("…")
      else { continue }
      let list = LoopFamily(
        function: first.site.program.origin(of: first),
        callee: first.repetition.subject
      )
      walks[list, default: []].append(place)
    }
    for places in walks.values where places.count > 1 {
      join(places, of: &groups)
    }
  }

  private static func join(_ places: [SourcePlace], of groups: inout [SourcePlace: [RepeatedCall]])
  {
    for other in places.dropFirst() {
      let calls = groups.removeValue(forKey: other) ?? []
      groups[places[0]]?.append(contentsOf: calls)
    }
  }

  private struct LoopFamily: Hashable {
    let function: FunctionRef
    /// What is called in the loops, or walked by them.
    let callee: String
  }
}

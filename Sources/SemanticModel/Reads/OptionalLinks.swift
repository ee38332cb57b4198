// Which links of a query's chain hold on some paths only: `if status: query = query.filter(…)`.

import Facts
import SourceText

extension Program {
  /// The links that stand in one arm of a branch in front of a read, while the query begins in front of that branch.
  ///
  /// Where several arms of one branch add links, each path has one of them: those are not optional.
  func optionalLinks(among links: [CallSite], of read: CallSite) -> Set<SourcePlace> {
    guard read.unit.isPython else { return [] }
    var byGroup: [UInt32: [RegionID: [SourcePlace]]] = [:]
    for link in links where link.function == read.function {
      guard let arm = arm(of: link, besides: read) else { continue }
      byGroup[read.unit.facts.regions[arm.index].group, default: [:]][arm, default: []]
        .append(link.place)
    }
    return Set(byGroup.values.filter { $0.count == 1 }.flatMap { $0.values.joined() })
  }

  /// The outermost arm around a link that holds neither the read nor the beginning of its query.
  private func arm(of link: CallSite, besides read: CallSite) -> RegionID? {
    let facts = link.unit.facts
    guard let beginning = beginning(of: link) else { return nil }
    let common = Set(around(read.instruction.region, facts)).union(around(beginning, facts))
    return around(link.instruction.region, facts).last { region in
      let kind = facts.regions[region.index].kind
      return (kind == .then || kind == .otherwise) && !common.contains(region)
    }
  }

  /// The region in which the name got its query that a link adds to; nil where the link's own text begins the query.
  private func beginning(of link: CallSite) -> RegionID? {
    let facts = link.unit.facts
    var value = facts.values[Int(link.instruction.a)]
    for _ in 0..<32 {
      switch value.kind {
      case .member, .awaited: value = facts.values[Int(value.a)]
      case .result: value = facts.values[Int(facts.instructions[Int(value.a)].a)]
      case .symbol:
        let symbol = facts.symbols[Int(value.a)]
        guard symbol.flags.contains(.reassigned), symbol.value.isPresent else { return nil }
        let first = facts.values[symbol.value.index]
        return first.kind == .result ? facts.instructions[Int(first.a)].region : nil
      default: return nil
      }
    }
    return nil
  }

  /// A region and those around it, the innermost first.
  private func around(_ region: RegionID, _ facts: FileFacts) -> [RegionID] {
    var result: [RegionID] = []
    var next = region
    while next.isPresent {
      result.append(next)
      next = facts.regions[next.index].parent
    }
    return result
  }
}

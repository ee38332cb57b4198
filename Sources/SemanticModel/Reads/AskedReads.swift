// Reads of repositories, whose table and conditions those say who call them: `orders.get_where(Order.user_id == id)`.

import Facts
import Queries

extension Program {
  /// The calls that let a repository read all that they name, each for its own table.
  func askedReads() -> [OpenRead] {
    let open = reads.filter { $0.status == .unbounded }
    let facts = Dictionary(open.map { ($0.call, $0) }) { first, _ in first }
    var seen: Set<Int> = []
    return queries.compactMap { query in
      guard let sender = query.sender, let fact = facts[sender], query.action == .read,
        !query.isLimited, !query.isSingle, !seen.contains(query.call)
      else { return nil }
      let site = call(at: query.call)
      let filter = ReadFilter(query)
      let reach = filter.reach
      guard reach != .few, reach != .unknown else { return nil }
      seen.insert(query.call)
      return OpenRead(
        site: site,
        fact: fact,
        filter: filter,
        reach: reach,
        subject: query.model,
        isAsked: true
      )
    }
  }

  /// The calls whose statement several models or callers complete: those say what is read.
  var senders: Set<Int> { Set(queries.compactMap(\.sender)) }

  /// The model that a call asks, where only the data model knows it: `session.query(self.model)`.
  func knownModel(ofCall position: Int) -> String? {
    let models = answers.modelsByCall.value {
      var result: [Int: Set<String>] = [:]
      for query in queries where query.sender == nil {
        result[query.call, default: []].insert(query.model)
      }
      return result
    }
    guard let found = models[position], found.count == 1, let model = found.first,
      RaceNames.isClass(model)
    else { return nil }
    return model
  }
}

extension ReadFilter {
  /// What the conditions of a query select by.
  init(_ query: Query) {
    self.init()
    guard query.shapes.count == 1, let shape = query.shapes.first else {
      isComplete = false
      return
    }
    isComplete = shape.isComplete && shape.open == nil
    conditions = shape.predicates.map { predicate in
      Condition(
        name: predicate.path.last ?? "",
        comparison: Self.comparison(of: predicate),
        isOptional: predicate.isOptional
      )
    }
  }

  private static func comparison(of predicate: Predicate) -> Comparison {
    switch predicate.comparison {
    case .equal: predicate.isConstant ? .constant : .equal
    case .oneOf: .oneOf
    default: .other
    }
  }
}

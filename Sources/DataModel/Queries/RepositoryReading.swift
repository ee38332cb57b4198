// The queries of repositories, whose model and conditions those say who call them.

import Facts
import Queries
import SemanticModel

extension QueryReading {
  /// More callers than these are not looked at.
  private static let mostAskers = 96

  /// The member of the own object that a statement names as its model: `query(self._model)`.
  func heldModel(_ position: Int, _ links: [Int]) -> (owner: ClassRef, name: String)? {
    let function = function(of: position)
    for link in [position] + links {
      let call = values.at(link)
      guard values.facts(call.unitIndex).language == .python,
        let first = values.arguments(of: call).first,
        let member = repositories.member(first, in: function)
      else { continue }
      return member
    }
    return nil
  }

  /// One query for each call of the function that sends it, on the model of the repository that is called.
  ///
  /// Empty where the model and the conditions are the function's own.
  func askedQueries(
    _ position: Int,
    _ links: [Int],
    _ builder: QueryBuilder,
    of member: (owner: ClassRef, name: String),
    _ own: [String]
  ) -> [Query] {
    let given = givenConditions(position, links)
    guard given != nil || own.count > 1 else { return [] }
    var result: [Query] = []
    for site in values.sites(calling: function(of: position)).prefix(Self.mostAskers) {
      let call = values.at(site)
      let model =
        own.count == 1
        ? own[0]
        : repositories.model(member.name, ofReceiverOf: call, in: function(of: site))
      guard let model else { continue }
      for var query in builder.queries(on: model, among: [model]) {
        query.call = site
        query.sender = position
        if let given { query.shapes = conditions(from: given, of: call).list }
        result.append(query)
      }
    }
    return result
  }

  /// What of a function's arguments are its conditions.
  private enum Given {
    /// All from a position on: `filter(*expressions)`.
    case rest(Int)
    /// All names but those of its parameters: `filter_by(**columns)`.
    case named(except: Set<String>)
  }

  private func givenConditions(_ position: Int, _ links: [Int]) -> Given? {
    for link in [position] + links {
      for argument in values.arguments(of: values.at(link)) {
        if values.value(argument).kind == .spread, let rest = rest(argument) {
          return .rest(Int(rest.detail))
        }
        guard values.value(argument).flags.contains(.keywords) else { continue }
        for entry in values.entries(argument) where entry.key == nil {
          guard let rest = rest(entry.value) else { continue }
          let facts = values.facts(argument.unitIndex)
          let own = facts.parameters(of: FunctionID(rest.a)).map { facts.names.string($0.name) }
          return .named(except: Set(own))
        }
      }
    }
    return nil
  }

  /// The parameter that takes the rest of the arguments, where a value spreads it.
  private func rest(_ spread: ValueRef) -> Value? {
    guard values.value(spread).kind == .spread else { return nil }
    let value = values.value(FilterReading(values).resolved(values.base(spread)))
    return value.kind == .parameter && value.flags.contains(.rest) ? value : nil
  }

  private func conditions(from given: Given, of call: CallRef) -> Shapes {
    var filters = FilterReading(values)
    var result = Shapes.everything
    switch given {
    case .rest(let first):
      for argument in values.arguments(of: call).dropFirst(first) {
        result = result.and(filters.filter(argument))
      }
    case .named(let own):
      guard let names = values.arguments(of: call).last,
        values.value(names).flags.contains(.keywords)
      else { return result }
      for (key, value) in values.entries(names) {
        guard let key else { return .unknown }
        if !own.contains(key) { result = result.and(filters.lookUp(key, value)) }
      }
    }
    return result
  }

  private func function(of position: Int) -> FunctionRef {
    let call = values.program.calls[position]
    return FunctionRef(unit: call.place.unitIndex, id: call.function)
  }

  /// The rows that a mapper reads for each row of a loop: they are found by the key that refers to the row.
  func lazyLookups(besides started: Set<Int>) -> [Query] {
    values.program.lazyLoads.compactMap { load in
      // What code asks a query for is read there; what a serializer walks, nobody else asks.
      guard let read = load.reads.first, let step = load.path.last, step.isMany,
        !step.isAsked || !load.fields.isEmpty, !started.contains(read)
      else { return nil }
      let site = values.program.call(at: read)
      let place = QueryPlace(unit: site.place.unit, span: site.place.span)
      return Query(
        call: read,
        action: .read,
        model: step.owner,
        shapes: [QueryShape([Predicate(["id"], .equal)])],
        lookups: [QueryLookup([step.name], place: place)],
        isSingle: true
      )
    }
  }
}

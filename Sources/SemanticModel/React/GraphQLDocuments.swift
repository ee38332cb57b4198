// What the documents of a GraphQL client ask for: the operation, its first field and what that is given.

import Facts
import SourceText

/// The operation of a document: `query Orders($page: Int) { orders(page: $page) { id } }`.
package struct GraphQLDocument: Sendable {
  package enum Kind: String, Sendable { case query, mutation, subscription }
  package var kind: Kind = .query
  /// The variables that it declares.
  package var variables: [String] = []
  /// The first field that it asks for.
  package var field = ""
  /// The names of what that field is given.
  package var arguments: [String] = []

  /// The field as the routes of a server name it.
  var path: RequestPath {
    RequestPath(
      verb: kind.rawValue.uppercased(),
      path: field,
      query: arguments.map { "\($0)={}" }.joined(separator: "&")
    )
  }

  /// Whether it is sent as a change and named as one that only looks: `searchOrders`.
  package var isReadByName: Bool {
    let words = NameSplit.words(of: field).map { $0.lowercased() }
    guard kind == .mutation, let first = words.first else { return false }
    return Self.looking.contains(first)
  }

  private static let looking: Set<String> = [
    "search", "filter", "sort", "list", "find", "fetch", "load", "query",
  ]
}

extension Program {
  /// The document that a hook or a client is handed, itself or as the `query` of its options.
  func documentPlace(of site: CallSite) -> ValueRef? {
    guard let first = site.unit.facts.valueList(ListID(site.instruction.b)).first else {
      return nil
    }
    let given = traced(ValueRef(unit: site.place.unit, id: first))
    guard value(given).kind == .object else { return given }
    return (member("query", of: given, depth: 0) ?? member("mutation", of: given, depth: 0))
      .map { traced($0) }
  }

  /// What a hook or a client asks for.
  package func document(of site: CallSite) -> GraphQLDocument? {
    documentPlace(of: site).flatMap { document(at: $0) }
  }

  /// What a document says, with what is written into it from other places left out.
  func document(at place: ValueRef) -> GraphQLDocument? {
    let place = traced(place)
    let facts = units[place.unitIndex].facts
    var text = value(place)
    if text.kind == .result {
      let step = facts.instructions[Int(text.a)]
      guard step.operation == .call, let first = facts.valueList(ListID(step.b)).first,
        ["gql", "graphql"].contains(self.text(of: ValueID(step.a), in: units[place.unitIndex]))
      else { return nil }
      text = facts.values[first.index]
    }
    switch text.kind {
    case .string: return DocumentReading(facts.names.string(NameID(text.a))).document()
    case .template:
      let parts = facts.valueList(ListID(text.a)).map { facts.values[$0.index] }
        .filter { $0.kind == .string }.map { facts.names.string(NameID($0.a)) }
      return DocumentReading(parts.joined(separator: " ")).document()
    default: return nil
    }
  }

  /// The hook whose function a call is: `load(…)` of `const [load] = useLazyQuery(…)`, and of changes that only look.
  func documentHook(calledBy site: CallSite) -> CallSite? {
    if site.plays(.documentCall) { return site }
    let facts = site.unit.facts
    let callee = facts.values[Int(site.instruction.a)]
    guard callee.kind == .symbol else { return nil }
    let taken = facts.values[facts.symbols[Int(callee.a)].value.index]
    guard taken.kind == .index else { return nil }
    let made = facts.values[Int(taken.a)]
    let key = facts.values[Int(taken.b)]
    guard made.kind == .result, key.kind == .number, facts.numbers[Int(key.a)] == 0,
      let position = table.position(
        of: CallRef(unit: site.place.unit, id: InstructionID(made.a))
      )
    else { return nil }
    let hook = call(at: position)
    if hook.plays(.documentHook) { return hook.calleeName.hasPrefix("useLazy") ? hook : nil }
    guard hook.plays(.documentMutation), document(of: hook)?.isReadByName == true else {
      return nil
    }
    return hook
  }
}

/// Reads the first operation of a document.
private struct DocumentReading {
  private var words: [String] = []

  init(_ text: String) {
    var word: [UInt8] = []
    var isComment = false
    func close(_ words: inout [String]) {
      if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
      word = []
    }
    for byte in text.utf8 {
      if isComment {
        isComment = byte != UInt8(ascii: "\n")
        continue
      }
      switch byte {
      case UInt8(ascii: "#"):
        close(&words)
        isComment = true
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"):
        word.append(byte)
      default:
        close(&words)
        if "{}():!".utf8.contains(byte) {
          words.append(String(decoding: [byte], as: UTF8.self))
        }
      }
    }
    close(&words)
  }

  func document() -> GraphQLDocument? {
    var result = GraphQLDocument()
    var position = 0
    var depth = 0
    while position < words.count {
      let word = words[position]
      if depth == 0, let kind = GraphQLDocument.Kind(rawValue: word) {
        result.kind = kind
        position += 1
        break
      }
      if depth == 0, word == "{", position == 0 { break }
      if word == "{" { depth += 1 }
      if word == "}" { depth -= 1 }
      position += 1
    }
    while position < words.count, words[position] != "{" {
      if words[position].hasPrefix("$") {
        result.variables.append(String(words[position].dropFirst()))
      }
      position += 1
    }
    position += 1
    guard position < words.count else { return nil }
    // `list: orders` asks for orders.
    if position + 2 < words.count, words[position + 1] == ":" { position += 2 }
    result.field = words[position]
    if position + 1 < words.count, words[position + 1] == "(" {
      var next = position + 2
      while next + 1 < words.count, words[next] != ")" {
        if words[next + 1] == ":" { result.arguments.append(words[next]) }
        next += 1
      }
    }
    return result
  }
}

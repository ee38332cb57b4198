// The path that a request of a page asks for, and the route of the server that answers it.

import Facts
import SourceText

/// The address of a request, with `{}` for what the code does not tell.
package struct RequestPath: Sendable, Hashable {
  package let verb: String
  package let path: String
  /// What stands behind the question mark.
  package let query: String

  /// The path as a reader says it: without a base address that nothing tells.
  package var shown: String {
    path.hasPrefix("{}/") ? String(path.dropFirst(2)) : path
  }

  /// The segments without leading ones that are not known: base addresses.
  var segments: [Substring] {
    Array(
      path.split(separator: "/").drop { $0 == "{}" || $0.hasSuffix("{}") && !path.hasPrefix("/") }
    )
  }

  /// The last word of the path: what is asked for (`orders`).
  package var noun: String {
    // `order.list` lists orders.
    if isProcedure, path.contains(".") {
      return String(path.split(separator: ".").dropLast().last ?? "")
    }
    if isProcedure, let subject = subjectOfProcedure { return subject }
    let named = segments.filter { !$0.contains("{}") }
    // `/products/all/select` asks for products.
    return String(named.last { !Self.sayHow.contains($0) } ?? named.last ?? "")
  }

  /// What a field asks for that is named like a function: the orders of `getOrdersForCustomer`.
  private var subjectOfProcedure: String? {
    var words = NameSplit.words(of: path)[...]
    while let first = words.first, words.count > 1, Self.asking.contains(first) {
      words = words.dropFirst()
    }
    if let link = words.dropFirst().firstIndex(where: Self.linking.contains) {
      words = words[..<link]
    }
    guard words.count < NameSplit.words(of: path).count, !words.isEmpty else { return nil }
    return words.joined(separator: "_")
  }

  private static let asking: Set<String> = [
    "get", "fetch", "load", "find", "list", "all", "read", "query", "my",
  ]
  private static let linking: Set<String> = ["with", "by", "for", "of", "in", "from", "and"]

  /// Segments that say how much is asked for, and not what.
  private static let sayHow: Set<Substring> = ["all", "list", "select", "options", "search", "api"]

  /// Whether something is asked for that nothing here names: `?${search}`.
  var hasOpenQuery: Bool {
    query.split(separator: "&", omittingEmptySubsequences: false).contains { $0.hasPrefix("{}") }
  }

  /// Whether it names a procedure of the server, which has no address.
  var isProcedure: Bool { verb == "QUERY" }

  /// Whether it only reads.
  var isRead: Bool { verb == "GET" || isProcedure }

  /// Whether it asks for one thing by its key.
  package var isOfOne: Bool {
    segments.last.map { $0.contains("{}") } ?? true || isProcedure && query == "id={}"
  }
}

extension Program {
  /// The address that a request asks for; nil where nothing of it is known.
  package func path(of request: DataRequest) -> RequestPath? {
    let site = request.site
    if site.plays(.procedureHook) { return procedure(of: site) }
    if let address = request.address, let document = document(at: address) { return document.path }
    let arguments = site.unit.facts.valueList(ListID(site.instruction.b))
    guard
      let address = request.address
        ?? arguments.first.map({ ValueRef(unit: site.place.unit, id: $0) })
    else { return nil }
    let text = AddressText(program: self, way: request.way)
    var written = text.text(address)
    if written.isEmpty || written == "{}" {
      let traced = traced(address)
      if let entry = member("url", of: traced, depth: 0) { written = text.text(entry) }
    }
    if !written.contains(where: { $0.isLetter }), request.address != nil,
      let base = baseAddress(in: address.unitIndex)
    {
      // `query: () => "/"` under `baseUrl: "/friends"`.
      let above = text.text(base)
      written = (above.hasSuffix("/") ? String(above.dropLast()) : above) + written
      if written.hasSuffix("/") { written.removeLast() }
    }
    guard written.contains(where: { $0.isLetter }) else { return nil }
    if written.hasPrefix("http://") || written.hasPrefix("https://") {
      written = written.split(separator: "/", omittingEmptySubsequences: false).dropFirst(3)
        .reduce("") { "\($0)/\($1)" }
    }
    let parts = written.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    var verb = site.effects.first { $0.kind == .external }?.verb.uppercased() ?? "GET"
    if !["GET", "POST", "PUT", "PATCH", "DELETE"].contains(verb) {
      verb = method(of: site) ?? "GET"
    }
    return RequestPath(
      verb: verb,
      path: parts.first.map(String.init) ?? "",
      query: parts.count > 1 ? String(parts[1]) : ""
    )
  }

  /// The procedure that the names before a hook tell: `order.list` of `api.order.list.useQuery()`.
  private func procedure(of site: CallSite) -> RequestPath? {
    let facts = site.unit.facts
    var callee = facts.values[Int(site.instruction.a)]
    var names: [String] = []
    while callee.kind == .member, names.count < 10 {
      names.append(facts.names.string(NameID(callee.b)))
      callee = facts.values[Int(callee.a)]
    }
    guard names.count > 1 else { return nil }
    return RequestPath(
      verb: "QUERY",
      path: names.dropFirst().reversed().joined(separator: "."),
      query: ""
    )
  }

  /// What the option of a request says it does.
  func method(of site: CallSite) -> String? {
    guard case .text(let text) = site.option(["method"]) else { return nil }
    return text.uppercased()
  }

  /// The routes of this repository that answer a request.
  package func routes(answering path: RequestPath) -> [Int] {
    let wanted = path.segments
    guard !wanted.isEmpty, wanted.contains(where: { $0 != "{}" }) else { return [] }
    let segments = answers.routeSegments.value { routes.map { $0.path.pieces(between: "/") } }
    var best: [Int] = []
    var length = Int.max
    for position in routes.indices
    where routes[position].verb == path.verb || routes[position].verb == "ALL" {
      let own = segments[position]
      guard own.count >= wanted.count, own.count <= length,
        zip(own.suffix(wanted.count), wanted).allSatisfy(Self.matches)
      else { continue }
      if own.count < length { best = [] }
      length = own.count
      best.append(position)
    }
    return best
  }

  private static func matches(_ own: Substring, _ asked: Substring) -> Bool {
    if own == asked { return true }
    let isOpen = own.utf8.first.map(opening.contains) ?? false || own.contains("${")
    return isOpen && (asked.contains("{}") || own.contains("${"))
  }

  /// What the name of a parameter follows in a path.
  private static let opening = [":", "{", "<", "["].map { UInt8(ascii: $0) }

  /// By position of a route: the reads behind it that give as many rows as there are.
  var openRoutes: [Int: [OpenRead]] {
    answers.openRoutes.value {
      var positions: [String: [Int]] = [:]
      for (position, route) in routes.enumerated() {
        positions[route.label, default: []].append(position)
      }
      var result: [Int: [OpenRead]] = [:]
      for read in unboundedReads {
        guard let approach = approach(to: read.site.function, from: EntryKinds(.request)) else {
          continue
        }
        for route in routes(of: approach) {
          for position in positions[route.label] ?? [] {
            result[position, default: []].append(read)
          }
        }
      }
      return result
    }
  }
}

/// What is known of how many rows a request brings.
package enum AnswerSize: Sendable {
  /// The server reads without a limit: the route, and the read.
  case open(Route, OpenRead)
  /// The server is here, and bounds it.
  case bounded
  /// The server is elsewhere, or nothing of the address is known.
  case unknown
}

extension Program {
  /// How many rows the answer of a request can hold.
  package func answerSize(of request: DataRequest) -> AnswerSize {
    guard let path = path(of: request) else { return .unknown }
    let found = routes(answering: path)
    for position in found {
      guard let reads = openRoutes[position], let first = reads.first else { continue }
      // Behind one route several things are read: rights, settings, and what it is asked for.
      let asked = reads.first { NameSplit.haveCommonWord($0.subject, path.noun) }
      return .open(routes[position], asked ?? first)
    }
    // A resolver that reads nothing itself asks another service, and nothing of that bounds it.
    let isRelayed =
      path.isProcedure
      && found.allSatisfy { position in
        routes[position].handlers.allSatisfy { !reaches([.query], in: $0) }
      }
    return found.isEmpty || isRelayed && !request.site.plays(.procedureHook) ? .unknown : .bounded
  }

  /// Whether a request says which page of the answer it wants.
  package func isPaged(_ request: DataRequest) -> Bool {
    if let path = path(of: request), Self.isPaging(path.query) || path.hasOpenQuery { return true }
    if let address = request.address,
      mentionsPage(traced(address).id, units[traced(address).unitIndex].facts, 0)
    {
      return true
    }
    return (request.way + [request.site] + calls(ofLazy: request.site)).contains { site in
      let facts = site.unit.facts
      // `popular(5)`: so many, and no more.
      let isCounted = facts.valueList(ListID(site.instruction.b)).contains {
        facts.values[$0.index].kind == .number
      }
      if isCounted { return true }
      return facts.valueList(ListID(site.instruction.b)).contains { mentionsPage($0, facts, 0) }
    }
  }

  /// Whether a name or a text speaks of pages.
  package static func isPaging(_ text: String) -> Bool {
    NameSplit.words(of: text).contains { pagingWords.contains($0) }
  }

  private static let pagingWords: Set<String> = [
    "page", "limit", "offset", "cursor", "skip", "take", "per", "after", "before", "first",
    "pagination",
    "paging", "pageno", "pagesize", "perpage", "pagenumber", "start", "ids", "top",
  ]

  func mentionsPage(_ id: ValueID, _ facts: FileFacts, _ depth: Int) -> Bool {
    guard id.isPresent, depth < 6 else { return false }
    let value = facts.values[id.index]
    switch value.kind {
    case .symbol: return Self.isPaging(facts.names.string(facts.symbols[Int(value.a)].name))
    case .member: return Self.isPaging(facts.names.string(NameID(value.b)))
    case .string:
      let text = facts.names.string(NameID(value.a))
      return text.contains("=") && Self.isPaging(text)
    case .template, .array, .choice:
      return facts.valueList(ListID(value.a)).contains { mentionsPage($0, facts, depth + 1) }
    case .object:
      let words = Array(facts.list(ListID(value.a)))
      return stride(from: 0, to: words.count - 1, by: 2).contains { position in
        let name = NameID(words[position])
        return name != .any && Self.isPaging(facts.names.string(name))
          || mentionsPage(ValueID(words[position + 1]), facts, depth + 1)
      }
    default: return false
    }
  }
}

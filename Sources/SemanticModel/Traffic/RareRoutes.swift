// Which routes and messages few requests are sent to, by their paths, guards and names.

import Facts
import SourceText

/// Says of routes and messages why they are asked rarely.
struct RareRoutes {
  private let program: Program
  private let words: RareWords
  private let calls: RareCalls
  private var texts: [SourcePlace: GuardText] = [:]
  private var sources: [Int: [UInt8]] = [:]

  init(_ program: Program, _ calls: RareCalls) {
    self.program = program
    self.calls = calls
    words = program.libraries.rareWords
  }

  /// The rarest reason; nil where users ask as usual.
  mutating func use(of route: Route) -> RareUse? {
    // Procedures are called by names with points: `notification.sendTest`.
    let isProcedure = ["QUERY", "MUTATION", "SUBSCRIPTION"].contains(route.verb)
    let path = PathWords(route.path, isProcedure: isProcedure)
    var use = reason(of: route, path)
    use?.isBulk = !words.bulk.isDisjoint(with: path.words)
    return use
  }

  private mutating func reason(of route: Route, _ path: PathWords) -> RareUse? {
    let isPage = ["GET", "HEAD", "QUERY", "ALL"].contains(route.verb)
    let name = route.handler.map { program.lastName(of: $0) } ?? ""
    if let use = errand(of: route, path, name, isPage: isPage) { return use }
    if let registrar = privilegedRegistrar(of: route) {
      return RareUse(.administration, reason: "`\(registrar)`, which registers it")
    }
    for middleware in route.chain where middleware.level != .after {
      if let named = guarding(middleware, route.verb) {
        return RareUse(.administration, reason: "`\(named)` before it")
      }
    }
    // Wrappers around it stand around the handlers of other routes too.
    if let handler = route.handler, let use = guarded(handler, route.verb) { return use }
    if let wrapper = program.wrapperNames(of: route).first(where: isPrivilegedWrapper) {
      return RareUse(.administration, reason: "`\(wrapper)` around its handler")
    }
    if let check = program.clockCheck(before: route) {
      return RareUse(.schedule, reason: "`\(check)` before it")
    }
    return kept(route) ?? deletion(route, path, name)
  }

  /// `withAdmin(…)`.
  private func isPrivilegedWrapper(_ name: String) -> Bool {
    words.isPrivileged(NameSplit.words(of: name).filter { $0 != "with" && $0 != "wrap" })
  }

  /// What stands at a handler, or in it, that lets only those through who run the application.
  private mutating func guarded(_ handler: FunctionRef, _ verb: String) -> RareUse? {
    for place in program.guardPlaces(of: handler) {
      guard let named = text(at: place).privilege(words, of: verb) else { continue }
      return RareUse(.administration, reason: "`\(named)` at its handler")
    }
    return calls.refusesOthers(handler, in: program.units) || isOfTestedView(handler)
      ? RareUse(.administration, reason: Self.ownTest) : nil
  }

  /// Why few requests come to a method that a framework calls of a view whose routes are not known.
  mutating func use(ofHook method: FunctionRef) -> RareUse? {
    let name = program.lastName(of: method)
    if name == "perform_destroy" { return RareUse(.deletion, reason: "the name `\(name)`") }
    if let owner = program.ownerName(of: method), words.isPrivileged(NameSplit.words(of: owner)) {
      return RareUse(.administration, reason: "the name `\(owner)`")
    }
    return guarded(method, name.uppercased())
  }

  private func isOfTestedView(_ handler: FunctionRef) -> Bool {
    let owner = program.units[handler.unitIndex].facts.functions[handler.id.index].owner
    return owner.isPresent
      && calls.testedViews.contains(ClassRef(unit: handler.unitIndex, id: owner))
  }

  /// Why few see the list of a view that a library answers.
  mutating func use(ofView view: ClassRef) -> RareUse? {
    if calls.testedViews.contains(view) {
      return RareUse(.administration, reason: Self.ownTest)
    }
    for place in program.guardPlaces(of: view, answering: ["list", "get"]) {
      if let named = text(at: place).privilege(words, of: "GET") {
        return RareUse(.administration, reason: "`\(named)` at its view")
      }
      if let seconds = text(at: place).keptSeconds(words) {
        return RareUse(.keptAnswer, reason: "`\(short(place))`", keptSeconds: seconds)
      }
    }
    return nil
  }

  /// What the path and the name of the handler say.
  private func errand(
    of route: Route,
    _ segments: PathWords,
    _ name: String,
    isPage: Bool
  ) -> RareUse? {
    let all = segments.words
    if let first = segments.first, words.setUps.contains(first) {
      return RareUse(.setUp, reason: "its path")
    }
    if !isPage, isDemo(segments) { return RareUse(.demonstration, reason: "its path") }
    if segments.parts.contains(where: { !words.schedules.isDisjoint(with: $0) }) {
      return RareUse(.schedule, reason: "its path")
    }
    let comesBack = segments.parts.contains {
      $0.count <= 2 && !words.landings.isDisjoint(with: $0)
    }
    let isSentBack =
      !words.returns.isDisjoint(with: all) && !words.services.isDisjoint(with: all)
    if isPage, comesBack || isSentBack { return RareUse(.comingBack, reason: "its path") }
    if isPage, let handler = route.handler, program.comparesState(handler) {
      return RareUse(.comingBack, reason: "the `state` that it compares with the session's")
    }
    if isPage, let use = errandByAdministrator(name) { return use }
    if !isPage, isTrial(segments.last) { return RareUse(.trial, reason: "its path") }
    if route.verb == "DELETE", let last = segments.lastNoun, words.owners.contains(last) {
      return RareUse(.removal, reason: "its path")
    }
    if !isPage || route.verb == "ALL" {
      if let use = errand(of: name) { return use }
      // `import.preview` and `import.run` are steps of one.
      if !words.intakes.isDisjoint(with: segments.last)
        || segments.parts.contains(where: { $0.count == 1 && words.intakes.contains($0[0]) })
      {
        return RareUse(.intake, reason: "its path")
      }
      if let last = segments.last.last, words.settings.contains(last), route.verb != "DELETE" {
        return RareUse(.settings, reason: "its path")
      }
      if isSwitch(segments.last) { return RareUse(.settings, reason: "its path") }
      if isModeration(segments) { return RareUse(.administration, reason: "its path") }
    }
    if segments.parts.contains(where: { !words.paths.isDisjoint(with: $0) }) {
      return RareUse(.administration, reason: "its path")
    }
    return nil
  }

  /// A demonstration that somebody books stands at the end, or has another word beside it: `demo-requests`.
  private func isDemo(_ path: PathWords) -> Bool {
    path.parts.dropLast().contains { $0.count == 1 && words.demonstrating.contains($0[0]) }
  }

  private func isModeration(_ path: PathWords) -> Bool {
    path.lastNoun.map(words.moderating.contains) ?? false
  }

  private static let ownTest = "the test of the role in its handler"

  /// Something is taken away, and more than a mark that is set and unset all day.
  private func deletion(_ route: Route, _ path: PathWords, _ name: String) -> RareUse? {
    let nouns = path.words.union(NameSplit.words(of: name))
    guard words.light.isDisjoint(with: nouns) else { return nil }
    if route.verb == "DELETE" { return RareUse(.deletion, reason: "its verb") }
    guard !["GET", "HEAD", "QUERY"].contains(route.verb), deletes(name) else { return nil }
    return RareUse(.deletion, reason: "the name `\(name)`")
  }

  private func deletes(_ name: String) -> Bool {
    NameSplit.words(of: name).first.map { ["delete", "destroy", "purge", "erase"].contains($0) }
      ?? false
  }

  /// What a message or a handler is called.
  func errand(of name: String) -> RareUse? {
    let own = NameSplit.words(of: name)
    guard let verb = own.first else { return nil }
    let rest = own.dropFirst().filter { !Self.small.contains($0) }
    let told = "the name `\(name)`"
    if isTrial(own) { return RareUse(.trial, reason: told) }
    if let use = errandByAdministrator(name) { return use }
    if words.removing.contains(verb), !rest.isEmpty, rest.allSatisfy(words.owners.contains) {
      return RareUse(.removal, reason: told)
    }
    if words.clearing.contains(verb), let last = rest.last, words.cleared.contains(last) {
      return RareUse(.clearing, reason: told)
    }
    if words.intakes.contains(verb) { return RareUse(.intake, reason: told) }
    if words.saving.contains(verb), let last = rest.last, words.settings.contains(last) {
      return RareUse(.settings, reason: told)
    }
    return nil
  }

  /// What is named after who does it: `teamsOfUserByAdmin`.
  private func errandByAdministrator(_ name: String) -> RareUse? {
    let own = NameSplit.words(of: name)
    guard own.count > 2, own[own.count - 2] == "by", own.last.map(words.privileged.contains) == true
    else { return nil }
    return RareUse(.administration, reason: "the name `\(name)`")
  }

  private static let small: Set<String> = [
    "by", "id", "handler", "view", "controller", "action", "api", "route", "current", "my", "own",
    "the", "all",
  ]

  /// `toggle-dark-mode`, `enable-reviews`: what is on or off for long, which `toggle` alone and a favourite are not.
  private func isSwitch(_ name: [String]) -> Bool {
    name.count > 1 && name.first.map(words.switching.contains) == true
      && words.light.isDisjoint(with: name)
  }

  /// `test`, `testEmail`, `send_test_notification`.
  private func isTrial(_ name: [String]) -> Bool {
    name.starts(with: ["send", "test"])
      || name.first == "test" && name.dropFirst().allSatisfy(words.tried.contains)
  }

  /// What a listener of a message does rarely.
  mutating func use(ofMessage name: String, answeredBy handler: FunctionRef) -> RareUse? {
    if words.setUps.contains(name.lowercased()) {
      return RareUse(.setUp, reason: "the name `\(name)`")
    }
    if let use = errand(of: name) { return use }
    guard calls.refusesOthers(handler, in: program.units) else {
      let isLight = !words.light.isDisjoint(with: NameSplit.words(of: name))
      return deletes(name) && !isLight ? RareUse(.deletion, reason: "the name `\(name)`") : nil
    }
    return RareUse(.administration, reason: Self.ownTest)
  }

  /// The name of a guard that lets only those through who run the application.
  private mutating func guarding(_ middleware: Middleware, _ verb: String) -> String? {
    if let named = text(at: middleware.place).privilege(words, of: verb) { return named }
    // What stands around the first stands around others too.
    guard let function = middleware.functions.first,
      words.isPrivileged(NameSplit.words(of: program.lastName(of: function)))
        || calls.refusesOthers(function, in: program.units)
    else { return nil }
    return program.name(of: function)
  }

  private mutating func kept(_ route: Route) -> RareUse? {
    guard route.verb == "GET" else { return nil }
    let places =
      route.chain.filter { $0.level == .route }.map(\.place)
      + route.handlers.flatMap { program.guardPlaces(of: $0) }
    for place in places {
      guard let seconds = text(at: place).keptSeconds(words) else { continue }
      return RareUse(.keptAnswer, reason: "`\(short(place))`", keptSeconds: seconds)
    }
    return nil
  }

  private mutating func bytes(of unit: Int) -> [UInt8] {
    if let known = sources[unit] { return known }
    let bytes = program.bytes(of: unit)
    sources[unit] = bytes
    return bytes
  }

  private mutating func text(at place: SourcePlace) -> GuardText {
    if let known = texts[place] { return known }
    let bytes = bytes(of: place.unit)
    let start = min(Int(place.span.start), bytes.count)
    let end = min(max(Int(place.span.end), start), start + 160, bytes.count)
    let text = GuardText(String(decoding: bytes[start..<end], as: UTF8.self))
    texts[place] = text
    return text
  }

  /// What registers a route, where its name says for whom: `setupAdminPageRoute(app, "/manage/users", …)`.
  private mutating func privilegedRegistrar(of route: Route) -> String? {
    let bytes = bytes(of: route.place.unit)
    guard route.call != nil, Int(route.place.span.end) <= bytes.count else { return nil }
    let callee = short(route.place).prefix { $0 != "(" }
    guard let name = callee.split(separator: ".").last.map(String.init) else { return nil }
    let own = NameSplit.words(of: name)
    let rest = own.filter { !words.privileged.contains($0) }
    return own.contains("admin") && !rest.isEmpty && rest.allSatisfy(Self.registering.contains)
      ? name : nil
  }

  private static let registering: Set<String> = [
    "setup", "set", "up", "add", "register", "define", "create", "mount", "route", "routes", "page",
    "api", "endpoint", "get", "post", "put", "patch", "delete",
  ]

  private func short(_ place: SourcePlace) -> String {
    let bytes = sources[place.unit] ?? []
    let start = min(Int(place.span.start), bytes.count)
    let end = min(max(Int(place.span.end), start), start + 60, bytes.count)
    let line = bytes[start..<end].prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "`") }
    return String(decoding: line, as: UTF8.self)
  }
}

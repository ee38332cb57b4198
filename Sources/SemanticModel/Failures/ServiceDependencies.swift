// Services of others that requests wait for, and whether a request can do without them.

import Facts
import SourceText

/// A call of another service on the way of a request.
package struct Dependency: Sendable {
  /// The call that waits for the other service.
  package let site: CallSite
  /// Where the way of the request enters the file that speaks to it; the same where it speaks itself.
  package let crossing: CallSite
  package let approach: Approach
  /// The failure of the call is the failure of the request: nothing stands in for what it gives.
  package let failsRequest: Bool
  /// A write that stays behind when the call fails.
  package let writtenBefore: CallSite?
  package let service: ServiceKey
  package let purpose: ServicePurpose?
}

/// What makes two calls calls of one service.
package struct ServiceKey: Hashable, Sendable, Comparable {
  package let library: String
  /// The host, or what else tells two services of one library apart.
  package let address: String

  package init(library: String, address: String) {
    self.library = library
    self.address = address
  }

  package static func < (left: Self, right: Self) -> Bool {
    (left.library, left.address) < (right.library, right.address)
  }
}

extension Program {
  /// The calls of other services that requests wait for, in the order of the calls.
  package var serviceDependencies: [Dependency] {
    answers.dependencies.value { DependencyReader(self).dependencies().map(FoundDependency.init) }
      .map { $0.dependency(in: self) }
  }
}

/// A dependency by the positions of its calls, as several rules share it.
struct FoundDependency: Sendable {
  private let site: Int
  private let crossing: Int
  private let entry: Entry
  private let calls: [Int]
  private let goal: Int32
  private let failsRequest: Bool
  private let writtenBefore: Int?
  private let service: ServiceKey
  private let purpose: ServicePurpose?

  fileprivate init(_ dependency: Dependency) {
    site = dependency.site.position
    crossing = dependency.crossing.position
    entry = dependency.approach.entry
    calls = dependency.approach.calls.map(\.position)
    goal = dependency.approach.goal
    failsRequest = dependency.failsRequest
    writtenBefore = dependency.writtenBefore?.position
    service = dependency.service
    purpose = dependency.purpose
  }

  fileprivate func dependency(in program: Program) -> Dependency {
    Dependency(
      site: program.call(at: site),
      crossing: program.call(at: crossing),
      approach: Approach(entry: entry, calls: calls.map(program.call(at:)), goal: goal),
      failsRequest: failsRequest,
      writtenBefore: writtenBefore.map(program.call(at:)),
      service: service,
      purpose: purpose
    )
  }
}

/// Walks the ways of requests once along what lets failures through, and once along all that is waited for.
private struct DependencyReader {
  let program: Program
  /// By file; nil where browsers run it, because no way of a request leads through it.
  let fates: [FailureFates?]
  /// By file, as they are asked for: few lie on the way of a request to a service.
  let guarded = Guarded()
  /// By file: it asks the database, so that what it calls is more than a relay.
  let isDomain: [Bool]
  let clients: [Int: CallRef]
  /// The libraries that ask databases.
  let mappers: Set<String>
  let bare: Ways
  let waiting: Ways
  /// From functions that a library calls on its own account: hooks of models.
  let hooks: Ways

  /// The ways of requests, and the calls back.
  struct Ways {
    let approaches: Approaches
    /// By dense function number: the calls that run it.
    var callers: [[CallGraph.Edge]]
    /// Failures come all the way back to the request.
    let isBare: Bool

    init(
      in program: Program,
      from kind: EntryKind = .request,
      isBare: Bool,
      along isWay: (CallGraph.Edge) -> Bool
    ) {
      self.isBare = isBare
      approaches = Approaches(in: program, from: [EntryKinds(kind)], along: isWay)
      callers = Array(repeating: [], count: program.reachability.kinds.count)
      for edge in program.graph.edges where isWay(edge) {
        callers[Int(edge.callee)].append(edge)
      }
    }
  }

  init(_ program: Program) {
    self.program = program
    let uses = FailureMap(of: program).uses
    let fates = program.units.indices.map { unit in
      program.browserUnits.contains(unit)
        ? nil : FailureFates(program.units[unit].facts, uses[unit])
    }
    self.fates = fates
    var isDomain = Array(repeating: false, count: program.units.count)
    var mappers: Set<String> = []
    for site in program.calls(with: [.query, .write]) {
      isDomain[site.place.unit] = true
      if let library = site.library { mappers.insert(library) }
    }
    // A hook is more than a relay: whoever saves knows nothing of it.
    for hook in program.graph.hooks { isDomain[hook.unitIndex] = true }
    self.mappers = mappers
    self.isDomain = isDomain
    var clients: [Int: CallRef] = [:]
    for fact in program.deadlines { if let client = fact.client { clients[fact.call] = client } }
    self.clients = clients
    let steps = WaySteps(in: program, fates)
    bare = Ways(in: program, isBare: true) { steps.fate(of: $0) == .passes }
    hooks = Ways(in: program, from: .escaped, isBare: true) { steps.fate(of: $0) == .passes }
    waiting = Ways(in: program, isBare: false) { (steps.fate(of: $0) ?? .detached) != .detached }
  }

  /// Files that import a breaker, or define one.
  final class Guarded {
    private var known: [Int: Bool] = [:]

    func contains(_ unit: Int, in program: Program) -> Bool {
      if let known = known[unit] { return known }
      let guards = program.guardsCalls(in: unit)
      known[unit] = guards
      return guards
    }
  }

  /// What becomes of failures along the calls of the server, worked out once for all ways.
  struct WaySteps {
    /// By call; nil where it runs elsewhere, or nowhere that is known.
    private var fates: [FailureFates.Fate?]
    private let isThread: [Bool]

    init(in program: Program, _ fates: [FailureFates?]) {
      isThread = program.reachability.kinds.indices.map { program.isThread(Int32($0)) }
      self.fates = Array(repeating: nil, count: program.calls.count)
      for edge in program.graph.edges where edge.weight != .uncounted {
        let call = program.calls[Int(edge.call)]
        guard self.fates[Int(edge.call)] == nil else { continue }
        self.fates[Int(edge.call)] = fates.fate(of: call)
      }
    }

    func fate(of edge: CallGraph.Edge) -> FailureFates.Fate? {
      edge.weight == .uncounted || isThread[Int(edge.callee)] ? nil : fates[Int(edge.call)]
    }
  }

  func dependencies() -> [Dependency] { program.calls(with: [.external]).flatMap(dependencies) }

  private func dependencies(_ site: CallSite) -> [Dependency] {
    guard site.unit.isRunning, let fate = fates.fate(of: site.resolved), fate != .detached,
      let service = service(of: site)
    else { return [] }
    // A failure that comes out of the file may still be caught on the way from there to the request.
    let failing =
      fate == .passes
      ? crossings(to: site, along: bare).compactMap { dependency($0, service, bare) } : []
    let known = Set(failing.map(\.crossing.place))
    let others = crossings(to: site, along: waiting).filter { !known.contains($0[0].place) }
    let found = failing + others.compactMap { dependency($0, service, waiting) }
    guard found.isEmpty, fate == .passes else { return found }
    return crossings(to: site, along: hooks).compactMap { dependency($0, service, hooks) }
      .filter { isHook($0.approach.entry) }
  }

  /// The ways from the files that do more than relay to a call, each from its crossing to the call itself.
  private func crossings(to site: CallSite, along ways: Ways) -> [[CallSite]] {
    if isDomain[site.place.unit] { return [[site]] }
    var result: [[CallSite]] = []
    var next: [Int32: (call: CallSite, function: Int32)] = [:]
    let start = program.units.number(site.function)
    var queue = [start]
    var seen: Set<Int32> = [start]
    var head = 0
    /// From a function down to the call.
    func way(from function: Int32) -> [CallSite] {
      var way: [CallSite] = []
      var current = function
      while current != start, let step = next[current] {
        way.append(step.call)
        current = step.function
      }
      return way + [site]
    }
    while head < queue.count, head < 400 {
      let current = queue[head]
      head += 1
      let isEntry = ways.approaches.approach(to: program.reference(current))?.calls.isEmpty
      if isEntry == true {
        let whole = way(from: current)
        let crossing = whole.lastIndex { $0.place.unit != site.place.unit } ?? whole.count - 1
        result.append(Array(whole[crossing...]))
      }
      for edge in ways.callers[Int(current)] {
        let call = program.call(at: Int(edge.call))
        if isDomain[call.place.unit] {
          result.append([call] + way(from: current))
        } else if seen.insert(edge.caller).inserted {
          next[edge.caller] = (call, current)
          queue.append(edge.caller)
        }
      }
    }
    return result
  }

  private func dependency(_ way: [CallSite], _ service: ServiceKey, _ ways: Ways) -> Dependency? {
    guard let crossing = way.first, let site = way.last,
      let approach = ways.approaches.approach(to: crossing.function),
      program.units[approach.entry.function.unitIndex].isRunning
    else { return nil }
    let path = approach.calls + way
    guard !path.contains(where: isProtected), isFeasible(path) else { return nil }
    return Dependency(
      site: site,
      crossing: crossing,
      approach: approach,
      failsRequest: ways.isBare,
      writtenBefore: path.reversed().lazy.compactMap { program.write(before: $0) }.first,
      service: service,
      purpose: program.purpose(of: site) ?? (isNamedMessage(crossing, service) ? .messages : nil)
    )
  }

  /// Whether no call of a way leaves out, by its flags, the one behind it.
  private func isFeasible(_ way: [CallSite]) -> Bool {
    let flags = FlagArguments(units: program.units)
    return zip(way, way.dropFirst()).allSatisfy { call, next in
      !call.resolved.targets.contains(next.function)
        || flags.isAllowed(next.position, by: call.position, program.table)
    }
  }

  /// Whether what a call sends is a message to people, by the names of the application and of the host.
  private func isNamedMessage(_ crossing: CallSite, _ service: ServiceKey) -> Bool {
    let own = crossing.calledName.lowercased()
    let words = crossing.calleeText.lowercased()
    let sends = ["send", "notify", "deliver", "dispatch", "mail"].contains { own.hasPrefix($0) }
    return sends && ["mail", "notif", "sms"].contains { words.contains($0) }
      || Self.messengers.contains { service.address.contains($0) } && !crossing.isRead
  }

  private static let messengers = [
    "hooks.slack.com", "api.telegram.org", "discord.com", "api.mailgun.net", "mandrill",
    "api.resend.com", "api.sendgrid.com", "api.postmarkapp.com", "api.brevo.com",
    "api.sendinblue.com", "api.mailjet.com",
  ]

  /// Whether a library calls the function: somebody's save runs it.
  private func isHook(_ entry: Entry) -> Bool {
    guard let position = entry.call.flatMap({ program.table.position(of: $0) }) else {
      return false
    }
    // Whoever uses a model runs its hooks; other functions that are handed on may run anywhere.
    guard let library = program.call(at: position).library else { return false }
    return mappers.contains(library)
  }

  /// Whether a breaker, or something that goes by the name of one, stands around a call.
  private func isProtected(_ site: CallSite) -> Bool {
    guard !guarded.contains(site.place.unit, in: program), !site.plays(.circuitBreaker) else {
      return true
    }
    let name = site.calledName.lowercased()
    return ["breaker", "fallback", "bulkhead"].contains { name.contains($0) }
  }

  private func service(of site: CallSite) -> ServiceKey? {
    let library = site.library ?? ""
    let client = clients[site.position].map { "\($0.unit):\($0.id.raw)" }
    switch site.requestedAddress {
    case .own, .path: return nil
    case .host(let host): return ServiceKey(library: library, address: host)
    case .unknown: return client.map { ServiceKey(library: library, address: $0) }
    case nil: return ServiceKey(library: library, address: client ?? "")
    }
  }
}

extension CallSite {
  /// Whether it fetches an answer by its plain form: a message is posted.
  fileprivate var isRead: Bool {
    switch calledName.lowercased() {
    case "get": true
    case "fetch": arguments.count < 2 || arguments[1].isObject && arguments[1]["method"] == nil
    default: false
    }
  }
}

extension [FailureFates?] {
  fileprivate func fate(of call: ResolvedCall) -> FailureFates.Fate? {
    self[call.place.unitIndex]?.fate(of: call.place.id)
  }
}

extension Program {
  /// Whether a function is what a thread of its own runs.
  fileprivate func isThread(_ function: Int32) -> Bool {
    let reference = reference(function)
    let facts = units[reference.unitIndex].facts
    let own = facts.functions[reference.id.index]
    guard own.owner.isPresent, own.name.isPresent, facts.names.isWord("run", own.name) else {
      return false
    }
    let parent = facts.values[facts.classes[own.owner.index].superclass.index]
    let name: NameID
    switch parent.kind {
    case .member: name = NameID(parent.b)
    case .global: name = NameID(parent.a)
    case .symbol: name = facts.symbols[Int(parent.a)].name
    default: return false
    }
    return facts.names.holds("thread", in: name) || facts.names.holds("process", in: name)
  }

  /// Whether a file imports a breaker, or defines one.
  fileprivate func guardsCalls(in unit: Int) -> Bool {
    let imports = units[unit].targets.contains { target in
      guard case .library(let index) = target else { return false }
      return libraries.libraries[index].importRole == .circuitBreaker
    }
    guard !imports else { return true }
    let names = units[unit].facts.names
    guard names.mayHold("circuit") else { return false }
    return (0..<names.count).contains { position in
      let name = NameID(position)
      return ["circuitbreaker", "circuit_breaker"].contains { names.holds($0, in: name) }
    }
  }

  fileprivate func purpose(of site: CallSite) -> ServicePurpose? {
    for operation in site.resolved.operations {
      let member = libraries[operation.member]
      let called = member.member.operation(constructs: operation.isConstruction)
      if let purpose = called?.value.purpose { return purpose }
      guard member.library >= 0 else { continue }
      let library = libraries.libraries[member.library]
      if let purpose = library.purpose { return purpose }
      if let maker = site.maker?.calledName, let purpose = library.purposes[maker] {
        return purpose
      }
    }
    return nil
  }
}

// Which calls without a deadline are one finding: those that one change mends.

import SemanticModel

extension MissingTimeout {
  /// The facts that are told together, by the place of the first.
  typealias Groups = [SourcePlace: [DeadlineFact]]

  func groups(of all: [DeadlineFact], in program: Program) -> Groups {
    // What is known of one client is told there, also where a second maker of the receiver is not known.
    let ofClients = Set(all.filter { isMadeByClient($0, in: program) }.map(\.call))
    let missing = all.filter {
      !ofClients.contains($0.call) || isMadeByClient($0, in: program)
    }
    let firsts = firstPlaces(of: missing, in: program)
    var groups: Groups = [:]
    for fact in missing {
      groups[place(of: fact, firsts, in: program), default: []].append(fact)
    }
    joinHeirs(of: &groups, in: program)
    joinClients(of: &groups)
    joinHosts(of: &groups, in: program)
    return groups
  }

  func isMadeByClient(_ fact: DeadlineFact, in program: Program) -> Bool {
    fact.provider != nil
      || !fact.rule.creation.isEmpty && fact.client.flatMap(program.place) != nil
  }

  /// Classes that extend one class of a library are mended by one class between them and that.
  private func joinHeirs(of groups: inout Groups, in program: Program) {
    var firsts: [String: SourcePlace] = [:]
    for place in groups.keys.sorted() {
      guard let facts = groups[place], let fact = facts.first, fact.rule.creation.isEmpty,
        fact.heritage == place
      else { continue }
      let key = program.packageFolder(of: place.unit) + " " + program.callee(at: place)
      if let known = firsts[key] {
        groups[known]?.append(contentsOf: facts)
        groups[place] = nil
      } else {
        firsts[key] = place
      }
    }
  }

  /// Clients of one file that the same call may use (made again with other options) are told once, at the first.
  private func joinClients(of groups: inout Groups) {
    var firsts: [CallInFile: SourcePlace] = [:]
    for place in groups.keys.sorted() {
      let calls = Set((groups[place] ?? []).map { CallInFile(call: $0.call, unit: place.unit) })
      if let known = calls.compactMap({ firsts[$0] }).min() {
        let own = groups.removeValue(forKey: place) ?? []
        let told = Set((groups[known] ?? []).map(\.call))
        groups[known]?.append(contentsOf: own.filter { !told.contains($0.call) })
      } else {
        for call in calls { firsts[call] = place }
      }
    }
  }

  private struct CallInFile: Hashable {
    let call: Int
    let unit: Int
  }

  /// Calls of several files that ask one host by one function are mended by one client for that host.
  private func joinHosts(of groups: inout Groups, in program: Program) {
    var firsts: [CallsOfHost: SourcePlace] = [:]
    for place in groups.keys.sorted() {
      guard let facts = groups[place], let first = facts.first,
        facts.allSatisfy({ !isMadeByClient($0, in: program) })
      else { continue }
      let hosts = Set(facts.map { program.call(at: $0.call).statedHost })
      guard hosts.count == 1, case let host?? = hosts.first else { continue }
      let key = CallsOfHost(member: first.member, host: host)
      if let known = firsts[key] {
        groups[known]?.append(contentsOf: facts)
        groups[place] = nil
      } else {
        firsts[key] = place
      }
    }
  }

  private struct CallsOfHost: Hashable {
    let member: MemberID
    let host: String
  }

  /// Where the limit would be set: at the client, or at the first of a file's calls without one.
  private func place(
    of fact: DeadlineFact,
    _ firsts: [CallsOfFile: SourcePlace],
    in program: Program
  ) -> SourcePlace {
    if let provider = fact.provider { return provider }
    if !fact.rule.creation.isEmpty, let client = fact.client.flatMap(program.place) {
      return client
    }
    if fact.rule.creation.isEmpty, let heritage = fact.heritage { return heritage }
    let place = program.call(at: fact.call).place
    return firsts[CallsOfFile(member: fact.member, unit: place.unit)] ?? place
  }

  /// The calls of one operation in one file.
  private struct CallsOfFile: Hashable {
    let member: MemberID
    let unit: Int
  }

  private func firstPlaces(
    of facts: [DeadlineFact],
    in program: Program
  ) -> [CallsOfFile: SourcePlace] {
    var result: [CallsOfFile: SourcePlace] = [:]
    for fact in facts where !isMadeByClient(fact, in: program) {
      let place = program.call(at: fact.call).place
      let calls = CallsOfFile(member: fact.member, unit: place.unit)
      result[calls] = min(result[calls] ?? place, place)
    }
    return result
  }
}

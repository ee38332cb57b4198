// What the rules on lists of pages have in common: how many rows there are, and how they come.

import Capacity
import Findings
import SemanticModel

extension UnpagedList {
  /// The word for what is listed: the table where it is known, else what the request asks for.
  var noun: String {
    if let held { return held }
    if let subject = answer?.read.subject, !subject.isEmpty, Growth.words(of: subject).count > 0,
      isNamed(subject)
    {
      return subject
    }
    return path.noun
  }

  /// That of the table or of what is asked for, whichever grows less; one owner has few
  /// but what use alone makes.
  var growth: Growth {
    if let held { return min(Growth(of: held), .steady) }
    var found = min(Growth(of: path.noun), Growth(of: noun))
    // `roles` of the answer to `/users`; options may be of anything.
    if Growth(of: list.name) < .steady, Growth.words(of: list.name).last != "option" {
      found = min(found, Growth(of: list.name))
    }
    if case .owned(let owner) = answer?.read.reach, !ReadFilter.isTenant(owner),
      found == .slow || isNested, !Growth.isStream(path.noun), !Growth.isStream(noun)
    {
      return .small
    }
    return found
  }

  /// Whether anything says that the rows become more: what the server reads, or a word for what use makes.
  ///
  /// Where neither is in sight, only what people are, make or buy is taken to grow.
  var mayGrow: Bool {
    if held != nil { return true }
    guard answer == nil, growth == .steady else { return growth != .small }
    return Growth.words(of: path.noun).last.map(Self.gathered.contains) ?? false
  }

  private static let gathered: Set<String> = [
    "user", "customer", "client", "contact", "member", "person", "employee", "student", "patient",
    "guest", "subscriber", "account", "product", "article", "item", "issue", "task", "project",
    "file", "image", "photo", "asset", "deal", "report", "card", "note", "property", "listing",
    "recipe", "event",
  ]

  /// Whether one more look is not worth it: what is to be checked anyway would take no time that a person feels
  /// (100 ms) with as many rows as may be assumed.
  ///
  /// What is made by hand seldom has rows of many parts.
  var isUnfelt: Bool {
    guard confirm != nil else { return false }
    var load = load()
    if growth == .slow { load.elementsPerRow = max(1, list.ownElements) }
    return load.milliseconds <= 100
  }

  /// How many rows there may be: fewer where the server gives those of one owner, or a share.
  var rows: Double {
    if held != nil { return min(growth.rows, 5_000) }
    return switch answer?.read.reach {
    // What one owner does not gather by using the application is put there by hand: addresses, cards.
    case .owned(let owner) where !isGathered && !ReadFilter.isTenant(owner): min(growth.rows, 200)
    case .owned: min(growth.rows, 1_000)
    case .share: growth.rows / 4
    default: growth.rows
    }
  }

  private var isGathered: Bool { Growth.isStream(noun) || Growth.isStream(path.noun) }

  /// Whether the rows are the few that one owner has put there.
  var isOfOwnersHand: Bool {
    guard case .owned(let owner) = answer?.read.reach else { return false }
    return !isGathered && !ReadFilter.isTenant(owner)
  }

  func load() -> RenderLoad {
    RenderLoad(rows: .rows(rows, of: noun), elementsPerRow: list.elementsPerRow)
  }

  /// The way of the rows: the request, the route, the read.
  func steps(in program: Program) -> [(place: SourcePlace, note: String)] {
    var steps = [(place: request.first.place, note: "asks \(path.verb) \(path.shown)")]
    if let answer {
      steps.append((answer.route.place, "answers \(answer.route.label)"))
      if isNamed(answer.read.subject) {
        steps.append((answer.read.site.place, "reads without a limit"))
      }
    }
    return steps
  }

  /// What is to be checked before the list counts as one that grows with use; absent where the code says it all.
  var confirm: String? {
    if let held {
      return "Check how many `\(held)` one answer of \(path.verb) \(path.shown) holds."
    }
    guard let answer, isNamed(answer.read.subject) else {
      return "Check how many rows \(path.verb) \(path.shown) answers with."
    }
    let name = noun.isEmpty ? list.name : noun
    switch answer.read.reach {
    case .owned(let owner):
      let isGathered = Growth.comesWithUse(path.noun) || Growth.comesWithUse(noun)
      return isGathered ? nil : "Check how many rows of `\(name)` one `\(owner)` has."
    case _ where isNested:
      return "Check how many rows of `\(name)` \(path.verb) \(path.shown) answers with."
    default:
      return growth >= .steady
        ? nil : "Check how many rows `\(name)` has: they are made by hand, one by one."
    }
  }

  /// What is to be checked where the table behind the list grows, but not by what users do every day.
  var confirmLength: String? {
    if case .owned(let owner) = answer?.read.reach {
      return "Check how many rows of `\(noun)` one `\(owner)` has on this page."
    }
    if case .share = answer?.read.reach {
      return "Check how many rows of `\(noun)` the filter of the server leaves."
    }
    return Growth.comesWithUse(noun) || Growth.comesWithUse(path.noun)
      ? nil : "Check how many rows `\(noun)` has, and who opens this page."
  }

  /// What makes the list longer, for the words of a finding.
  var growthSentence: String {
    if let held { return "The list grows with the `\(held)` that one thing gathers." }
    guard let answer, isNamed(answer.read.subject) else { return "The list grows with the answer." }
    if case .owned(let owner) = answer.read.reach {
      return "The list grows with the rows that one `\(owner)` has."
    }
    return "The list grows with the table behind it."
  }

  /// Whether a read is what the request asks for, in every word: `favorite_projects` is none of `/projects`.
  private func isNamed(_ subject: String) -> Bool {
    let asked =
      path.path.split { !$0.isLetter }.map(String.init) + [list.name] + list.source.members
    let words = Set(asked.flatMap { Growth.words(of: $0) })
    return Growth.words(of: subject).allSatisfy(words.contains)
  }

  /// `/rooms/{}/groups`: the children of one thing.
  private var isNested: Bool {
    path.path.split(separator: "/").dropFirst().contains { $0.contains("{}") }
  }

  var routes: [String] { answer.map { [$0.route.label] } ?? [] }
}

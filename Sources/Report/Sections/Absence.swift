// Parts that a folder does not have, of which nothing is asked and nothing is claimed.

import Findings

extension Stack {
  /// A part of an application that a folder may be without.
  enum Part: CaseIterable {
    case frontEnd, database, server

    /// What is judged of the part alone.
    var categories: [Category] {
      switch self {
      case .frontEnd: [.renderStorm, .unvirtualizedList, .fetchLoop, .stateBloat, .bundleShape]
      case .database: [.nPlusOne, .unboundedFetch, .indexGap, .poolExhaustion]
      case .server: [.eventLoopBlock, .abuseControl, .noBackpressure, .asyncJobs]
      }
    }
  }

  /// That the folder has no such part, as the audit knows it; nil where it has one, or nobody knows.
  func absence(of part: Part) -> String? {
    switch part {
    case .frontEnd: isNone("front end") ? "no front end in this folder" : nil
    case .database:
      isNone("database") && !asksDatabase ? "no database client in this folder" : nil
    case .server:
      isNone("web framework") && isNone("background jobs") && isNone("database") && !answers
        && !asksDatabase ? "no server in this folder" : nil
    }
  }

  /// That the folder has nothing of which the category judges.
  func absence(of category: Category) -> String? {
    Part.allCases.first { $0.categories.contains(category) }.flatMap(absence)
  }

  /// Whether each service is known to have none.
  private func isNone(_ aspect: String) -> Bool {
    let known = facts([aspect])
    return !known.isEmpty && known.allSatisfy { $0.value.hasPrefix("none") }
  }
}

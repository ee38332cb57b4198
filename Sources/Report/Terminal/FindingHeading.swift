// The words that a finding's heading is made of, alike in every printed form.

import Findings

extension Severity {
  var tint: Tint {
    switch self {
    case .critical: .strongRed
    case .high: .strongYellow
    case .medium: .strongBlue
    case .monitor: .strongCyan
    }
  }
}

extension Location {
  /// `src/orders.js:41:21`, as terminals and editors link it.
  var link: String {
    let column = startColumn.map { ":\($0)" } ?? ""
    return "\(file):\(startLine)\(column)"
  }

  /// `41` or `41-44`.
  var lineNumbers: String {
    guard let endLine, endLine > startLine else { return "\(startLine)" }
    return "\(startLine)-\(endLine)"
  }

  /// What the place says, or else its first line of code.
  var caption: String {
    note ?? code ?? ""
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."):
      true
    default: false
    }
  }

  /// The first line of code of the place, without its indent; nil where it is one word.
  var code: String? {
    guard let excerpt else { return nil }
    let (index, overflow) = startLine.subtractingReportingOverflow(excerpt.startLine)
    guard !overflow, excerpt.lines.indices.contains(index) else { return nil }
    let code = String(excerpt.lines[index].drop(while: \.isWhitespace))
    // A chain that begins with a lone `router` would show nothing of what it does.
    return code.utf8.allSatisfy(Self.isWord) ? nil : code
  }
}

extension Finding {
  /// `query-in-loop (1A)`.
  var ruleCaption: String {
    category == .other ? rule : "\(rule) (\(category.id))"
  }

  /// The first routes, and how many more.
  func routesCaption(most: Int) -> String? {
    guard let routes, !routes.isEmpty else { return nil }
    let more = routes.count > most ? " and \(routes.count - most) more" : ""
    return routes.prefix(most).joined(separator: ", ") + more
  }
}

extension [Location] {
  /// The places with steps that share one joined: `calls rows.map, repeats`.
  var joinedSteps: [Location] {
    var steps: [Location] = []
    for place in self {
      guard let last = steps.indices.last, steps[last].link == place.link else {
        steps.append(place)
        continue
      }
      let notes = [steps[last].note, place.note].compactMap(\.self)
      if !notes.isEmpty { steps[last].note = notes.joined(separator: ", ") }
    }
    return steps
  }
}

// Asks all rules of a program and applies the suppressions that its authors wrote.

package import Capacity
package import Findings
package import SemanticModel

/// One pass of the rules over a program.
package struct Examination: Sendable {
  private let program: Program
  private let target: LoadTarget

  package init(of program: Program, under target: LoadTarget) {
    self.program = program
    self.target = target
  }

  /// What the rules that `isWanted` accepts find, in no particular order.
  ///
  /// A suppressed finding is kept, with the reason; a suppression without a rule or a reason is a finding itself.
  package func findings(_ isWanted: (String) -> Bool) -> [Finding] {
    judged(Self.pieces(isWanted).flatMap(findings(ofPiece:)))
  }

  /// The pieces that the work falls into: what each finds depends on no other.
  package static func pieces(_ isWanted: (String) -> Bool) -> [Int] {
    Catalog.rules.indices.filter { isWanted(Catalog.rules[$0].about.name) }
  }

  /// What one piece finds, before suppressions; from any thread.
  package func findings(ofPiece piece: Int) -> [Finding] {
    Catalog.rules[piece].init().findings(in: program, under: target)
  }

  /// The findings of all pieces, with the suppressions of the authors applied.
  package func judged(_ findings: [Finding]) -> [Finding] {
    let suppressions = Suppressions(of: program)
    let unmounted = program.unmountedRoutes()
    let files = program.unmountedFiles()
    var clients: ClientMentions??
    return findings.map { finding in
      var finding = finding.doubted(ofRoutes: unmounted).doubted(inFiles: files)
      if finding.tier == .finding, Self.worthByUse.contains(finding.rule) {
        let asked = clients ?? ClientMentions(of: program)
        clients = .some(asked)
        if var asked {
          finding = finding.doubted(by: &asked)
          clients = .some(asked)
        }
      }
      return suppressions.applied(finding)
    }
      + suppressions.complaints
  }
}

extension Examination {
  /// What is worth as much as it is asked for.
  fileprivate static let worthByUse: Set<String> = [
    "query-in-loop", "lazy-relation", "unbounded-read", "uncapped-page-size", "missing-index",
    "unindexable-match", "exact-count",
  ]
}

extension Finding {
  /// A suspicion where the application has clients beside it, and none of them asks for any of the routes.
  fileprivate func doubted(by clients: inout ClientMentions) -> Finding {
    guard let routes, let first = routes.first else { return self }
    for route in routes where clients.isAsked(route) { return self }
    var result = self
    result.tier = .suspicious
    result.confidence = min(confidence, .medium)
    result.severity = min(severity, .medium)
    result.confirm =
      "No client in this repository is seen to ask for `\(first)`: check who does, and how often."
    return result
  }

  /// A suspicion where all routes that lead to it are of controllers that no application takes in.
  fileprivate func doubted(ofRoutes unmounted: Set<String>) -> Finding {
    guard tier == .finding, let routes, let first = routes.first,
      routes.allSatisfy(unmounted.contains)
    else { return self }
    var result = self
    result.tier = .suspicious
    result.confidence = min(confidence, .medium)
    result.confirm =
      "No module that the application takes in leads to the controller of `\(first)`: check whether it is to be mounted."
    return result
  }

  /// A suspicion where it stands in a file that no module of the application leads to: what it holds is never made.
  fileprivate func doubted(inFiles unmounted: Set<String>) -> Finding {
    guard tier == .finding, unmounted.contains(location.file) else { return self }
    var result = self
    result.tier = .suspicious
    result.confidence = min(confidence, .medium)
    result.confirm =
      "No module that the application takes in leads to this file: check whether anything makes what it holds."
    return result
  }
}

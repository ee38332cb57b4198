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
    return findings.map {
      suppressions.applied($0.doubted(ofRoutes: unmounted).doubted(inFiles: files))
    }
      + suppressions.complaints
  }
}

extension Finding {
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

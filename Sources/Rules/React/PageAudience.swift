// Pages that only administrators open: what they cost is paid a handful of times.

import SemanticModel

extension Program {
  /// What is to be checked where only administrators see a component; nil for what users see.
  func doubt(ofAudience component: FunctionRef, asking path: RequestPath? = nil) -> String? {
    administration(of: component, asking: path).map {
      "By `\($0)`, only administrators see this: check how many of them work there at once."
    }
  }
}

extension UnpagedList {
  /// What is to be checked before a list counts as one that grows with use, and that users see.
  func doubt(in program: Program) -> String? {
    confirm ?? program.doubt(ofAudience: list.component, asking: path)
  }
}

// The environment that scripts and scenarios see.

import Glibc

extension LoadOptions {
  /// The variables of this process, as scripts and scenarios see them, and those of `--env`.
  func environment() throws -> [String: String] {
    var variables: [String: String] = [:]
    var next = environ
    while let entry = next.pointee {
      let parts = String(cString: entry).split(
        separator: "=",
        maxSplits: 1,
        omittingEmptySubsequences: false
      )
      if parts.count == 2 { variables[String(parts[0])] = String(parts[1]) }
      next += 1
    }
    for text in env {
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, !parts[0].isEmpty else {
        throw Failure.usage("--env \(text): write NAME=VALUE")
      }
      variables[String(parts[0])] = String(parts[1])
    }
    return variables
  }
}

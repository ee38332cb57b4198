// Why a load test cannot be run.

/// What failed, with which input, and what to do: one line for the user.
package enum LoadError: Error, Sendable, Hashable {
  /// The test is described wrongly.
  case plan(String)
  /// The world refuses: no such host, nobody listens, too few descriptors.
  case environment(String)

  package var message: String {
    switch self {
    case .plan(let message), .environment(let message): message
    }
  }
}

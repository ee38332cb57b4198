// Why a command could not do its work.

import LoadEngine

/// One line for standard error (what, where, what to do) and the exit code of the contract.
struct Failure: Error {
  let exitCode: Int32
  let message: String

  /// Called wrongly or configured wrongly.
  static func usage(_ message: String) -> Failure { Failure(exitCode: 2, message: message) }

  /// The world refuses.
  static func environment(_ message: String) -> Failure { Failure(exitCode: 3, message: message) }
}

extension Failure {
  /// What keeps a load test from being run.
  init(of error: LoadError) {
    switch error {
    case .plan(let message): self = .usage(message)
    case .environment(let message): self = .environment(message)
    }
  }
}

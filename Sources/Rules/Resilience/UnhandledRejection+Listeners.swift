// A listener of a socket rejects: an emitter drops the promise, and nobody handles it.

import Capacity
import Findings
import SemanticModel

extension UnhandledRejection {
  /// One finding for all listeners of the program: they are mended by one wrapper.
  func listenerFinding(in program: Program, under target: LoadTarget) -> Finding? {
    let lost = FailureMap(of: program).lostListeners(in: program)
    // Somebody takes note of what nobody handled: the process lives on.
    let isHeard = program.calls(playing: [.processEvent]).contains { site in
      guard site.unit.isRunning, case .text(let event)? = site.arguments.first?.shape else {
        return false
      }
      return event == "unhandledRejection"
    }
    guard let first = lost.first, !isHeard else { return nil }
    let cause = first.origin.map { "`\($0.calleeText)` can fail at any time. " } ?? ""
    let isOne = lost.count == 1
    return finding(
      Diagnosis(
        place: program.head(of: first.function),
        because: steps(lost, program),
        function: first.function,
        title: isOne
          ? "A rejection of this socket listener ends the process"
          : "A rejection of one of \(lost.count) socket listeners ends the process",
        problem: cause + """
          The library calls its listeners and drops the promises that they give. A rejection reaches nobody, and \
          Node.js ends the process upon it: one failed query, or one message that a model refuses, disconnects \
          everybody.
          """,
        severity: .high,
        confidence: .high,
        impact: Impact(
          estimate:
            "\(Figure.counted(Double(lost.count), "listener")): one rejection disconnects all sockets of "
            + "the process, up to \(Figure.grouped(Double(target.users))) users, and they all connect again at once",
          confidence: .medium
        ),
        verify: Verify(
          steps:
            "Stop the database and send the message: the process must go on, and its sender must be told."
        ),
        fix: Remedy(
          "Wrap each asynchronous listener in a function that catches what it throws, logs it and tells the sender "
            + "(`socket.emit(\"failed\", …)`, or the acknowledgement); a middleware must call `next(error)`.",
          before: program.source(of: program.head(of: first.function))
        ),
        routes: Array(Set(lost.map(\.route))).sorted()
      ),
      in: program
    )
  }

  private func steps(
    _ lost: [LostHandler],
    _ program: Program
  ) -> [(place: SourcePlace, note: String)] {
    var steps: [(place: SourcePlace, note: String)] = []
    if let origin = lost.first?.origin {
      steps.append((origin.place, "can fail: `\(origin.calleeText)`"))
    }
    for listener in lost.dropFirst().prefix(40) {
      steps.append((program.head(of: listener.function), "the same here"))
    }
    return steps
  }
}

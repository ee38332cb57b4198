// A k6 script against a real server on loopback.

import LoadEngine
import Synchronization

/// A script, the files beside it, and what it said.
struct ScriptBench {
  let files: [String: String]
  let server: TestServer
  let spoken = Spoken()

  final class Spoken: Sendable {
    private let lines = Mutex<[String]>([])
    func add(_ line: String) { lines.withLock { $0.append(line) } }
    var all: [String] { lines.withLock(\.self) }
  }

  /// Whether scripts can be run on this machine.
  static let hasEngine = ScriptRun.isPossible

  init(
    _ script: String,
    files: [String: String] = [:],
    answer: @escaping @Sendable (String, Int) -> TestServer.Answer = { _, _ in TestServer.ok() }
  ) {
    self.files = files.merging(["tests/a.js": script]) { $1 }
    server = TestServer(answer)
  }

  func result(
    _ change: (inout ScriptOverrides) -> Void = { _ in }
  ) async throws(LoadError) -> ScriptResult {
    var overrides = ScriptOverrides()
    change(&overrides)
    let files = files
    let run = ScriptRun(
      path: "tests/a.js",
      sources: ScriptSources { path throws(LoadError) in
        guard let text = files[path] else { throw LoadError.plan("\(path): not there") }
        return Array(text.utf8)
      },
      environment: ["BASE_URL": "http://127.0.0.1:\(server.port)"],
      overrides: overrides,
      say: { [spoken] in spoken.add($0) }
    )
    return try await run.result(collector: IntervalCollector(threads: 1))
  }

  /// The summary as text.
  func text() async throws(LoadError) -> String {
    ScriptReport(of: try await result(), name: "a.js").text()
  }

  /// Why the script is refused; nil if it is not.
  func refusal() async -> String? {
    do throws(LoadError) {
      _ = try await result()
      return nil
    } catch {
      return error.message
    }
  }
}

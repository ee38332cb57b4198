// The file of a load scenario.

import Glibc
import LoadEngine

/// Reads the file that `plimsoll load` is given in place of a URL.
enum ScenarioText {
  /// Nobody writes a larger one by hand.
  private static let mostBytes = 1 << 20

  /// The scenario of a file whose name ends in `.yml` or `.yaml`; nil for anything else.
  ///
  /// Throws a failure if it cannot be read, or what the scenario itself throws.
  static func scenario(named path: String, _ options: LoadOptions) throws -> Scenario? {
    guard isScenario(path) else { return nil }
    return try Scenario(
      path: path,
      yaml: try bytes(of: path),
      files: ScriptSources { path throws(LoadError) in try file(path) },
      environment: try options.environment()
    )
  }

  /// Whether the argument names a scenario, and not a server or a script.
  static func isScenario(_ path: String) -> Bool {
    (path.hasSuffix(".yml") || path.hasSuffix(".yaml")) && !path.contains("://")
  }

  /// A file of a script, which may be data.
  static func file(_ path: String) throws(LoadError) -> [UInt8] {
    do throws(Failure) {
      return try bytes(of: path, most: 256 << 20)
    } catch {
      throw .plan(error.message)
    }
  }

  private static func bytes(of path: String, most: Int = mostBytes) throws(Failure) -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw refusal(path, errno) }
    defer { close(file) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(file, &piece, piece.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw refusal(path, errno) }
      if count == 0 { return bytes }
      bytes += piece[..<count]
      guard bytes.count <= most else {
        throw .usage("\(path): larger than \(most >> 20) MB; name a smaller file")
      }
    }
  }

  private static func refusal(_ path: String, _ code: Int32) -> Failure {
    let reason = String(cString: strerror(code))
    return .usage("\(path): cannot be read (\(reason)); name a scenario, a script or a URL")
  }
}

// The real program, run as its users run it.

import Foundation

/// What a process left behind.
struct ProcessOutcome {
  /// The exit code; 128 and the signal's number where one ended it, as shells say.
  let status: Int32
  let output: String
  let errors: String

  var errorLines: [Substring] { errors.split(separator: "\n") }
}

/// A folder of one test, and the program to run in it.
struct CommandProcess: ~Copyable {
  let folder: URL

  init() throws {
    let name = "plimsoll-tests-\(UUID().uuidString)"
    folder = FileManager.default.temporaryDirectory.appendingPathComponent(name)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit {
    // Tests take permissions away, which would keep the folder from being removed.
    _ = Self.spawn(["/bin/chmod", "-R", "u+rwX", folder.path])
    try? FileManager.default.removeItem(at: folder)
  }

  /// The checkout that these tests belong to.
  static let checkout = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The built program lies beside the program of the tests.
  static let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appendingPathComponent("plimsoll").path

  /// Writes a file below the folder.
  func write(_ path: String, _ text: String) throws {
    let file = folder.appendingPathComponent(path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try Data(text.utf8).write(to: file)
  }

  /// Runs a line of shell in the folder, with `$plimsoll` as the program and 60 seconds of time.
  func shell(_ line: String) throws -> ProcessOutcome {
    let script = """
      cd '\(folder.path)' || exit 99
      plimsoll='timeout 60 \(Self.program)'
      unset NO_COLOR
      export TERM=xterm
      { \(line)
      } >'\(folder.path).out' 2>'\(folder.path).err'
      """
    let status = Self.spawn(["/bin/sh", "-c", script])
    return ProcessOutcome(
      status: status,
      output: try take(folder.path + ".out"),
      errors: try take(folder.path + ".err")
    )
  }

  /// Whether python3 is there and runs a line of its language.
  static func succeeds(_ python: String) -> Bool {
    spawn(["/bin/sh", "-c", "python3 -c '\(python)' 2>/dev/null"]) == 0
  }

  private func take(_ path: String) throws -> String {
    let data = try Data(contentsOf: URL(fileURLWithPath: path))
    try FileManager.default.removeItem(atPath: path)
    return String(decoding: data, as: UTF8.self)
  }

  /// Foundation's `Process` waits on a run loop, which parallel tests do not have.
  private static func spawn(_ arguments: [String]) -> Int32 {
    var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
    defer { for word in words { free(word) } }
    words.append(nil)
    var process = pid_t()
    guard posix_spawn(&process, arguments[0], nil, nil, words, environ) == 0 else { return 127 }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 {
      guard errno == EINTR else { return 127 }
    }
    let signal = status & 0x7F
    return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
  }
}

// Processes stopped, continued, killed and started again.

import Glibc
import LoadEngine
import Testing

@testable import Chaos

@Suite("Faulted processes")
struct ProcessTests {
  /// The state that the kernel tells: S sleeps, T is stopped, Z has ended; nil is gone.
  private func state(of pid: pid_t) -> Character? {
    guard let file = fopen("/proc/\(pid)/stat", "r") else { return nil }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 512)
    let count = fread(&bytes, 1, bytes.count, file)
    let text = String(decoding: bytes[..<count], as: UTF8.self)
    return text.split(separator: ")").last?.dropFirst().first
  }

  /// Waits until the kernel has done what it was asked.
  private func becomes(_ pid: pid_t, _ wanted: Set<Character?>) -> Bool {
    for _ in 0..<2_000 {
      if wanted.contains(state(of: pid)) { return true }
      usleep(5_000)
    }
    return false
  }

  @Test("a process is stopped, continued, killed and started again, and ends with the run")
  func story() throws {
    var process = try FaultedProcess(ProcessDescription(name: "app", start: "exec sleep 600"))
    let first = process.pid
    #expect(ProcessTable.isRunning(first))
    try process.stop()
    #expect(process.isStopped && becomes(first, ["T"]))
    process.proceed()
    #expect(!process.isStopped && becomes(first, ["S"]))
    try process.stop()
    try process.kill()
    #expect(becomes(first, [nil, "Z"]))
    #expect(throws: LoadError.self) { try process.stop() }
    process.proceed()
    try process.restart()
    let second = process.pid
    #expect(second != first && ProcessTable.isRunning(second))
    try process.stop()
    process.finish()
    #expect(becomes(second, [nil, "Z"]))
  }

  @Test("what is dropped while it is stopped goes on: nobody is left to continue it later")
  func continuesWhenDropped() throws {
    var pid: pid_t = 0
    do {
      var process = try FaultedProcess(ProcessDescription(name: "app", start: "exec sleep 600"))
      pid = process.pid
      try process.stop()
      #expect(becomes(pid, ["T"]))
    }
    #expect(becomes(pid, ["S"]))
    kill(pid, SIGKILL)
    var status: Int32 = 0
    waitpid(pid, &status, 0)
  }

  @Test("all processes of a command are stopped, not its shell alone")
  func wholeSession() throws {
    var process = try FaultedProcess(
      ProcessDescription(name: "app", start: "sleep 600 & wait")
    )
    let shell = process.pid
    #expect(becomes(shell, ["S"]))
    try process.stop()
    #expect(becomes(shell, ["T"]))
    process.finish()
    #expect(becomes(shell, [nil, "Z"]))
  }

  @Test("no process is touched that is not the user's own and apart from this program")
  func refuses() {
    let ended = 4_194_000 as pid_t
    for pid in [0, -1, 1, getpid(), getppid(), ended] {
      #expect(throws: LoadError.self, "\(pid)") { try FaultedProcess.check(pid) }
    }
    #expect(ProcessTable.ownLine.isSuperset(of: [getpid(), getppid()]))
  }

  @Test("a process without a command, and one that is gone, are told")
  func told() throws {
    #expect(throws: LoadError.self) { _ = try ProcessSet([ProcessDescription(name: "a")]) }
    let set = try ProcessSet([ProcessDescription(name: "a", start: "exit 0")])
    #expect(set.stop("b") == "there is no process b")
    // Once the shell has ended, its number may be another's.
    var problem: String?
    for _ in 0..<2_000 where problem == nil {
      problem = set.stop("a")
      set.proceed("a")
      usleep(2_000)
    }
    #expect(problem != nil)
    set.finish()
  }
}

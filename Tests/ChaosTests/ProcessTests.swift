// Processes stopped, continued, killed and started again.

import Dispatch
import Foundation
import Glibc
import LoadEngine
import Testing

@testable import Chaos

@Suite("Faulted processes")
struct ProcessTests {
  /// Waits until the kernel tells of a change of a child; false if it did not within ten seconds.
  ///
  /// Of an end it is told again to whoever asks next, and who was asked about a child that is gone has ended too.
  private func hears(of pid: pid_t, _ change: Int32) -> Bool {
    let heard = DispatchSemaphore(value: 0)
    let flags = change == WEXITED ? change | WNOWAIT : change
    EchoServer.thread {
      var info = siginfo_t()
      while waitid(P_PID, id_t(pid), &info, flags) != 0, errno == EINTR {}
      heard.signal()
    }
    return heard.wait(timeout: .now() + 10) == .success
  }

  @Test("a process is stopped, continued, killed and started again, and ends with the run")
  func story() throws {
    var process = try FaultedProcess(ProcessDescription(name: "app", start: "exec sleep 600"))
    let first = process.pid
    #expect(ProcessTable.isRunning(first))
    try process.stop()
    #expect(process.isStopped && hears(of: first, WSTOPPED))
    process.proceed()
    #expect(!process.isStopped && hears(of: first, WCONTINUED))
    try process.stop()
    try process.kill()
    #expect(hears(of: first, WEXITED))
    #expect(throws: LoadError.self) { try process.stop() }
    process.proceed()
    try process.restart()
    let second = process.pid
    #expect(second != first && ProcessTable.isRunning(second))
    try process.stop()
    process.finish()
    #expect(hears(of: second, WEXITED))
  }

  @Test("what is dropped while it is stopped goes on: nobody is left to continue it later")
  func continuesWhenDropped() throws {
    var pid: pid_t = 0
    do {
      var process = try FaultedProcess(ProcessDescription(name: "app", start: "exec sleep 600"))
      pid = process.pid
      try process.stop()
      #expect(hears(of: pid, WSTOPPED))
    }
    #expect(hears(of: pid, WCONTINUED))
    kill(pid, SIGKILL)
    var status: Int32 = 0
    waitpid(pid, &status, 0)
  }

  @Test("signals go to all processes of a command, not to its shell alone")
  func wholeSession() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    try #require(mkfifo(path, 0o600) == 0)
    defer { unlink(path) }
    var process = try FaultedProcess(
      ProcessDescription(name: "app", start: "sleep 600 >'\(path)' & wait")
    )
    let shell = process.pid
    // Opens once the shell's child holds the other end, and ends with it.
    let pipe = open(path, O_RDONLY)
    defer { close(pipe) }
    try process.stop()
    #expect(hears(of: shell, WSTOPPED))
    process.finish()
    #expect(hears(of: shell, WEXITED))
    var entry = pollfd(fd: pipe, events: Int16(POLLIN), revents: 0)
    #expect(poll(&entry, 1, 10_000) == 1 && Int32(entry.revents) & POLLHUP != 0)
  }

  @Test("no process is touched that is not the user's own and apart from this program")
  func refuses() {
    let ended = 4_194_000 as pid_t
    for pid in [0, -1, 1, getpid(), getppid(), ended] {
      #expect(throws: LoadError.self, "\(pid)") { try FaultedProcess.check(pid) }
    }
    #expect(ProcessTable.ownLine.isSuperset(of: [getpid(), getppid()]))
  }

  @Test("a process without a command, one that is gone, and two of one name are told")
  func told() throws {
    #expect(throws: LoadError.self) { _ = try ProcessSet([ProcessDescription(name: "a")]) }
    let ended = try FaultedProcess(ProcessDescription(name: "a", start: "exit 0")).pid
    #expect(hears(of: ended, WEXITED))
    let set = try ProcessSet([ProcessDescription(name: "a", pid: ended)])
    #expect(set.stop("b") == "there is no process b")
    #expect(set.stop("a") == "process a (pid \(ended)) is gone; start it again")
    set.finish()
    var status: Int32 = 0
    waitpid(ended, &status, 0)
    let twins = [1, 2].map { ProcessDescription(name: "app", start: "sleep \($0)") }
    #expect(
      throws: LoadError.plan(
        "two processes are called 'app': give one another name, as --pid NAME=PID"
      )
    ) {
      _ = try ProcessSet(twins)
    }
  }
}

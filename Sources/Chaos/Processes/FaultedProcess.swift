// Stops, continues, kills and restarts one process, and no other.

import Glibc
import LoadEngine

/// A process that may be stopped and killed: one of the user's own, and never one that this program needs.
struct FaultedProcess: ~Copyable {
  let description: ProcessDescription
  private(set) var pid: pid_t
  private var birth: String
  /// Started by this program, in a session of its own: signals go to all of its processes.
  private var isOwn: Bool
  /// Open while the process is stopped; a shell on its other end continues the process when this program is gone.
  private var guardPipe: Int32 = -1

  /// Finds the process, or starts it.
  ///
  /// Throws an error of the plan for a process that must not be touched.
  init(_ description: ProcessDescription) throws(LoadError) {
    self.description = description
    if let pid = description.pid {
      try Self.check(pid)
      self.pid = pid
      isOwn = false
    } else if let start = description.start {
      pid = try Self.spawn(start)
      isOwn = true
    } else {
      throw .plan("process \(description.name): give its pid, or start with a command")
    }
    birth = ProcessTable.birth(of: pid) ?? ""
  }

  var isStopped: Bool { guardPipe >= 0 }

  /// Why a process must not be touched is the error.
  static func check(_ pid: pid_t) throws(LoadError) {
    guard pid > 1 else { throw .plan("pid \(pid): no process to be stopped or killed; name yours") }
    guard let owner = ProcessTable.owner(of: pid) else {
      throw .plan("pid \(pid): there is no such process; look it up with ps")
    }
    guard owner == geteuid() else {
      throw .plan("pid \(pid): belongs to another user; run plimsoll as its owner")
    }
    guard !ProcessTable.ownLine.contains(pid) else {
      throw .plan("pid \(pid): is this program, or started it; name another process")
    }
  }

  mutating func stop() throws(LoadError) {
    guard !isStopped else { return }
    let pipe = try Self.guardShell(continuing: target)
    do throws(LoadError) {
      try signal(SIGSTOP)
    } catch {
      close(pipe)
      throw error
    }
    guardPipe = pipe
  }

  /// Continues what was stopped; harmless to all else.
  mutating func proceed() {
    guard isStopped else { return }
    try? signal(SIGCONT)
    close(guardPipe)
    guardPipe = -1
  }

  mutating func kill() throws(LoadError) {
    try signal(SIGKILL)
    proceed()
    reap()
  }

  /// Starts it again by its command; what was given by its number is left running at the end.
  mutating func restart() throws(LoadError) {
    guard let command = description.command else { return }
    pid = try Self.spawn(command)
    birth = ProcessTable.birth(of: pid) ?? ""
    isOwn = true
  }

  /// Continues it, and ends it if it was started for this run only.
  mutating func finish() {
    proceed()
    guard isOwn, description.start != nil else { return }
    try? signal(SIGTERM)
    for _ in 0..<Self.patience where ProcessTable.isRunning(pid) {
      usleep(20_000)
      reap()
    }
    try? signal(SIGKILL)
    reap()
  }

  /// Times 20 ms that a process may take to end.
  private static let patience = 250

  /// The number that signals go to: a session of our own as a whole.
  private var target: pid_t { isOwn ? -pid : pid }

  private func signal(_ number: Int32) throws(LoadError) {
    // Between two signals the process may have ended, and its number be another's.
    guard ProcessTable.isRunning(pid), ProcessTable.birth(of: pid) == birth,
      Glibc.kill(target, number) == 0
    else {
      throw .environment("process \(description.name) (pid \(pid)) is gone; start it again")
    }
  }

  private func reap() {
    var status: Int32 = 0
    if isOwn { _ = waitpid(pid, &status, WNOHANG) }
  }

  /// Runs a command in a session of its own, without our streams.
  private static func spawn(_ command: String) throws(LoadError) -> pid_t {
    try shell(["/bin/sh", "-c", command], input: nil)
  }

  /// A shell that waits until the other end of a pipe is closed, and continues a process then.
  private static func guardShell(continuing target: pid_t) throws(LoadError) -> Int32 {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw .environment("no pipe; close other programs") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    defer { close(ends[0]) }
    let script = "trap '' HUP INT TERM; (read -r line <&3; kill -s CONT -- \"$1\") & "
    do throws(LoadError) {
      // The first shell ends at once, so that nobody has to wait for the second.
      let shell = try shell(["/bin/sh", "-c", script, "sh", "\(target)"], input: ends[0])
      var status: Int32 = 0
      while waitpid(shell, &status, 0) == -1, errno == EINTR {}
      return ends[1]
    } catch {
      close(ends[1])
      throw error
    }
  }

  private static func shell(_ words: [String], input: Int32?) throws(LoadError) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    if let input {
      posix_spawn_file_actions_adddup2(&actions, input, 3)
    }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    // A session of its own (0x80): Ctrl-C in the terminal is for this program, which lifts the faults first.
    posix_spawnattr_setflags(&attributes, 0x80 | Int16(POSIX_SPAWN_SETSIGDEF))
    let texts: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer {
      for text in texts { free(text) }
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    var child: pid_t = 0
    guard posix_spawn(&child, "/bin/sh", &actions, &attributes, texts, environ) == 0 else {
      throw .environment("/bin/sh: cannot be started (\(String(cString: strerror(errno))))")
    }
    return child
  }

  deinit {
    if guardPipe >= 0 { close(guardPipe) }
  }
}

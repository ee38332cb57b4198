// Another program that ends with this one.

import Glibc

/// A process whose standard input is a pipe that closes when this process ends, however it ends.
struct ChildProcess: ~Copyable {
  let id: pid_t
  private let pipe: Int32

  /// Starts a program by its path; what it prints is appended to a file.
  ///
  /// Throws an environment error if it cannot be started.
  init(
    _ program: String,
    _ arguments: [String],
    environment: [String],
    output: String
  ) throws(LoadError) {
    var ends: [Int32] = [0, 0]
    guard Glibc.pipe(&ends) == 0 else {
      throw .environment("no pipe (\(String(cString: strerror(errno)))); close other programs")
    }
    // Another worker that held this end would keep the first one alive.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_adddup2(&actions, ends[0], 0)
    posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    for signal in [SIGINT, SIGTERM, SIGPIPE] { sigaddset(&signals, signal) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    // POSIX_SPAWN_SETSIGDEF, SETSIGMASK and SETSID: signals as a program expects them, and a session of its own,
    // for what Ctrl-C means this process decides.
    posix_spawnattr_setflags(&attributes, 0x04 | 0x08 | 0x80)
    let words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) } + [nil]
    let variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup($0) } + [nil]
    defer {
      for text in words + variables { free(text) }
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
      close(ends[0])
    }
    var child: pid_t = 0
    let code = posix_spawn(&child, program, &actions, &attributes, words, variables)
    guard code == 0 else {
      close(ends[1])
      throw .environment("\(program): cannot be started (\(String(cString: strerror(code))))")
    }
    id = child
    pipe = ends[1]
  }

  /// Ends the process if it still runs, and waits for it.
  deinit {
    close(pipe)
    kill(id, SIGKILL)
    var status: Int32 = 0
    while waitpid(id, &status, 0) == -1, errno == EINTR {}
  }

  /// Whether the process has ended; it stays to be waited for.
  var hasEnded: Bool {
    var information = siginfo_t()
    let code = waitid(P_PID, id_t(id), &information, WEXITED | WNOHANG | WNOWAIT)
    return code == 0 && information.si_signo == SIGCHLD
  }
}

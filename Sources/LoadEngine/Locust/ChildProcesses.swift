// The workers of a run, which end together.

import Glibc

/// Several processes, which an array cannot hold.
struct ChildProcesses: ~Copyable {
  private let children: UnsafeMutablePointer<ChildProcess>
  private let count: Int

  init(
    count: Int,
    start: () throws(LoadError) -> ChildProcess
  ) throws(LoadError) {
    children = .allocate(capacity: count)
    for index in 0..<count {
      do throws(LoadError) {
        let child = try start()
        (children + index).initialize(to: child)
      } catch {
        children.deinitialize(count: index)
        children.deallocate()
        throw error
      }
    }
    self.count = count
  }

  deinit {
    children.deinitialize(count: count)
    children.deallocate()
  }

  /// Workers that a signal has ended: those that were told to go end by themselves.
  var endedTooEarly: Int {
    (0..<count).count { index in
      var information = siginfo_t()
      let code = waitid(P_PID, id_t(children[index].id), &information, WEXITED | WNOHANG | WNOWAIT)
      return code == 0 && information.si_signo == SIGCHLD && information.si_code != CLD_EXITED
    }
  }
}

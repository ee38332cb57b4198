// What tests know of time: what work costs, and how long to wait for a test that hangs.

import Glibc
import Testing

extension Trait where Self == TimeLimitTrait {
  /// Ends a test that hangs, and says nothing of speed.
  ///
  /// A busy machine takes a hundred times as long as an idle one, and a test waits while thousands of others have the
  /// processors. What a test claims of time it asserts in `processorSeconds`.
  static var hangGuard: Self { .timeLimit(.minutes(30)) }
}

/// Seconds of a processor that the calling thread spends on some work, whatever else the machine does.
func processorSeconds(of work: () -> Void) -> Double {
  let before = threadTime()
  work()
  return threadTime() - before
}

/// Whether work of four times the size took about four times as long: quadratic work takes sixteen times.
///
/// What is too short to be measured well passes.
func isProportional(_ small: Double, _ large: Double) -> Bool { large <= 10 * small + 0.05 }

private func threadTime() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

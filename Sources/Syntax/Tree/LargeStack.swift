// A thread with room for deeply nested code.

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Runs work on a thread of its own with a stack of 64 MB, whose pages are taken only when touched.
///
/// One such thread serves any number of files; a parser is told to use
/// `LargeStack.parserBudget` of it, which leaves the rest to whoever walks the trees.
package enum LargeStack {
  /// The size of the stack in bytes.
  package static let byteCount = 64 << 20
  /// What the parser may use of it.
  package static let parserBudget = 8 << 20

  /// Runs `work` on a new thread and waits for it.
  ///
  /// - Returns: false if the system could not start a thread; then `work` did not run.
  package static func run(_ work: () -> Void) -> Bool { run(work, beside: {}) }

  /// Runs `work` on a new thread while the caller does something else, and waits for both.
  ///
  /// - Returns: false if the system could not start a thread; then `work` did not run, nor did `other`.
  package static func run(_ work: () -> Void, beside other: () -> Void) -> Bool {
    withoutActuallyEscaping(work) { work in
      withUnsafePointer(to: work) { work in
        let attributes = UnsafeMutablePointer<pthread_attr_t>.allocate(capacity: 1)
        defer { attributes.deallocate() }
        guard pthread_attr_init(attributes) == 0 else { return false }
        defer { pthread_attr_destroy(attributes) }
        guard pthread_attr_setstacksize(attributes, byteCount) == 0 else { return false }
        let argument = UnsafeMutableRawPointer(mutating: work)
        #if canImport(Glibc)
          var thread = pthread_t()
          let status = pthread_create(&thread, attributes, threadMain, argument)
          guard status == 0 else { return false }
          other()
        #else
          var started: pthread_t?
          let status = pthread_create(&started, attributes, threadMain, argument)
          guard status == 0, let thread = started else { return false }
          other()
        #endif
        return pthread_join(thread, nil) == 0
      }
    }
  }

  #if canImport(Glibc)
    private static let threadMain:
      @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = {
        $0?.assumingMemoryBound(to: (() -> Void).self).pointee()
        return nil
      }
  #else
    private static let threadMain:
      @convention(c) (UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? = {
        $0.assumingMemoryBound(to: (() -> Void).self).pointee()
        return nil
      }
  #endif
}

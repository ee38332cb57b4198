// How fast the parser is.

import Glibc
import SyntaxTree

/// Parses files that are already in memory and prints the best of several rounds.
enum Timing {
  static func run(_ paths: [String], _ rounds: Int) {
    var files: [(path: String, source: SourceBuffer)] = []
    for path in paths {
      if let source = SyntaxDump.readFile(path) { files.append((path, source)) }
    }
    let bytes = files.reduce(0) { $0 + $1.source.count }
    var best = Double.infinity
    var nodes = 0
    for _ in 0..<max(rounds, 1) {
      let start = seconds()
      nodes = 0
      var readers = Readers()
      for file in files { nodes += readers.parse(file.source, file.path) - 1 }
      best = min(best, seconds() - start)
    }
    let speed = Double(bytes) / best / 1e6
    print("\(files.count) files, \(bytes) bytes, \(nodes) nodes, \(best) s, \(speed) MB/s")
  }

  /// The processor time of this thread.
  static func seconds() -> Double {
    var time = timespec(tv_sec: 0, tv_nsec: 0)
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}

// Damaged files, which must be lowered without a trap and in a time that follows their size.

import Facts
import JavaScriptSyntax
import PythonSyntax
import SyntaxTree

/// Lowers files and says which took longest.
struct LoweringChecks: ~Copyable {
  private var javaScript = JavaScriptReader(onLargeStack: true)
  private var python = PythonReader(onLargeStack: true)
  private var runs = 0
  private var instructions = 0
  private var slowest = 0.0
  private var slowestPath = ""

  /// Lowers each file as it is and `count` mutations of it.
  static func run(_ paths: [String], _ count: Int) {
    var checks = LoweringChecks()
    var random = SeededGenerator(state: 88_172_645_463_325_252)
    for path in paths {
      guard let source = SyntaxDump.readFile(path) else { continue }
      checks.lower(source, path)
      guard source.count > 8 else { continue }
      for round in 0..<count {
        checks.lower(SourceBuffer(random.mutated(source.bytes, how: round)), path)
      }
    }
    print(
      "\(checks.runs) inputs, \(checks.instructions) instructions,"
        + " slowest \(checks.slowest * 1e9) ns/byte in \(checks.slowestPath)"
    )
  }

  private mutating func lower(_ source: SourceBuffer, _ path: String) {
    let start = Timing.seconds()
    let facts =
      Readers.isPython(path)
      ? python.facts(of: source)
      : javaScript.facts(of: source, as: Dialect(path: path) ?? .javaScript)
    let perByte = (Timing.seconds() - start) / Double(source.count + 2000)
    runs += 1
    instructions += facts.instructions.count
    if perByte > slowest {
      slowest = perByte
      slowestPath = path
    }
  }
}

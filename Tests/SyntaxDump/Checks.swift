// Files, and damaged files, whose trees must keep their promises.

import SyntaxTree

/// Parses and checks trees, and says how many are wrong and which input took longest.
struct Checks: ~Copyable {
  private var readers = Readers()
  private var runs = 0
  private var broken = 0
  private var unsound = 0
  private var slowest = 0.0
  private var slowestPath = ""

  static func check(_ paths: [String]) {
    var checks = Checks()
    for path in paths {
      if let source = SyntaxDump.readFile(path) { checks.check(source, path) }
    }
    checks.summarize()
  }

  /// Mutates each file `count` times.
  static func fuzz(_ paths: [String], _ count: Int) {
    var checks = Checks()
    var random = SeededGenerator(state: 88_172_645_463_325_252)
    for path in paths {
      guard let source = SyntaxDump.readFile(path), source.count > 8 else { continue }
      for round in 0..<count {
        let bytes = random.mutated(source.bytes, how: round)
        checks.check(SourceBuffer(bytes), path)
      }
    }
    checks.summarize()
  }

  /// Cuts each file off at `count` places, or at every byte if there are fewer.
  static func cut(_ paths: [String], _ count: Int) {
    var checks = Checks()
    for path in paths {
      guard let source = SyntaxDump.readFile(path) else { continue }
      let step = max(source.count / max(count, 1), 1)
      for end in stride(from: 0, to: source.count, by: step) {
        checks.check(SourceBuffer(source.bytes.prefix(end)), path)
      }
    }
    checks.summarize()
  }

  private mutating func check(_ source: SourceBuffer, _ path: String) {
    let start = Timing.seconds()
    let reading = readers.read(source, path)
    let perByte = (Timing.seconds() - start) / Double(source.count + 2000)
    if perByte > slowest {
      slowest = perByte
      slowestPath = path
    }
    runs += 1
    if !reading.diagnostics.isEmpty { broken += 1 }
    if let complaint = reading.complaint {
      unsound += 1
      if unsound <= 10 { print("\(path): \(complaint)") }
    }
  }

  private func summarize() {
    print(
      "\(runs) inputs, \(broken) with diagnostics, \(unsound) unsound trees,"
        + " slowest \(slowest * 1e9) ns/byte in \(slowestPath)"
    )
  }
}

/// Xorshift: the same damage in every run.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }

  /// Truncates, overwrites or splices.
  mutating func mutated(_ original: UnsafeBufferPointer<UInt8>, how: Int) -> [UInt8] {
    var bytes = Array(original)
    switch how % 4 {
    case 0: bytes.removeLast(Int.random(in: 0..<bytes.count, using: &self))
    case 1:
      for _ in 0...(bytes.count / 400) {
        bytes[Int.random(in: 0..<bytes.count, using: &self)] = UInt8.random(
          in: 0...255,
          using: &self
        )
      }
    case 2:
      let marks = Array("(){}[]<>`'\"/\\=:;,.?!#@&|*+-\n \0$".utf8)
      for _ in 0...(bytes.count / 400) {
        let mark = marks[Int.random(in: 0..<marks.count, using: &self)]
        bytes[Int.random(in: 0..<bytes.count, using: &self)] = mark
      }
    default:
      let from = Int.random(in: 0..<bytes.count, using: &self)
      let to = Int.random(in: 0..<bytes.count, using: &self)
      let length = min(Int.random(in: 0..<60, using: &self), bytes.count - max(from, to))
      for offset in 0..<length { bytes[to + offset] = original[from + offset] }
    }
    return bytes
  }
}

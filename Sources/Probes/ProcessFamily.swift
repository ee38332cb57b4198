// A process and all that it has started, read at one moment.

/// What a process and its children, and theirs, need at one moment.
package struct ProcessSample: Sendable, Hashable {
  /// Bytes in memory; what children share with each other counts for each of them.
  package var resident = 0.0
  /// Bytes in memory, shared ones in parts; nil where that is not for us to read.
  package var proportional: Double? = 0
  package var threads = 0
  /// Nil where that is not for us to read.
  package var descriptors: Int? = 0
  /// Seconds of a processor since the processes began.
  package var processorSeconds = 0.0
  package var processes = 0
}

/// One process that is watched, with its children.
package struct ProcessFamily: Sendable {
  package let id: Int
  /// The name of its program.
  package let name: String
  private let files: ProcessFiles
  /// When it began: another process that gets its number later is another one.
  private let began: UInt64
  /// Ticks of the kernel's clock for processes: 100 a second on every Linux that is met.
  private static let ticks = 100.0
  /// More than this no service has; a loop of parents cannot be.
  private static let most = 10_000

  /// Nil where there is no such process.
  package init?(id: Int, files: ProcessFiles = ProcessFiles()) {
    guard let stat = files.text(of: id, "stat").flatMap({ ProcessStat($0) }), stat.isAlive else {
      return nil
    }
    self.id = id
    self.files = files
    name = stat.name
    began = stat.began
  }

  /// What the family needs now; nil once the process has ended.
  package func sample() -> ProcessSample? {
    guard let first = files.text(of: id, "stat").flatMap({ ProcessStat($0) }),
      first.began == began, first.isAlive
    else { return nil }
    var sample = ProcessSample()
    for process in [id] + descendants() { add(process, to: &sample) }
    return sample.processes > 0 ? sample : nil
  }

  private func add(_ process: Int, to sample: inout ProcessSample) {
    guard let stat = files.text(of: process, "stat").flatMap({ ProcessStat($0) }), stat.isAlive,
      let status = files.text(of: process, "status")
    else { return }
    sample.processes += 1
    sample.processorSeconds += Double(stat.ticks) / Self.ticks
    sample.resident += Self.kilobytes("VmRSS:", in: status) ?? 0
    sample.threads += Self.number("Threads:", in: status).map { Int($0) } ?? 0
    let rollup = files.text(of: process, "smaps_rollup")
    if let part = rollup.flatMap({ Self.kilobytes("Pss:", in: $0) }), let sum = sample.proportional
    {
      sample.proportional = sum + part
    } else {
      sample.proportional = nil
    }
    if let count = files.descriptors(of: process), let sum = sample.descriptors {
      sample.descriptors = sum + count
    } else {
      sample.descriptors = nil
    }
  }

  /// Children and theirs, of all processes there are.
  private func descendants() -> [Int] {
    var children: [Int: [Int]] = [:]
    for process in files.processes() where process != id {
      guard let stat = files.text(of: process, "stat").flatMap({ ProcessStat($0) }) else {
        continue
      }
      children[stat.parent, default: []].append(process)
    }
    var found: [Int] = []
    var open = [id]
    while let next = open.popLast(), found.count < Self.most {
      let young = children.removeValue(forKey: next) ?? []
      found += young
      open += young
    }
    return found
  }

  private static func kilobytes(_ key: String, in text: String) -> Double? {
    number(key, in: text).map { $0 * 1_024 }
  }

  /// The number behind a key at the beginning of a line.
  private static func number(_ key: String, in text: String) -> Double? {
    guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix(key) }) else {
      return nil
    }
    let words = line.dropFirst(key.count).split { $0 == " " || $0 == "\t" }
    return words.first.flatMap { Double($0) }
  }
}

/// What `stat` says of a process.
struct ProcessStat: Hashable {
  let name: String
  let parent: Int
  /// Ticks in which it ran, in the program and in the kernel.
  let ticks: UInt64
  let began: UInt64
  /// Whether it is more than an entry that nobody has taken note of yet.
  let isAlive: Bool

  /// The name stands in parentheses and may hold some itself, so the last one ends it.
  init?(_ text: String) {
    guard let open = text.firstIndex(of: "("), let close = text.lastIndex(of: ")"), open < close
    else { return nil }
    name = String(text[text.index(after: open)..<close])
    let words = text[text.index(after: close)...].split { $0 == " " || $0 == "\n" }
    guard words.count > 19, let parent = Int(words[1]), let user = UInt64(words[11]),
      let system = UInt64(words[12]), let began = UInt64(words[19])
    else { return nil }
    self.parent = parent
    self.began = began
    ticks = user &+ system
    isAlive = words[0] != "Z" && words[0] != "X"
  }
}

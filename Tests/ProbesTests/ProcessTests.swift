// Processes are read as the kernel tells of them, children included.

import Foundation
import Statistics
import Testing

@testable import Probes

/// A folder that looks like /proc.
private struct FakeProcesses: ~Copyable {
  let root: String

  init() throws {
    root = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
  }

  deinit { try? FileManager.default.removeItem(atPath: root) }

  func add(
    _ id: Int,
    parent: Int = 1,
    name: String = "node",
    state: String = "S",
    began: Int = 77,
    hasDetails: Bool = true
  ) throws {
    let folder = "\(root)/\(id)"
    try FileManager.default.createDirectory(
      atPath: folder + (hasDetails ? "/fd" : ""),
      withIntermediateDirectories: true
    )
    let zeros = Array(repeating: "0", count: 9).joined(separator: " ")
    let stat = "\(id) (\(name)) \(state) \(parent) \(zeros) 150 50 0 0 20 0 3 0 \(began) 0 0\n"
    try write(stat, to: "\(folder)/stat")
    try write("Name:\t\(name)\nVmRSS:\t    2000 kB\nThreads:\t3\n", to: "\(folder)/status")
    guard hasDetails else { return }
    try write("0-1 ---p [rollup]\nRss:  2000 kB\nPss:   500 kB\n", to: "\(folder)/smaps_rollup")
    for number in 0..<4 { try write("", to: "\(folder)/fd/\(number)") }
  }

  private func write(_ text: String, to path: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
  }
}

@Suite("Processes")
struct ProcessTests {
  @Test("a process is read with its children and theirs, whatever they are called")
  func family() throws {
    let fake = try FakeProcesses()
    try fake.add(10, name: "a) b (c")
    try fake.add(11, parent: 10)
    try fake.add(12, parent: 11)
    try fake.add(13, parent: 1)
    try fake.add(14, parent: 10, state: "Z")
    let family = try #require(ProcessFamily(id: 10, files: ProcessFiles(root: fake.root)))
    #expect(family.name == "a) b (c")
    let sample = try #require(family.sample())
    #expect(sample.processes == 3 && sample.threads == 9 && sample.descriptors == 12)
    #expect(sample.resident == 6_144_000 && sample.proportional == 1_536_000)
    #expect(sample.processorSeconds == 6)
  }

  @Test("what is not for us to read is not known, and no 0")
  func hidden() throws {
    let fake = try FakeProcesses()
    try fake.add(10, hasDetails: false)
    let family = try #require(ProcessFamily(id: 10, files: ProcessFiles(root: fake.root)))
    let sample = try #require(family.sample())
    #expect(sample.proportional == nil && sample.descriptors == nil)
    var history = ProcessHistory()
    history.add(sample, at: 0)
    #expect(history.descriptors == nil && history.memory.name == "memory (RSS)")
    #expect(history.memory.points.map(\.value) == [2.048])
  }

  @Test("a process that has ended, or whose number another one has, has no sample")
  func ended() throws {
    let fake = try FakeProcesses()
    let files = ProcessFiles(root: fake.root)
    #expect(ProcessFamily(id: 10, files: files) == nil)
    try fake.add(10)
    let family = try #require(ProcessFamily(id: 10, files: files))
    #expect(family.sample() != nil)
    try fake.add(10, began: 78)
    #expect(family.sample() == nil)
    try fake.add(10, state: "Z")
    #expect(family.sample() == nil && ProcessFamily(id: 10, files: files) == nil)
  }

  @Test("garbage is no process", arguments: ["", "1", "1 (a", "1 (a) S x 0", ")("])
  func garbage(text: String) { #expect(ProcessStat(text) == nil) }

  @Test("this process is read from the real files")
  func real() throws {
    let family = try #require(ProcessFamily(id: Int(getpid())))
    let sample = try #require(family.sample())
    #expect(sample.resident > 1e6 && sample.threads > 0 && sample.processes > 0)
  }

  @Test("busy processors are counted between samples, and never below none")
  func processors() {
    var history = ProcessHistory()
    for (seconds, used) in [(0.0, 5.0), (2, 6), (4, 1)] {
      history.add(ProcessSample(processorSeconds: used), at: seconds)
    }
    #expect(history.processors.points.map(\.value) == [0.5, 0])
  }
}

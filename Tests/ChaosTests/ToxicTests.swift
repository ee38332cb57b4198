// What toxics do to a stream, in virtual time.

import LoadEngine
import Testing

@testable import Chaos

/// A chain of toxics, its time, and what came out of it and when.
private struct Stream {
  private var chain: ToxicChain
  private var random = Random(seed: 7)
  private var now: UInt64 = 0
  private(set) var output: [(at: Double, bytes: Int)] = []
  private(set) var fate = StreamFate.open
  private(set) var fateAt = 0.0

  init(_ toxics: [Toxic]) {
    var random = Random(seed: 7)
    chain = ToxicChain(toxics, at: 0, &random)
  }

  var bytes: Int { output.reduce(0) { $0 + $1.bytes } }
  var held: Int { chain.held }

  mutating func send(_ count: Int, at milliseconds: Double) {
    run(until: milliseconds)
    chain.take([UInt8](repeating: 1, count: count), at: now, &random)
    advance()
  }

  mutating func end(at milliseconds: Double) {
    run(until: milliseconds)
    chain.end(at: now)
    advance()
  }

  mutating func adopt(_ toxics: [Toxic], at milliseconds: Double) {
    run(until: milliseconds)
    chain.adopt(toxics, at: now, &random)
    advance()
  }

  /// Lets time pass from one wake to the next.
  mutating func run(until milliseconds: Double) {
    let end = UInt64(milliseconds * 1e6)
    while fate == .open, chain.wake(after: now) <= end {
      now = chain.wake(after: now)
      advance()
    }
    now = end
    if fate == .open { advance() }
  }

  private mutating func advance() {
    guard fate == .open else { return }
    var bytes: [UInt8] = []
    fate = chain.advance(at: now, into: &bytes, &random)
    let milliseconds = Double(now) / 1e6
    if !bytes.isEmpty { output.append((milliseconds, bytes.count)) }
    if fate != .open { fateAt = milliseconds }
  }
}

@Suite("Toxics")
struct ToxicTests {
  @Test("latency delays every byte by its time, and no byte overtakes another")
  func latency() {
    var stream = Stream([Toxic(kind: .latency, attributes: ["latency": 100])])
    stream.send(10, at: 0)
    stream.send(20, at: 30)
    stream.end(at: 31)
    stream.run(until: 1_000)
    #expect(stream.output.map(\.at) == [100, 130])
    #expect(stream.output.map(\.bytes) == [10, 20])
    #expect(stream.fate == .ended && stream.fateAt == 130)
  }

  @Test("jitter moves the delay both ways, within its bounds")
  func jitter() {
    var stream = Stream([Toxic(kind: .latency, attributes: ["latency": 100, "jitter": 40])])
    for index in 0..<200 { stream.send(1, at: Double(index) * 1_000) }
    stream.run(until: 300_000)
    let delays = stream.output.enumerated().map { $1.at - Double($0) * 1_000 }
    #expect(delays.count == 200)
    #expect(delays.allSatisfy { (60...140).contains($0) })
    #expect((delays.min() ?? 0) < 75 && (delays.max() ?? 0) > 125)
  }

  @Test("two latencies in a row overlap, as in toxiproxy")
  func twoLatencies() {
    var stream = Stream([
      Toxic(name: "a", kind: .latency, attributes: ["latency": 100]),
      Toxic(name: "b", kind: .latency, attributes: ["latency": 150]),
    ])
    stream.send(1, at: 0)
    stream.run(until: 1_000)
    #expect(stream.output.map(\.at) == [150])
  }

  @Test("bandwidth lets so many kB a second through, in pieces of a tenth of a second")
  func bandwidth() {
    var stream = Stream([Toxic(kind: .bandwidth, attributes: ["rate": 100])])
    stream.send(50_000, at: 0)
    stream.run(until: 99)
    #expect(stream.bytes == 0)
    stream.run(until: 250)
    #expect(stream.bytes == 20_000)
    stream.run(until: 10_000)
    #expect(stream.output.map(\.at) == [100, 200, 300, 400, 500])
    #expect(stream.bytes == 50_000)
  }

  @Test("slow_close passes bytes at once and the end late")
  func slowClose() {
    var stream = Stream([Toxic(kind: .slowClose, attributes: ["delay": 500])])
    stream.send(5, at: 0)
    stream.end(at: 10)
    stream.run(until: 2_000)
    #expect(stream.output.map(\.at) == [0])
    #expect(stream.fate == .ended && stream.fateAt == 510)
  }

  @Test("what comes behind a slow end still gets its own delay")
  func slowCloseThenLatency() {
    var stream = Stream([
      Toxic(kind: .slowClose, attributes: ["delay": 50]),
      Toxic(kind: .latency, attributes: ["latency": 300]),
    ])
    stream.send(5, at: 0)
    stream.end(at: 0)
    stream.run(until: 2_000)
    #expect(stream.output.map(\.at) == [300])
    #expect(stream.fate == .ended && stream.fateAt == 300)
  }

  @Test("timeout swallows all, and closes the connection after its time")
  func timeout() {
    var stream = Stream([Toxic(kind: .timeout, attributes: ["timeout": 200])])
    stream.send(5, at: 10)
    stream.run(until: 1_000)
    #expect(stream.bytes == 0)
    #expect(stream.fate == .closed && stream.fateAt == 200)
  }

  @Test("a timeout of 0 never closes, until it is taken away")
  func blackHole() {
    var stream = Stream([Toxic(kind: .timeout)])
    stream.send(5, at: 10)
    stream.run(until: 3_600_000)
    #expect(stream.fate == .open && stream.bytes == 0 && stream.held == 0)
    stream.adopt([], at: 3_600_001)
    #expect(stream.fate == .closed)
  }

  @Test("reset_peer resets when the first byte has waited its time")
  func resetPeer() {
    var stream = Stream([Toxic(kind: .resetPeer, attributes: ["timeout": 30])])
    stream.run(until: 1_000)
    #expect(stream.fate == .open)
    stream.send(5, at: 1_000)
    stream.run(until: 2_000)
    #expect(stream.fate == .reset && stream.fateAt == 1_030)
  }

  @Test("slicer cuts into pieces of about its size, and waits between them")
  func slicer() {
    let attributes = ["average_size": 100, "size_variation": 20, "delay": 10_000]
    var stream = Stream([Toxic(kind: .slicer, attributes: attributes)])
    stream.send(1_000, at: 0)
    stream.run(until: 10_000)
    #expect(stream.bytes == 1_000)
    #expect(stream.output.dropLast().allSatisfy { (80...120).contains($0.bytes) })
    #expect(zip(stream.output, stream.output.dropFirst()).allSatisfy { $1.at - $0.at == 10 })
  }

  @Test("limit_data closes the connection behind its last byte")
  func limitData() {
    var stream = Stream([Toxic(kind: .limitData, attributes: ["bytes": 12])])
    stream.send(10, at: 0)
    #expect(stream.fate == .open)
    stream.send(10, at: 1)
    #expect(stream.bytes == 12 && stream.fate == .closed)
  }

  @Test("a toxicity of 0 leaves the stream alone, one of a half about half of them")
  func toxicity() {
    func delayed(_ toxicity: Double, seed: UInt64) -> Bool {
      var random = Random(seed: seed)
      let toxic = Toxic(kind: .latency, toxicity: toxicity, attributes: ["latency": 100])
      var chain = ToxicChain([toxic], at: 0, &random)
      chain.take([1], at: 0, &random)
      var bytes: [UInt8] = []
      _ = chain.advance(at: 0, into: &bytes, &random)
      return bytes.isEmpty
    }
    let seeds = (0..<400).map { UInt64($0) }
    #expect(!seeds.contains { delayed(0, seed: $0) })
    #expect(seeds.allSatisfy { delayed(1, seed: $0) })
    #expect((150...250).contains(seeds.count { delayed(0.5, seed: $0) }))
  }

  @Test("what a toxic held that is taken away goes on at once, before what comes later")
  func takenAway() {
    var stream = Stream([Toxic(kind: .latency, attributes: ["latency": 60_000])])
    stream.send(7, at: 0)
    stream.adopt([], at: 5)
    stream.send(9, at: 6)
    #expect(stream.output.map(\.at) == [5, 6])
    #expect(stream.output.map(\.bytes) == [7, 9])
    stream.end(at: 7)
    #expect(stream.fate == .ended)
  }

  @Test("a toxic that is changed counts for what comes from now on")
  func changed() {
    let slow = Toxic(kind: .latency, attributes: ["latency": 100])
    var stream = Stream([slow])
    stream.send(1, at: 0)
    stream.adopt([Toxic(kind: .latency, attributes: ["latency": 300])], at: 10)
    stream.send(1, at: 10)
    stream.run(until: 1_000)
    #expect(stream.output.map(\.at) == [100, 310])
  }
}

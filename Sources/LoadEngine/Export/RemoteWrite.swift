// Metrics as Prometheus takes them: protocol buffers in a snappy block.

/// The body of a remote write (version 0.1.0 of its protocol).
enum RemoteWrite {
  static let headers = [
    (name: "Content-Type", value: "application/x-protobuf"),
    (name: "Content-Encoding", value: "snappy"),
    (name: "X-Prometheus-Remote-Write-Version", value: "0.1.0"),
  ]

  static func body(of series: [MetricSeries], labels: [(String, String)]) -> [UInt8] {
    snappy(message(of: series, labels: labels))
  }

  /// `WriteRequest { repeated TimeSeries timeseries = 1; }`.
  static func message(of series: [MetricSeries], labels: [(String, String)]) -> [UInt8] {
    series.filter { !$0.points.isEmpty }.flatMap { series in
      // Labels must be in the order of their names, of which this one is the first.
      let names = [("__name__", series.name)] + labels.sorted { $0.0 < $1.0 }
      let head = names.flatMap { field(1, field(1, Array($0.0.utf8)) + field(2, Array($0.1.utf8))) }
      let samples = series.points.flatMap { field(2, sample($0.time, $0.value)) }
      return field(1, head + samples)
    }
  }

  /// `Sample { double value = 1; int64 timestamp = 2; }`.
  private static func sample(_ time: Int, _ value: Double) -> [UInt8] {
    let bits = value.bitPattern
    return [1 << 3 | 1] + (0..<8).map { UInt8(truncatingIfNeeded: bits >> (8 * $0)) }
      + [2 << 3] + varint(UInt64(max(0, time)))
  }

  /// A field of bytes.
  private static func field(_ number: UInt8, _ bytes: [UInt8]) -> [UInt8] {
    [number << 3 | 2] + varint(UInt64(bytes.count)) + bytes
  }

  private static func varint(_ number: UInt64) -> [UInt8] {
    var rest = number
    var bytes: [UInt8] = []
    while rest > 127 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 128)
      rest >>= 7
    }
    return bytes + [UInt8(rest)]
  }

  /// A block of snappy's format that holds the bytes as they are, in pieces of 64 KB.
  static func snappy(_ bytes: [UInt8]) -> [UInt8] {
    var block = varint(UInt64(bytes.count))
    for start in stride(from: 0, to: bytes.count, by: 65_536) {
      let piece = bytes[start..<min(start + 65_536, bytes.count)]
      let length = piece.count - 1
      // A literal whose length stands in the two bytes behind.
      block += [61 << 2, UInt8(length & 255), UInt8(length >> 8)] + piece
    }
    return block
  }
}

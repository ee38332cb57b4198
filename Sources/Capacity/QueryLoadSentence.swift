// The sentence that a report prints for a query inside a loop, with its numbers shown.

extension QueryLoad {
  /// `100 req/s × (1 + 20) queries = 2,100 queries/s; …`.
  package var sentence: String {
    ([throughput, latency] + [pool].compactMap(\.self) + assumptions).joined(separator: "; ")
  }

  private var throughput: String {
    let rate = Figure.grouped(target.requestsPerSecond)
    return "\(rate) req/s × (\(factors)) queries = \(Figure.grouped(queriesPerSecond)) queries/s"
  }

  private var factors: String {
    let loops = Array(repeating: Figure.grouped(items.value), count: depth)
    let product = (queriesPerItem == 1 ? loops : [Figure.grouped(queriesPerItem)] + loops)
    return "\(Figure.grouped(fixedQueries)) + \(product.joined(separator: " × "))"
  }

  private var latency: String {
    let count = Figure.grouped(extraQueries)
    let each = Figure.duration(roundTrip.value / 1_000)
    let added = Figure.duration(addedMilliseconds / 1_000)
    let trips = Figure.counted(extraQueries, "round trip")
    let verdict =
      breaksLatencyTarget
      ? ", beyond the p95 target of \(Figure.duration(target.p95Milliseconds / 1_000))" : ""
    switch pace {
    case .oneAfterAnother:
      return "\(trips) of \(each), one after another, add \(added) to each request\(verdict)"
    case .fewAtATime:
      return "\(trips) of \(each), a few at a time, add up to \(added) to each request\(verdict)"
    case .onOneConnection:
      return "\(trips) of \(each), one after another on the transaction's connection, "
        + "add \(added) to each request\(verdict)"
    case .together:
      return "\(count) queries at once, of \(each) each, add at least \(added)\(verdict)"
    }
  }

  private var pool: String? {
    guard let poolSize else { return nil }
    let busy = connections.sentence(of: "connections busy")
    let size = Figure.grouped(poolSize.value)
    guard !exhaustsPool else { return "\(busy), but the pool has \(size): requests queue" }
    return "\(busy) of a pool of \(size)\(saturation.map { ", full at \($0)" } ?? "")"
  }

  /// The loop length at which the pool is full, where one loop decides it.
  private var saturation: String? {
    guard let poolSize, depth == 1, queriesPerItem > 0 else { return nil }
    let queries = poolSize.value / (target.requestsPerSecond * roundTrip.value / 1_000)
    let items = ((queries - fixedQueries) / queriesPerItem).rounded(.up)
    return items > 0 && items.isFinite ? "\(Figure.grouped(items)) items" : nil
  }

  private var assumptions: [String] {
    let assumed = ([items, roundTrip] + [poolSize].compactMap(\.self)).filter(\.isAssumed).map(
      \.source
    )
    return assumed.isEmpty ? [] : ["assuming \(assumed.joined(separator: " and "))"]
  }
}

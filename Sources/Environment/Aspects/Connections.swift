// The connections of all processes together, against what the server takes.

import ConfigSyntax
import Findings
import Workspace
import Frameworks

/// The most connections that a database server takes.
struct ConnectionLimit: Sendable {
  let count: Int
  let isDefault: Bool
  var place: Location?
}

extension ServiceReading {
  func connectionLimit(_ databases: Databases) -> ConnectionLimit? {
    if let stated = stated(.maxConnections), let count = stated.number {
      return ConnectionLimit(count: count, isDefault: false, place: place(of: stated))
    }
    guard let kind = databases.main else { return nil }
    for server in databases.servers where server.kind == kind {
      for word in server.entry.service.command {
        guard let range = word.range(after: "max_connections="), let count = Int(range) else {
          continue
        }
        let place = server.entry.file.location(server.entry.service.commandLine)
        return ConnectionLimit(count: count, isDefault: false, place: place)
      }
    }
    if kind == .postgreSQL {
      for file in configuration.all.postgres {
        for setting in file.content.variables where setting.name == "max_connections" {
          guard let count = Int(setting.value) else { continue }
          return ConnectionLimit(count: count, isDefault: false, place: file.location(setting.line))
        }
      }
    }
    return kind.defaultMaxConnections.map { ConnectionLimit(count: $0, isDefault: true) }
  }

  /// Pool × processes × instances against the limit.
  func connectionsFact(_ databases: Databases, _ settings: ServiceSettings) -> EnvironmentFact {
    guard let kind = databases.main else {
      return fact(.connections, "none: no database client is called", .assumed)
    }
    guard let limit = connectionLimit(databases) else {
      return fact(.connections, "\(kind.rawValue) sets no fixed limit", .assumed)
    }
    let evidence = limit.place.map { [$0] } ?? []
    let most = limit.count.grouped + (limit.isDefault ? " (default of \(kind.rawValue))" : "")
    guard let pool = settings.poolSize, let workers = settings.workers else {
      let missing = settings.poolSize == nil ? "pool size" : "number of processes"
      return fact(
        .connections,
        "not known: the \(missing) is open; the server takes \(most)",
        .needsConfirmation,
        evidence,
        ask: settings.poolSize == nil
          ? "the pool size, or the processors of the machine: `facts.pool`, `facts.cpus`"
          : "the number of processes: `facts.workers`"
      )
    }
    let instances = settings.instances ?? 1
    let total = [pool, workers, instances].saturatingProduct
    let processes = workers == 1 ? "1 process" : "\(workers) processes"
    let copies = instances == 1 ? "1 instance" : "\(instances) instances"
    var value = "\(total.grouped) of \(most): \(pool) for each of \(processes) on \(copies)"
    if settings.instances == nil { value += ", if there is one instance" }
    let isStated = settings.isPoolKnown && settings.areWorkersKnown && !limit.isDefault
    return fact(.connections, value, isStated ? .inferred : .assumed, evidence)
  }
}

extension [Int] {
  /// The product, or the largest number where it would be more.
  var saturatingProduct: Int {
    reduce(1) { product, factor in
      let (value, overflows) = product.multipliedReportingOverflow(by: factor)
      return overflows ? .max : value
    }
  }
}

extension Int {
  /// With commas between the thousands.
  var grouped: String {
    let digits = Array("\(magnitude)".utf8)
    var text: [UInt8] = self < 0 ? [UInt8(ascii: "-")] : []
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text.append(UInt8(ascii: ",")) }
      text.append(digit)
    }
    return String(decoding: text, as: UTF8.self)
  }
}

extension String {
  /// The digits behind a word.
  func range(after word: String) -> String? {
    guard hasPrefix(word) || contains(word) else { return nil }
    var rest = Substring(self)
    while !rest.hasPrefix(word), !rest.isEmpty { rest = rest.dropFirst() }
    let digits = rest.dropFirst(word.count).prefix { $0.isASCII && $0.isNumber }
    return digits.isEmpty || digits.utf8.count > 7 ? nil : String(digits)
  }
}

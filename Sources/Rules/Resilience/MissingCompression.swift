// Answers leave the process as large as they are.

import Capacity
import Findings
import SemanticModel

/// Reports services whose answers nobody compresses, as far as the repository tells.
struct MissingCompression: Rule {
  static let about = RuleDescription(
    name: "missing-compression",
    category: .abuseControl,
    worst: .medium,
    title: "No response compression",
    problem: """
      Lists and pages leave the process uncompressed: JSON and HTML shrink to a fifth, so each answer takes five \
      times the bandwidth and, on slow connections, five times as long.
      """,
    verify:
      "`curl -sI -H 'Accept-Encoding: gzip, br' URL` on the public address: a list must be answered with Content-Encoding.",
    fix:
      "Compress at the proxy or CDN; where there is none, mount a compressing middleware with a threshold of 1 kB in front of the routes.",
    tradeOff:
      "Compression in the process takes a few milliseconds of processor for each 100 kB: prefer the proxy under high load.",
    effort: Effort(low: 0.1, high: 0.5)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    guard !program.isCompressedByProxy else { return [] }
    return program.services.filter { service in
      !program.has(.compression, service)
        && !program.mentions(service) { Self.isCompression($0) }
        && (program.routes.isEmpty || program.routes.contains { ["GET", "ALL"].contains($0.verb) })
    }
    .map { service in
      finding(
        ServiceGap(
          service: service,
          place: service.creation,
          title: "No response compression",
          problem: Self.about.problem,
          tier: .suspicious,
          estimate: Self.estimate(target),
          fix: remedy(service, program),
          confirm: "Check whether a reverse proxy or CDN in front of it compresses answers."
        ),
        in: program
      )
    }
  }

  private func remedy(_ service: Service, _ program: Program) -> Remedy {
    guard let part = program.framework(named: service.creation.library)?.compressionPart else {
      return Remedy(Self.about.fix)
    }
    let added = ServicePartRepair(part, for: service, in: program)
    return Remedy(
      Self.about.fix + added.text.note,
      before: Excerpt.short(
        program.source(of: service.creation.place),
        keeping: program.source(of: service.creation.place)
      ),
      after: added.text.after,
      repair: added.repair
    )
  }

  /// Names and texts of compression; pictures are compressed too, so longer names do not count.
  private static func isCompression(_ text: ArraySlice<UInt8>) -> Bool {
    [
      "compress", "compression", "gzip", "brotli", "gzipmiddleware", "creategzip",
      "content-encoding",
    ]
    .contains { $0.utf8.elementsEqual(text.lazy.map(NameWords.small)) }
  }

  private static func estimate(_ target: LoadTarget) -> String {
    let size = 50.0
    let megabits = target.requestsPerSecond * size * 8 / 1_000
    return
      "\(Figure.grouped(target.requestsPerSecond)) req/s × \(Figure.grouped(size)) kB (assumed) = "
      + "\(Figure.grouped(megabits)) Mbit/s; compressed to a fifth (assumed): \(Figure.grouped(megabits / 5)) Mbit/s"
  }
}

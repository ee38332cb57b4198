// A body of tens of megabytes is read and parsed for anyone.

import Capacity
import Findings
import SemanticModel

/// Reports parsers of bodies whose limit was raised far beyond what a request needs.
struct LargeBodyLimit: Rule {
  static let about = RuleDescription(
    name: "large-body-limit",
    category: .abuseControl,
    worst: .high,
    title: "Body limit of tens of megabytes",
    problem: """
      The parser reads a body of that size into memory and parses it in one go, before anything asks who sent it: \
      parsing holds the event loop, and a few such bodies at once take the memory of the process.
      """,
    verify: """
      Send a body just below the limit to any route, ten times at once: the latency of the other routes and the \
      process's memory must not rise.
      """,
    fix:
      "Keep the parser's small default for all routes, and raise the limit on the one route that needs it, behind sign-in; stream what is larger.",
    tradeOff:
      "Bodies above the limit are answered with 413: look at what clients really send before you lower it.",
    effort: Effort(low: 0.25, high: 1)
  )

  /// Megabytes from which one body holds the event loop for a noticeable time.
  private static let threshold = 10.0

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    var groups: [Int: [(site: CallSite, megabytes: Double)]] = [:]
    for site in program.calls(playing: [.bodyParser]) {
      guard site.unit.isRunning, site.isReached(from: .running), let size = limit(of: site),
        size >= Self.threshold
      else { continue }
      // The parsers of one file are raised together.
      groups[site.place.unit, default: []].append((site, size))
    }
    return groups.keys.sorted().compactMap { unit in
      guard let sites = groups[unit], let first = sites.first else { return nil }
      return finding(first.site, first.megabytes, sites.dropFirst().map(\.site), program, target)
    }
  }

  /// A megabyte holds some ten thousand fields; a route that needs more says so itself.
  private func repair(_ sites: [CallSite], _ program: Program) -> Repair? {
    var edits: [SourceEdit] = []
    for site in sites {
      var edit = SourceEdit(site.place, in: program)
      for value in site.arguments.flatMap({ argument in Self.names.compactMap { argument[$0] } }) {
        switch value.shape {
        case .text:
          let quote = edit.source(value.span).prefix(1)
          edit.replace(value.span, with: "\(quote)1mb\(quote)")
        case .number: edit.replace(value.span, with: "1024 * 1024")
        default: return nil
        }
      }
      edits.append(edit)
    }
    return program.repair(edits, .unsafe)
  }

  private static let names = ["limit", "jsonLimit", "formLimit", "bodyLimit"]

  private func limit(of site: CallSite) -> Double? {
    for argument in site.arguments {
      for name in Self.names {
        switch argument[name]?.shape {
        case .text(let text): return Self.megabytes(text)
        case .number(let bytes): return bytes / 1_048_576
        default: continue
        }
      }
    }
    return nil
  }

  /// `50mb` in megabytes.
  private static func megabytes(_ text: String) -> Double? {
    let digits = text.prefix { $0.isNumber || $0 == "." }
    guard let number = Double(digits) else { return nil }
    switch text.dropFirst(digits.count).trimmed.lowercased() {
    case "", "b": return number / 1_048_576
    case "kb": return number / 1_024
    case "mb": return number
    case "gb": return number * 1_024
    default: return nil
    }
  }

  private func finding(
    _ site: CallSite,
    _ megabytes: Double,
    _ others: [CallSite],
    _ program: Program,
    _ target: LoadTarget
  ) -> Finding {
    let size = "\(Figure.grouped(megabytes)) MB"
    let milliseconds = megabytes * Self.millisecondsPerMegabyte
    let before = program.source(of: site.place)
    return finding(
      Diagnosis(
        place: site.place,
        because: others.map { ($0.place, "the same here") },
        function: site.function,
        title: "`\(site.calleeText)` reads bodies of up to \(size) for anyone",
        problem: Self.about.problem,
        severity: Severity(Consequence.ofDelay(milliseconds: milliseconds, under: target)),
        confidence: .high,
        impact: Impact(
          estimate: "One body of \(size) holds the event loop for about "
            + "\(Figure.duration(milliseconds / 1_000)) (\(size) × 10 ms/MB of parsing, assumed), against a p95 of "
            + "\(Figure.duration(target.p95Milliseconds / 1_000)); ten at once keep "
            + "\(Figure.grouped(megabytes * 10 * 2)) MB, as bytes and as objects",
          confidence: .medium
        ),
        verify: Verify(steps: Self.about.verify),
        fix: Remedy(
          Self.about.fix,
          before: Excerpt.short(before, keeping: before),
          repair: repair([site] + others, program)
        )
      ),
      in: program
    )
  }

  /// Node 20.20 took 6.7 ms for each MB of rows in JSON.parse alone (best of 15, idle machine); the rest is left to
  /// the copying and decoding before it.
  private static let millisecondsPerMegabyte = 10.0
}

extension Substring {
  fileprivate var trimmed: Substring { drop { $0 == " " } }
}

// Log lines that grow with the data, or carry whole objects.

import Capacity
import Findings
import SemanticModel
import SourceText

/// Reports lines per item and dumps of whole objects where requests come by.
struct LogFlooding: Rule {
  static let about = RuleDescription(
    name: "log-flooding",
    category: .logFlooding,
    worst: .high,
    title: "Log that grows with the data",
    problem: """
      Every line is turned into text and written while the request waits; the console writes synchronously to files \
      and terminals. Under load the log fills the disk and the bill, hides what matters, and takes processor time \
      from the requests.
      """,
    verify:
      "Send the load for one minute, count lines and bytes of the log, and divide by the requests.",
    fix:
      "Write one line per request or run, with the fields and counts that somebody searches for, through a logger with levels.",
    tradeOff:
      "Details that were dropped must be switched on when they are needed: keep them at the debug level.",
    effort: Effort(low: 0.25, high: 1)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    let serving: EntryKinds = [EntryKinds(.request), EntryKinds(.socket), EntryKinds(.job)]
    let repeated = program.repeatedLines.filter { call in
      call.site.unit.isRunning && call.site.isReached(from: serving)
        && !program.isOfBrowsers(call.site.function)
    }
    var loops: [SourcePlace: [RepeatedCall]] = [:]
    for call in repeated { loops[call.repetition.place, default: []].append(call) }
    let dumps = program.dumps.filter { line in
      line.site.isReached(from: Audience.requests.entries)
        && !program.isOfBrowsers(line.site.function)
        && !repeated.contains { $0.site.position == line.site.position }
    }
    let isLevelSet = program.setsLogLevel
    return loops.keys.sorted().compactMap { place in
      loops[place].flatMap { finding(of: $0, isLevelSet, in: program, under: target) }
    }
      + (Self.byFunction(dumps.filter { !$0.isWordy }, in: program)
      + Self.byFolder(dumps.filter(\.isWordy)) + program.bodyTokens.map { [$0] }).compactMap {
        finding(of: $0, isLevelSet, in: program, under: target)
      } + levelFindings(in: program, under: target)
      + chatterFindings(besides: Set(dumps.map(\.site.function)), in: program, under: target)
  }

  /// Python's loggers write warnings and worse, unless something sets another level.
  private static func level(of site: CallSite, _ isSet: Bool) -> String? {
    guard site.unit.isPython, !isSet, site.calleeText != "print",
      !site.calleeText.hasSuffix("stdout.write")
    else { return nil }
    return
      "Check that production writes lines of this level: Python's loggers leave out what is below a warning until "
      + "they are told."
  }

  /// Dumps of one function are one finding, with those of the functions that are written in it.
  private static func byFunction(_ lines: [LogLine], in program: Program) -> [[LogLine]] {
    var groups: [FunctionRef: [LogLine]] = [:]
    for line in lines { groups[line.site.function, default: []].append(line) }
    let places = groups.keys.sorted().map { (function: $0, place: program.place(of: $0)) }
    for (inner, place) in places {
      let outer = places.first { other in
        other.function != inner && other.place.unit == place.unit
          && other.place.span.contains(place.span)
      }
      guard let outer, let own = groups.removeValue(forKey: inner) else { continue }
      groups[outer.function, default: []] += own
    }
    return groups.keys.sorted().compactMap { groups[$0] }
  }

  private func finding(
    of calls: [RepeatedCall],
    _ isLevelSet: Bool,
    in program: Program,
    under target: LoadTarget
  ) -> Finding? {
    guard let first = calls.first else { return nil }
    let site = first.site
    let isJob = site.audience == .jobs
    let subject = first.repetition.subject
    let each = subject.isEmpty || subject.contains("…") ? "element" : "element of `\(subject)`"
    let load = LogLoad(target: target, linesPerRequest: .rowsOfOnePage, bytesPerLine: .logLine)
    var steps = site.approach?.steps(in: program) ?? []
    steps.append((program.head(of: first.repetition), "repeats"))
    steps += calls.dropFirst().map { ($0.site.place, "the same loop: `\($0.site.calleeText)`") }
    return finding(
      site,
      steps,
      title: "`\(site.calleeText)` writes one line per \(each)",
      severity: isJob ? .monitor : .medium,
      confirm: isJob
        ? "Check how many elements one run has, and who reads the lines."
        : site.rareUse?.question ?? doubt(of: first, in: program)
          ?? Self.level(of: site, isLevelSet),
      estimate: isJob
        ? "Each run writes one line per element: 100,000 elements make 20 MB; assuming lines of 200 bytes"
        : load.sentence,
      in: program
    )
  }

  /// What is no row of a query is mostly a handful: parts of a request, entries of a registry.
  private func doubt(of call: RepeatedCall, in program: Program) -> String? {
    guard program.table(walkedBy: call.repetition, program.wholeReads) == nil else { return nil }
    return "Check how many elements one request walks: a handful of lines is no matter."
  }

  private func finding(
    of lines: [LogLine],
    _ isLevelSet: Bool,
    in program: Program,
    under target: LoadTarget
  ) -> Finding? {
    guard let first = lines.first else { return nil }
    let load = LogLoad(
      target: target,
      linesPerRequest: .stated(Double(lines.count), by: "lines of the function"),
      bytesPerLine: .loggedObject
    )
    let steps =
      (first.site.approach?.steps(in: program) ?? [])
      + lines.dropFirst().map { ($0.site.place, "writes `\($0.dump)` too") }
    return finding(
      first.site,
      steps,
      title: "`\(first.site.calleeText)` writes the whole of `\(first.dump)` for each request",
      severity: .medium,
      confirm: first.site.rareUse?.question ?? Self.level(of: first.site, isLevelSet)
        ?? (lines.allSatisfy(\.mayBeSmall)
          ? "Check how large `\(first.dump)` is, and whether anybody reads it." : nil),
      estimate: load.sentence,
      in: program
    )
  }

  func finding(
    _ site: CallSite,
    _ steps: [(place: SourcePlace, note: String)],
    title: String,
    severity: Severity,
    confirm: String?,
    estimate: String,
    in program: Program
  ) -> Finding {
    let approach = site.approach
    let before = program.source(of: site.place)
    return finding(
      Diagnosis(
        place: site.place,
        because: steps,
        function: site.function,
        title: title,
        problem: Self.about.problem,
        severity: severity,
        tier: confirm == nil ? .finding : .suspicious,
        confidence: confirm == nil ? .high : .medium,
        impact: Impact(estimate: estimate, confidence: .medium),
        verify: Verify(steps: Self.about.verify, command: approach?.command(in: program)),
        fix: Remedy(Self.about.fix, before: Excerpt.short(before, keeping: before)),
        routes: approach?.routeLabels(in: program) ?? [],
        confirm: confirm
      ),
      in: program
    )
  }
}

// Loggers whose level is fixed so that they write what only developers want, in production too.

import Facts
import SourceText

/// A logger that writes lines below the usual level wherever it runs.
package struct WordyLogger: Sendable {
  /// The call that makes it.
  package let site: CallSite
  /// The level that it is told, as the source spells it.
  package let level: String
  /// The lines of such levels that requests come by.
  package let lines: [CallSite]
}

extension Program {
  /// The loggers of winston, pino and their kin with a fixed level for developers, with their lines on the ways of
  /// requests; in the order of their places.
  package func wordyLoggers(reachedFrom kinds: EntryKinds) -> [WordyLogger] {
    var lines: [Int: [CallSite]] = [:]
    for site in calls(with: [.log])
    where site.unit.isRunning && !site.unit.isPython && site.isReached(from: kinds) {
      guard let maker = site.wordyLogger else { continue }
      lines[maker.position, default: []].append(site)
    }
    return lines.keys.map { call(at: $0) }.sorted { $0.place < $1.place }.compactMap { site in
      guard case .text(let level)? = site.option(["level"]) else { return nil }
      return WordyLogger(site: site, level: level, lines: lines[site.position] ?? [])
    }
  }
}

extension CallSite {
  /// The levels below `info`, from those that tell least.
  private static let ranks = ["verbose": 1, "debug": 2, "trace": 3, "silly": 3, "all": 3]

  /// The call that made the logger which writes this line although the line is for developers only: its level is a
  /// literal, and neither a branch nor an output of its own keeps such lines back.
  var wordyLogger: CallSite? {
    guard let rank = Self.ranks[calledName] else { return nil }
    for operation in resolved.operations {
      guard let origin = operation.origin,
        case let value = program.units[origin.unitIndex].facts.values[origin.id.index],
        value.kind == .result,
        let position = program.table.position(
          of: CallRef(unit: origin.unitIndex, id: InstructionID(value.a))
        ),
        case let maker = program.call(at: position), maker.unit.isRunning,
        case .text(let level)? = maker.option(["level"]),
        let allowed = Self.ranks[level], allowed >= rank,
        !program.isSwitched(maker), !program.keepsLinesBack(maker)
      else { continue }
      return maker
    }
    return nil
  }
}

extension Program {
  private static let outputs: Set<String> = [
    "Console", "File", "DailyRotateFile", "Http", "Stream", "MongoDB", "Loki",
  ]

  /// Whether each output that a logger is made with has a level of its own: `new transports.Console({ level: "info" })`.
  fileprivate func keepsLinesBack(_ maker: CallSite) -> Bool {
    if case .flag(true)? = maker.option(["silent"]) { return true }
    let facts = maker.unit.facts
    let outputs = table.calls(of: maker.place.unit).map { call(at: $0) }.filter { site in
      site.instruction.operation == .construct && maker.place.span.contains(site.place.span)
        && Self.outputs.contains(calledName(facts.values[Int(site.instruction.a)], facts) ?? "")
    }
    return !outputs.isEmpty && outputs.allSatisfy { $0.option(["level"]) != nil }
  }
}

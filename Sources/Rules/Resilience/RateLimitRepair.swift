// A limiter in front of single routes, where they are registered.

import Findings
import SemanticModel
import SourceText

/// The edits that put a limiter in front of some routes.
struct RateLimitRepair {
  private let routes: [Route]
  private let part: AddedPart
  private let program: Program

  /// Nil for frameworks whose routes take no middlewares as arguments.
  init?(_ routes: [Route], in program: Program) {
    guard let first = routes.first,
      let part = program.framework(named: first.framework)?.limiterPart
    else { return nil }
    self.routes = routes
    self.part = part
    self.program = program
  }

  /// The first registration as it is and with the limiter, what has to be installed, and the edits of all.
  var remedy: (before: String, after: String, note: String, repair: Repair?)? {
    guard let first = routes.first, let place = place(of: first) else { return nil }
    let before = program.line(of: first)
    let unit = first.place.unit
    let known = limiter(in: unit)
    let name = known ?? ownName
    let edit = program.edit(ofFile: unit)
    let offset = Int(place.at) - Int(first.place.span.start)
    guard offset >= 0, offset <= before.utf8.count else { return nil }
    let head = String(decoding: before.utf8.prefix(offset), as: UTF8.self)
    let after = head + place.text(name) + before.dropFirst(head.count)
    let isReady = known != nil || program.hasPackage(of: part, in: unit)
    let line = known == nil ? "\(definition(in: edit))\n" : ""
    return (before, line + after, isReady ? "" : " (`\(part.command)`)", isReady ? repair : nil)
  }

  private var repair: Repair? {
    var edits: [SourceEdit] = []
    for unit in Set(routes.map(\.place.unit)).sorted() {
      var edit = program.edit(ofFile: unit)
      let known = limiter(in: unit)
      for route in routes where route.place.unit == unit {
        guard let place = place(of: route) else { return nil }
        edit.replace(
          ByteSpan(start: place.at, end: place.at),
          with: place.text(known ?? ownName)
        )
      }
      if known == nil {
        guard !program.knows(ownName, in: unit) else { return nil }
        if !program.knows(part.name, in: unit), !edit.importWhole(part.name, from: part.module) {
          return nil
        }
        guard edit.define("\(definition(in: edit))\n") else { return nil }
      }
      edits.append(edit)
    }
    // The sixth attempt of a minute is answered with 429: a person decides.
    return program.repair(edits, .unsafe)
  }

  /// `strictLimit` of `const strictLimit = …`.
  private var ownName: String {
    part.statement.split(separator: " ").dropFirst().first.map(String.init) ?? "strictLimit"
  }

  private func definition(in edit: SourceEdit) -> String {
    part.statement.replacing("\"", with: edit.style.quote) + (edit.style.hasSemicolons ? ";" : "")
  }

  /// Where the limiter stands among the arguments of a route: behind the path, or in front of all.
  private struct Place {
    let at: UInt32
    let isBehindPath: Bool

    func text(_ name: String) -> String { isBehindPath ? ", \(name)" : "\(name), " }
  }

  private func place(of route: Route) -> Place? {
    guard let call = route.call, let position = program.position(of: call),
      call.unitIndex == route.place.unit
    else { return nil }
    let site = program.call(at: position)
    guard !site.unit.isPython, ["post", "put", "patch", "all"].contains(site.method?.name ?? ""),
      let first = site.arguments.first
    else { return nil }
    if case .text = first.shape, site.arguments.count > 1 {
      return Place(at: first.span.end, isBehindPath: true)
    }
    switch first.shape {
    case .function, .path, .other: return Place(at: first.span.start, isBehindPath: false)
    default: return nil
    }
  }

  /// A limiter that the file has already.
  private func limiter(in unit: Int) -> String? {
    for site in program.calls(playing: [.rateLimiter]) where site.place.unit == unit {
      let words = SourceEdit(site.place, in: program).lineHead(before: site.place.span.start).text
        .split(separator: " ")
      if words.count == 3, words[0] == "const", words[2] == "=" { return String(words[1]) }
    }
    return nil
  }
}

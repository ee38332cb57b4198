// Uploads that a parser writes to a temporary file, which is sent on and never deleted.

import Facts
import SourceText

/// The temporary files of uploads, and the calls that send them elsewhere.
package struct KeptUploads: Sendable {
  /// What writes the files: a storage of the parser, or the parser itself.
  package let writer: CallSite
  /// The calls that send a file on by its path.
  package let senders: [CallSite]
}

extension Program {
  /// The temporary files that requests leave behind; nil where something deletes files, or none are sent on.
  package var keptUploads: KeptUploads? {
    guard !calls(playing: [.uploadParser]).isEmpty else { return nil }
    var senders: [CallSite] = []
    var writer: CallSite?
    for position in calls.indices {
      let site = call(at: position)
      guard site.unit.isRunning else { continue }
      if deletesFiles(site) { return nil }
      if writer == nil, writesUploads(site) { writer = site }
      if site.effects.contains(where: { $0.kind == .external }), takesPath(site),
        site.isReached(from: [EntryKinds(.request), EntryKinds(.socket)])
      {
        senders.append(site)
      }
    }
    guard let writer, !senders.isEmpty else { return nil }
    return KeptUploads(writer: writer, senders: senders.sorted { $0.place < $1.place })
  }

  private static let deletions = ["unlink", "rimraf", "emptydir"]

  /// Whether a call takes files away, by whatever library.
  private func deletesFiles(_ site: CallSite) -> Bool {
    let name = site.calledName.lowercased()
    if ["rm", "rmsync", "remove", "removesync"].contains(name), takesPath(site) || asksDisk(site) {
      return true
    }
    return Self.deletions.contains { name.contains($0) }
  }

  private func asksDisk(_ site: CallSite) -> Bool {
    site.calleeText.hasPrefix("fs") || !site.calleeText.contains(".")
  }

  private func writesUploads(_ site: CallSite) -> Bool {
    if site.calledName == "diskStorage" { return true }
    guard site.plays(.uploadParser) else { return false }
    if case .flag(true)? = site.option(["useTempFiles"]) { return true }
    return site.option(["dest"]) != nil && site.option(["storage"]) == nil
  }

  /// Whether an argument is the path of an uploaded file: `req.file.path`, `file.tempFilePath`.
  private func takesPath(_ site: CallSite) -> Bool {
    let facts = site.unit.facts
    return facts.valueList(ListID(site.instruction.b)).contains { argument in
      var value = facts.values[argument.index]
      if value.kind == .symbol, case let symbol = facts.symbols[Int(value.a)],
        symbol.value.isPresent, !symbol.flags.contains(.reassigned)
      {
        value = facts.values[symbol.value.index]
      }
      guard value.kind == .member else { return false }
      let name = facts.names.string(NameID(value.b))
      if name == "tempFilePath" { return true }
      guard name == "path" else { return false }
      return isFile(facts.values[Int(value.a)], facts)
    }
  }

  /// Whether a name speaks of an uploaded file: `file`, `req.file`, `req.files.avatar[0]`.
  private func isFile(_ value: Value, _ facts: FileFacts) -> Bool {
    var next = value
    for _ in 0..<6 {
      let name: NameID
      switch next.kind {
      case .symbol: name = facts.symbols[Int(next.a)].name
      case .member: name = NameID(next.b)
      case .index, .element:
        next = facts.values[Int(next.a)]
        continue
      default: return false
      }
      if facts.names.string(name).lowercased().contains("file") { return true }
      guard next.kind == .member else { return false }
      next = facts.values[Int(next.a)]
    }
    return false
  }
}

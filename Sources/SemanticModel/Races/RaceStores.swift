// Caches and files that are read, changed and written back.

import Facts

extension RaceFinder {
  private static let sets: Set<String> = ["set", "setex", "setEx", "psetex", "put", "aset"]
  private static let fieldSets: Set<String> = ["hset", "hSet"]

  /// A number in a cache that is read, added to, and set.
  mutating func counter() -> Race? {
    let cached = accesses.filter { $0.kinds.contains(EffectKinds([.cache])) && $0.uses.isEmpty }
    for write in cached {
      let isField = Self.fieldSets.contains(write.site.calleeName)
      guard isField || Self.sets.contains(write.site.calleeName) else { continue }
      let arguments = facts.valueList(ListID(facts.instructions[write.position].b))
      guard arguments.count > 1 else { continue }
      for read in cached
      where read.position < write.position
        && (isField ? ["hget", "hGet"] : ["get"]).contains(read.site.calleeName)
        && isSameKey(read, write)
      {
        let isCounted = arguments.dropFirst().contains { sums($0, read, 0) }
        let isReset =
          facts.values[arguments[1].index].kind == .number
          && cached.contains { $0.site.calleeName.hasPrefix("inc") && isSameKey(read, $0) }
          && !deciding(read, over: write.position).isEmpty
        if isCounted || isReset {
          return made(.counter, text(of: arguments[0]), "", read, write)
        }
      }
    }
    return nil
  }

  private func isSameKey(_ left: Access, _ right: Access) -> Bool {
    let keys = [left, right].compactMap {
      facts.valueList(ListID(facts.instructions[$0.position].b)).first
    }
    return keys.count == 2 && text(of: keys[0]) == text(of: keys[1])
  }

  func text(of id: ValueID) -> String {
    program.text(of: id, in: program.units[function.unitIndex])
  }

  /// Whether a value is what was read, with a number added.
  private mutating func sums(_ id: ValueID, _ read: Access, _ depth: Int) -> Bool {
    guard id.isPresent, depth < 8 else { return false }
    let value = facts.values[id.index]
    switch value.kind {
    case .binary:
      guard isSum(value.detail) else { return false }
      return sources(of: id).contains(read.position)
    case .symbol:
      let symbol = facts.symbols[Int(value.a)]
      guard symbol.function == function.id else { return false }
      if sums(symbol.value, read, depth + 1) { return true }
      return symbol.flags.contains(.reassigned)
        && flow.assignments(of: SymbolID(value.a)).contains { position in
          let step = facts.instructions[position]
          if step.flags.contains(.compound) {
            return isSum(UInt16(step.detail)) && sources(of: id).contains(read.position)
          }
          return sums(ValueID(step.b), read, depth + 1)
        }
    case .template, .choice:
      return facts.valueList(ListID(value.a)).contains { sums($0, read, depth + 1) }
    case .result:
      return facts.valueList(ListID(facts.instructions[Int(value.a)].b)).contains {
        sums($0, read, depth + 1)
      }
    case .awaited, .unary: return sums(ValueID(value.a), read, depth + 1)
    default: return false
    }
  }

  // MARK: Files

  /// What a file is written with; `open` of Python too.
  static let fileWriters = writers.union(["open"])
  /// Most files mention none of them.
  static let writingWords = WordList(fileWriters)

  private static let readers: Set<String> = ["readFile", "readJson", "readJSON", "readFileSync"]
  private static let writers: Set<String> = [
    "writeFile", "writeJson", "writeJSON", "outputJson", "outputFile", "writeFileSync",
  ]

  /// A file that is read, and written back as changed.
  mutating func fileRace() -> Race? {
    if facts.language == .python { return openedTwice() }
    let all = calls.map { program.call(at: $0) }
    for write in all where Self.writers.contains(write.calleeName) {
      for read in all
      where Self.readers.contains(read.calleeName) && read.position < write.position {
        // Without a wait between, nothing else runs in the process.
        let isTogether = read.calleeName.hasSuffix("Sync") && write.calleeName.hasSuffix("Sync")
        guard !isTogether || isAwaited(read, write), let race = rewritten(read, write) else {
          continue
        }
        return race
      }
    }
    return nil
  }

  private func isAwaited(_ read: CallSite, _ write: CallSite) -> Bool {
    (read.resolved.place.id.index..<write.resolved.place.id.index).contains {
      facts.instructions[$0].operation == .await
    }
  }

  private mutating func rewritten(_ read: CallSite, _ write: CallSite) -> Race? {
    let paths = [read, write].compactMap {
      facts.valueList(ListID($0.instruction.b)).first
    }
    guard paths.count == 2, isShared(paths[0], 0), text(of: paths[0]) == text(of: paths[1]) else {
      return nil
    }
    let from = access(read)
    let to = access(write)
    let content = facts.valueList(ListID(write.instruction.b)).dropFirst().first ?? .none
    guard sources(of: content).contains(from.position) else { return nil }
    return made(.file, text(of: paths[0]), "", from, to)
  }

  /// Whether a path is one file for all requests: a text, or a name of the module.
  private func isShared(_ id: ValueID, _ depth: Int) -> Bool {
    guard id.isPresent, depth < 8 else { return false }
    let value = facts.values[id.index]
    switch value.kind {
    case .string: return true
    case .global: return facts.names.string(NameID(value.a)).hasPrefix("__")
    case .member:
      return isShared(ValueID(value.a), depth + 1) || facts.values[Int(value.a)].kind == .this
    case .symbol:
      let symbol = facts.symbols[Int(value.a)]
      return symbol.function == FileFacts.module
        || symbol.function == function.id && isShared(symbol.value, depth + 1)
    case .template, .array:
      return facts.valueList(ListID(value.a)).allSatisfy { isShared($0, depth + 1) }
    case .binary:
      return isShared(ValueID(value.a), depth + 1) && isShared(ValueID(value.b), depth + 1)
    case .result:
      return facts.valueList(ListID(facts.instructions[Int(value.a)].b))
        .allSatisfy { isShared($0, depth + 1) }
    default: return false
    }
  }

  private func access(_ site: CallSite) -> Access {
    Access(
      site: site,
      position: site.resolved.place.id.index,
      kinds: callKinds[site.position],
      uses: [],
      given: nil
    )
  }

  /// `open(path)` and `open(path, "w")` in one function, with what was read written back.
  private mutating func openedTwice() -> Race? {
    let opens = calls.map { program.call(at: $0) }.filter { $0.calleeName == "open" }
    for write in opens where mode(of: write).hasPrefix("w") {
      for read in opens where read.position < write.position && mode(of: read).hasPrefix("r") {
        let paths = [read, write].compactMap { facts.valueList(ListID($0.instruction.b)).first }
        guard paths.count == 2, isShared(paths[0], 0), text(of: paths[0]) == text(of: paths[1])
        else { continue }
        let from = access(read)
        let isWrittenBack = calls.contains { call in
          let position = program.calls[call].place.id.index
          guard position > write.resolved.place.id.index else { return false }
          let given = facts.valueList(ListID(facts.instructions[position].b))
          return given.contains { sources(of: $0).contains(from.position) }
        }
        if isWrittenBack { return made(.file, text(of: paths[0]), "", from, access(write)) }
      }
    }
    return nil
  }

  private func mode(of site: CallSite) -> String {
    let arguments = facts.valueList(ListID(site.instruction.b))
    guard arguments.count > 1 else { return "r" }
    let value = facts.values[arguments[1].index]
    return value.kind == .string ? facts.names.string(NameID(value.a)) : "r"
  }
}

// How often the code of each block runs.

import Facts

/// For every block of every file: how many loops of unbounded length it stands in.
struct LoopTable: Sendable {
  /// Per unit and region: the number of enclosing loops that grow with the data, its own included.
  ///
  /// More than `Cost.unboundedDegree` are told no further, which keeps sums along closures small.
  var degrees: [[UInt8]] = []
  /// Per unit and region: the innermost of them, or `none`.
  var innermost: [[RegionID]] = []
  /// Per unit: loops that end at the first hit.
  var searches: [Set<RegionID>] = []
}

extension Evaluator {
  mutating func loops() -> LoopTable {
    var table = LoopTable()
    for unit in units.indices {
      let count = units[unit].facts.regions.count
      var degrees = Array(repeating: UInt8(0), count: count)
      var innermost = Array(repeating: RegionID.none, count: count)
      var searches: Set<RegionID> = []
      let outsides = outsides(in: unit)
      for position in 1..<max(1, count) {
        let region = units[unit].facts.regions[position]
        // A parent is always numbered before its children.
        // What ends the loops around it runs once for all of their turns.
        let around = outsides[RegionID(position)] ?? region.parent
        degrees[position] = degrees[around.index]
        innermost[position] = innermost[around.index]
        guard region.kind.isLoop else { continue }
        let exits = exits(of: RegionID(position), in: unit)
        guard isUnbounded(region, in: unit), !exits.always else { continue }
        degrees[position] = min(degrees[position] + 1, Cost.unboundedDegree)
        innermost[position] = RegionID(position)
        if exits.sometimes { searches.insert(RegionID(position)) }
      }
      table.degrees.append(degrees)
      table.innermost.append(innermost)
      table.searches.append(searches)
    }
    return table
  }

  /// For each arm that always leaves loops around it (`if (hit) return load(hit)`): the region that it leaves to.
  private func outsides(in unit: Int) -> [RegionID: RegionID] {
    let facts = units[unit].facts
    var result: [RegionID: RegionID] = [:]
    for step in facts.instructions
    where step.operation == .return || step.operation == .throw || step.operation == .break {
      var arm = step.region
      while facts.regions[arm.index].kind == .with { arm = facts.regions[arm.index].parent }
      guard facts.regions[arm.index].kind.isArm else { continue }
      let outside =
        switch step.operation {
        case .return: RegionID.none
        case .throw: enclosingTry(of: arm, facts)
        default: facts.regions[Int(step.a)].kind.isLoop ? facts.regions[Int(step.a)].parent : arm
        }
      guard outside != arm else { continue }
      result[arm] = min(result[arm] ?? outside, outside)
    }
    return result
  }

  /// The block that catches what is thrown in a region; `none` where it leaves the function.
  private func enclosingTry(of region: RegionID, _ facts: FileFacts) -> RegionID {
    var next = facts.regions[region.index].parent
    while next.isPresent, facts.regions[next.index].kind != .try {
      next = facts.regions[next.index].parent
    }
    return next
  }

  private mutating func isUnbounded(_ region: Region, in unit: Int) -> Bool {
    switch region.kind {
    case .forEach: return !isBounded(region.subject, in: unit)
    case .forCount: return isUnboundedCount(region, in: unit)
    case .while: return walksCollection(region, in: unit)
    default: return false
    }
  }

  private mutating func isUnboundedCount(_ region: Region, in unit: Int) -> Bool {
    // No test: a poll or a cursor, which fetches in batches.
    guard region.subject.isPresent else { return false }
    if stepsInBatches(region, in: unit) { return false }
    let test = units[unit].facts.values[region.subject.index]
    guard test.kind == .binary else { return walksCollection(region, in: unit) }
    if countsAttempts(test, in: unit) { return false }
    for side in [ValueID(test.b), ValueID(test.a)] {
      if let count = constant(side, in: unit), count > 0 {
        return count > Double(Self.constantLimit)
      }
      let value = units[unit].facts.values[side.index]
      if value.kind == .member, isLength(NameID(value.b), in: unit) {
        return !isBounded(ValueID(value.a), in: unit)
      }
    }
    return true
  }

  /// `attempt <= maxAttempts`: tries again, does not walk.
  private func countsAttempts(_ test: Value, in unit: Int) -> Bool {
    [ValueID(test.a), ValueID(test.b)].contains { side in
      let value = units[unit].facts.values[side.index]
      let name: NameID
      switch value.kind {
      case .symbol: name = units[unit].facts.symbols[Int(value.a)].name
      case .member: name = NameID(value.b)
      default: return false
      }
      let names = units[unit].facts.names
      return ["attempt", "retr", "tries"].contains { names.holds($0, in: name) }
    }
  }

  private func isLength(_ name: NameID, in unit: Int) -> Bool {
    let text = units[unit].facts.names.string(name)
    return text == "length" || text == "size"
  }

  /// `i += BATCH`: each turn takes a slice.
  private func stepsInBatches(_ region: Region, in unit: Int) -> Bool {
    var next = region.firstInstruction
    while next < region.endInstruction {
      defer { next = InstructionID(next.index + 1) }
      let step = units[unit].facts.instructions[next.index]
      guard step.operation == .assign, step.flags.contains(.compound) else { continue }
      guard UInt16(step.detail) == Operator.add.rawValue, step.b != 0 else { continue }
      let place = units[unit].facts.values[Int(step.a)]
      guard place.kind == .symbol, mentions(region.subject, SymbolID(place.a), in: unit) else {
        continue
      }
      if let width = constant(ValueID(step.b), in: unit), width <= 1 { continue }
      return true
    }
    return false
  }

  private func mentions(_ id: ValueID, _ symbol: SymbolID, in unit: Int) -> Bool {
    let value = units[unit].facts.values[id.index]
    switch value.kind {
    case .symbol: return SymbolID(value.a) == symbol
    case .binary:
      return mentions(ValueID(value.a), symbol, in: unit)
        || mentions(ValueID(value.b), symbol, in: unit)
    default: return false
    }
  }

  /// Whether a `while` takes one turn per element (`while (queue.length)`); others poll, retry or page.
  private func walksCollection(_ region: Region, in unit: Int) -> Bool {
    guard region.subject.isPresent, !region.flags.contains(.endless) else { return false }
    return mentionsLength(region.subject, of: region, in: unit, depth: 0)
  }

  private func mentionsLength(
    _ id: ValueID,
    of region: Region,
    in unit: Int,
    depth: Int
  ) -> Bool {
    guard id.isPresent, depth < 8 else { return false }
    let value = units[unit].facts.values[id.index]
    switch value.kind {
    case .member:
      return isLength(NameID(value.b), in: unit)
        && !isRefilled(ValueID(value.a), by: region, in: unit)
    case .binary:
      // `page.length === 500` asks whether a page was full: each turn takes a page, not an element.
      let sides = [ValueID(value.a), ValueID(value.b)]
      if sides.contains(where: { constant($0, in: unit).map { $0 > 0 } ?? false }) { return false }
      return sides.contains { mentionsLength($0, of: region, in: unit, depth: depth + 1) }
    case .unary, .awaited:
      return mentionsLength(ValueID(value.a), of: region, in: unit, depth: depth + 1)
    case .choice:
      return units[unit].list(ListID(value.a))
        .contains { mentionsLength(ValueID($0), of: region, in: unit, depth: depth + 1) }
    default: return false
    }
  }

  /// Whether each turn of a loop fetches the collection anew: it pages.
  private func isRefilled(_ collection: ValueID, by region: Region, in unit: Int) -> Bool {
    let value = units[unit].facts.values[collection.index]
    guard value.kind == .symbol else { return false }
    var next = region.firstInstruction
    while next < region.endInstruction {
      defer { next = InstructionID(next.index + 1) }
      let step = units[unit].facts.instructions[next.index]
      guard step.operation == .assign, !step.flags.contains(.compound) else { continue }
      let place = units[unit].facts.values[Int(step.a)]
      if place.kind == .symbol, place.a == value.a { return true }
    }
    return false
  }

  /// Whether a loop is left in its first turn, always (a retry that succeeded) or on a hit (a search).
  private func exits(of loop: RegionID, in unit: Int) -> (always: Bool, sometimes: Bool) {
    let facts = units[unit].facts
    var sometimes = false
    var next = facts.regions[loop.index].firstInstruction
    while next < facts.regions[loop.index].endInstruction {
      defer { next = InstructionID(next.index + 1) }
      let instruction = facts.instructions[next.index]
      let leaves =
        instruction.operation == .return
        || instruction.operation == .break && RegionID(instruction.a) == loop
      guard leaves else { continue }
      var region = instruction.region
      var isConditional = false
      var inner = false
      while region != loop, region.isPresent {
        let kind = facts.regions[region.index].kind
        if kind.isArm { isConditional = true }
        if kind.isLoop || kind == .body { inner = true }
        region = facts.regions[region.index].parent
      }
      guard region == loop, !inner else { continue }
      if !isConditional { return (true, true) }
      sometimes = true
    }
    return (false, sometimes)
  }
}

extension FileFacts {
  /// Whether a block is a loop statement, or stands in one.
  func isInLoop(_ region: RegionID) -> Bool {
    var next = region
    while next.isPresent {
      let block = regions[next.index]
      if block.kind.isLoop { return true }
      next = block.parent
    }
    return false
  }
}

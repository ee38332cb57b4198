// Folders that are made where they are missing: once, however often the code comes by.

import Facts
import SourceText

extension Program {
  /// Whether a call makes a folder that a test before it did not find, or is that test:
  /// `if (!fs.existsSync(dir)) fs.mkdirSync(dir)`.
  package func makesMissingFolder(_ site: CallSite) -> Bool {
    let facts = site.unit.facts
    if site.calledName == "existsSync" { return decidesOverFolder(site, facts) }
    guard site.calledName == "mkdirSync" else { return false }
    var region = site.instruction.region
    for _ in 0..<8 {
      guard region.isPresent, case let fact = facts.regions[region.index], fact.kind != .body,
        fact.kind != .absent
      else { return false }
      if fact.kind == .then || fact.kind == .otherwise, looksForPath(fact.subject, facts, depth: 0)
      {
        return true
      }
      region = fact.parent
    }
    return false
  }

  /// Whether all that hangs on a look for a path is that its folder is made.
  private func decidesOverFolder(_ site: CallSite, _ facts: FileFacts) -> Bool {
    facts.regions.contains { region in
      guard region.kind == .then || region.kind == .otherwise, region.subject.isPresent,
        facts.values[region.subject.index].span.contains(site.instruction.span)
      else { return false }
      let steps =
        region.firstInstruction
        .index..<max(
          region.firstInstruction.index,
          region.endInstruction.index
        )
      return steps.contains { position in
        let step = facts.instructions[position]
        guard step.operation == .call, case let callee = facts.values[Int(step.a)],
          callee.kind == .member
        else { return false }
        return facts.names.isText("mkdirSync", NameID(callee.b))
      }
    }
  }

  /// Whether a test asks whether a path is there.
  private func looksForPath(_ id: ValueID, _ facts: FileFacts, depth: Int) -> Bool {
    guard id.isPresent, depth < 6 else { return false }
    let value = facts.values[id.index]
    switch value.kind {
    case .unary: return looksForPath(ValueID(value.a), facts, depth: depth + 1)
    case .binary:
      return looksForPath(ValueID(value.a), facts, depth: depth + 1)
        || looksForPath(ValueID(value.b), facts, depth: depth + 1)
    case .result:
      let callee = facts.values[Int(facts.instructions[Int(value.a)].a)]
      switch callee.kind {
      case .member: return facts.names.isText("existsSync", NameID(callee.b))
      case .symbol: return facts.names.isText("existsSync", facts.symbols[Int(callee.a)].name)
      default: return false
      }
    default: return false
    }
  }
}

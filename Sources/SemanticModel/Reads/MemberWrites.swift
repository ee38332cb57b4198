// What is put into an object after it was made: `where.status = status`.

package import Facts

/// One assignment to a member of a name.
package struct MemberWrite: Sendable {
  /// The member; nil where it is computed.
  package let name: String?
  /// What computes the member: `sort[field] = 1`.
  package let key: ValueID?
  package let value: ValueID
  /// Whether it stands in another region than the one in which the name got its object.
  package let isConditional: Bool
}

extension FileFacts {
  /// The assignments to members of a name, in the order of the source.
  package func memberWrites(to id: SymbolID) -> [MemberWrite] {
    let function = functions[symbols[id.index].function.index]
    var declaredIn = RegionID.none
    var result: [MemberWrite] = []
    var next = function.firstInstruction
    while next < function.endInstruction {
      let step = instructions[next.index]
      next = InstructionID(next.index + 1)
      guard step.operation == .assign else { continue }
      let place = values[Int(step.a)]
      if place.kind == .symbol, SymbolID(place.a) == id { declaredIn = step.region }
      guard place.kind == .member || place.kind == .index else { continue }
      let base = values[Int(place.a)]
      guard base.kind == .symbol, SymbolID(base.a) == id else { continue }
      result.append(
        MemberWrite(
          name: place.kind == .member ? names.string(NameID(place.b)) : nil,
          key: place.kind == .index ? ValueID(place.b) : nil,
          value: ValueID(step.b),
          isConditional: step.region != declaredIn
        )
      )
    }
    return result
  }

  /// Whether the value that a name was declared with is still there on some path: each other one is put in its place
  /// by a branch without an alternative.
  func keepsFirstValue(_ id: SymbolID) -> Bool {
    let function = functions[symbols[id.index].function.index]
    var declaredIn: RegionID?
    var next = function.firstInstruction
    while next < function.endInstruction {
      let step = instructions[next.index]
      next = InstructionID(next.index + 1)
      guard step.operation == .assign, case let place = values[Int(step.a)], place.kind == .symbol,
        SymbolID(place.a) == id
      else { continue }
      if step.flags.contains(.declares) {
        declaredIn = step.region
      } else {
        guard let declaredIn, step.region.isPresent,
          case let region = regions[step.region.index], region.kind == .then,
          region.parent == declaredIn
        else { return false }
      }
    }
    return declaredIn != nil
  }
}

// What a type of a library has of the types above it.

extension LibraryIndex {
  /// What classes do that extend a type for serializers.
  func serializer(_ type: TypeID) -> SerializerRule? { types[Int(type.index)].serializer }

  /// Whether walking a value of a type gives stored rows.
  func holdsRows(_ type: TypeID) -> Bool {
    var next: TypeID? = type
    var steps = 0
    while let id = next, steps < 16 {
      if types[Int(id.index)].holdsRows { return true }
      next = types[Int(id.index)].parent
      steps += 1
    }
    return false
  }

  /// The methods of a type that its framework calls, those of the types above it too.
  func hooks(of type: TypeID) -> [Name: EntryKind] {
    var result: [Name: EntryKind] = [:]
    var next: TypeID? = type
    var steps = 0
    while let id = next, steps < 16 {
      result.merge(types[Int(id.index)].hooks) { own, _ in own }
      next = types[Int(id.index)].parent
      steps += 1
    }
    return result
  }

  /// Whether values of a type register routes: applications, routers, groups.
  func isRouter(_ type: TypeID) -> Bool {
    var next: TypeID? = type
    var steps = 0
    while let id = next, steps < 16 {
      if types[Int(id.index)].isRouter { return true }
      next = types[Int(id.index)].parent
      steps += 1
    }
    return false
  }
}

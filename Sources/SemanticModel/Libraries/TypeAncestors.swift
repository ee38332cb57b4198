// What a type of a library has of the types above it.

extension LibraryIndex {
  /// What classes do that extend a type for serializers.
  func serializer(_ type: TypeID) -> SerializerRule? { types[Int(type.index)].serializer }

  /// What the application's class of users extends, where a value of a type stands for one of them.
  func userBases(_ type: TypeID) -> [String] { types[Int(type.index)].userBases }

  /// Whether all values of a type are one object.
  func isShared(_ type: TypeID) -> Bool { types[Int(type.index)].isShared }

  /// Whether walking a value of a type gives stored rows.
  func holdsRows(_ type: TypeID) -> Bool {
    lineage(of: type).contains { types[Int($0.index)].holdsRows }
  }

  /// The methods of a type that its framework calls, those of the types above it too.
  func hooks(of type: TypeID) -> [Name: EntryKind] {
    lineage(of: type).reduce(into: [:]) { result, id in
      result.merge(types[Int(id.index)].hooks) { own, _ in own }
    }
  }

  /// Whether values of a type register routes: applications, routers, groups.
  func isRouter(_ type: TypeID) -> Bool {
    lineage(of: type).contains { types[Int($0.index)].isRouter }
  }

  /// A type and those above it, the nearest first; a circle of them ends.
  private func lineage(of type: TypeID) -> some Sequence<TypeID> {
    sequence(first: type) { types[Int($0.index)].parent }.prefix(16)
  }
}

// Functions of the application that a library runs beside its own operations: the hooks of a model.

extension Operation {
  /// The operation, which registers functions for the events that the argument at a position names: a text, an array
  /// of texts, or a pattern.
  package func registering(eventsAt argument: Int) -> Operation {
    var result = self
    result.eventArgument = argument
    return result
  }

  /// The operation, which runs the functions that are registered for some events, in the words of the library.
  ///
  /// `.clean` and `.clean_*` stand for methods of the receiver's own class.
  package func firing(_ events: String) -> Operation {
    var result = self
    result.fires = events.split(separator: " ").map(String.init)
    return result
  }
}

extension LibraryIndex {
  /// The events whose hooks a call of a library runs.
  func events(firedBy operation: LibraryCall) -> [String] {
    let member = member(operation.member)
    return member.operation(constructs: operation.isConstruction)?.value.fires ?? []
  }

  /// The argument that names the events for which a call registers functions.
  func eventArgument(of operation: LibraryCall) -> Int? {
    member(operation.member).called?.value.eventArgument
  }
}

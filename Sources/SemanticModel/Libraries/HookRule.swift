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
  /// `.clean` and `.clean_*` stand for methods of the receiver's own class, `@save` for listeners of the class of the
  /// row that is written.
  package func firing(_ events: String) -> Operation {
    var result = self
    result.fires = events.split(separator: " ").map(String.init)
    return result
  }
}

/// How a decorator has a library run a function whenever rows of a class are written.
package struct ListenerRule: Sendable {
  /// The option that names the class.
  package let subject: String
  /// The events, in the words of the operations that fire them, by the names that the decorator is given.
  package let events: [String: String]
  /// The parameter that says that the row is new, and the event that a listener waits for which asks it.
  package let novelty: (parameter: String, event: String)

  package init(
    subject: String,
    events: [String: String],
    novelty: (parameter: String, event: String)
  ) {
    self.subject = subject
    self.events = events
    self.novelty = novelty
  }
}

extension Operation {
  /// The operation, whose result decorates functions that are to be run for what some class's rows go through.
  package func listening(by rule: ListenerRule) -> Operation {
    var result = self
    result.listens = rule
    return result
  }
}

extension LibraryIndex {
  /// For what a call has the function run that it decorates.
  func listening(of operation: LibraryCall) -> ListenerRule? {
    member(operation.member).called?.value.listens
  }

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

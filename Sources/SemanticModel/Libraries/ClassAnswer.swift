// What classes answer that extend a library's: verbs, and the methods that run for them.

/// One verb that a registered class answers.
package struct ClassAnswer: Sendable, Hashable {
  package var verb: String
  /// Below the path under which the class is registered.
  package var path: String
  /// The methods of the class that run for it, as far as the application has them.
  package var methods: [String]
  /// Whether the library answers even where the application's class has none of the methods.
  package var isInherited: Bool
  /// Whether it stands for classes that are registered for their actions, not for their verbs.
  package var isAction: Bool
  /// Whether it gives the rows of the class's query, all of them unless something pages them.
  package var isListing: Bool
  /// Methods of the view's serializer that run before its own methods do.
  package var checkingMethods: [String] = []
  /// Methods of the view's serializer that run where the view's own `savingHook` does not stand in their place.
  package var savingMethods: [String] = []
  package var savingHook = ""
  /// How a template shows what the class asks for.
  package var page: PageRule?

  package init(
    _ verb: String,
    _ methods: [String],
    path: String = "",
    isInherited: Bool = false,
    isAction: Bool = false,
    isListing: Bool = false
  ) {
    self.verb = verb
    self.methods = methods
    self.path = path
    self.isInherited = isInherited
    self.isAction = isAction
    self.isListing = isListing
  }
}

extension ClassAnswer {
  /// The answer, which a template shows.
  package func showing(_ page: PageRule) -> ClassAnswer {
    var result = self
    result.page = page
    return result
  }

  /// The answer, for which methods of the view's serializer run as well.
  package func serializing(checking: [String], saving: [String], unless hook: String) -> ClassAnswer
  {
    var result = self
    result.checkingMethods = checking
    result.savingMethods = saving
    result.savingHook = hook
    return result
  }
}

extension LibraryType {
  /// The type, whose subclasses answer so.
  package func answering(_ answers: [ClassAnswer]) -> LibraryType {
    var result = self
    result.answers = answers
    return result
  }
}

extension LibraryIndex {
  /// What classes that extend a type answer: the type's own answers, then those of the types above it.
  func answers(of type: TypeID) -> [ClassAnswer] {
    var result: [ClassAnswer] = []
    var next: TypeID? = type
    var steps = 0
    while let id = next, steps < 16 {
      result += types[Int(id.index)].answers
      next = types[Int(id.index)].parent
      steps += 1
    }
    return result
  }

  /// A member that registers request handlers, where a type has one: what a computed verb stands for.
  func entryMember(of type: TypeID) -> MemberID? {
    var next: TypeID? = type
    var steps = 0
    while let id = next, steps < 16 {
      let verbs = types[Int(id.index)].members.values
        .filter { self[$0].member.call?.routing == .verb }
      if let verb = verbs.min(by: { self[$0].name < self[$1].name }) { return verb }
      next = types[Int(id.index)].parent
      steps += 1
    }
    return nil
  }
}

// The short words in which the tables are written.

import SemanticModel

/// What the members of a type, or the exports of a package, do; by name.
///
/// A list, made a dictionary once, for every start pays for it.
struct Members: Sendable, ExpressibleByDictionaryLiteral {
  private(set) var entries: [(name: String, member: Member)]

  init(dictionaryLiteral entries: (String, Member)...) {
    self.entries = entries.map { (name: $0, member: $1) }
  }

  private init(_ entries: [(name: String, member: Member)]) { self.entries = entries }

  /// By name; a name may stand only once.
  var byName: [String: Member] {
    Dictionary(uniqueKeysWithValues: entries.lazy.map { ($0.name, $0.member) })
  }

  /// The same operation under each of several names, parted by spaces.
  static func each(_ names: String, _ operation: Operation) -> Members {
    each(names, is: .call(operation))
  }

  /// The same member under each of several names, parted by spaces.
  static func each(_ names: String, is member: Member) -> Members {
    Members(words(names).map { (name: $0, member: member) })
  }

  /// Names that do nothing that is counted: resolved, and free.
  static func free(_ names: String) -> Members { each(names, .free) }

  /// Methods that give their receiver back, for more of the same.
  static func chain(_ names: String) -> Members {
    each(names, Operation(passesThrough: Operation.receiver))
  }

  /// Classes or interfaces that all mean one type.
  static func types(_ names: String, _ type: String) -> Members { each(names, is: .type(type)) }

  /// Values that all have one type.
  static func values(_ names: String, _ type: String) -> Members { each(names, is: .value(type)) }

  /// Listeners of events: `on(event, f)`.
  ///
  /// They give their receiver back and call the function later, on their own.
  static let listeners = each(
    "on once addListener prependListener off removeListener removeAllListeners",
    Operation(passesThrough: Operation.receiver, callbacks: [.later(.last)])
  )

  /// The members of several groups.
  static func of(_ groups: [Members]) -> Members { Members(groups.flatMap(\.entries)) }

  /// The words of a text, which spaces and line ends part.
  static func words(_ text: String) -> [String] {
    text.utf8.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") }
      .map { String(Substring($0)) }
  }
}

extension LibraryType {
  /// A type whose members stand in several groups.
  init(
    parent: String? = nil,
    call: Operation? = nil,
    construct: Operation? = nil,
    awaited: String? = nil,
    additions: Additions? = nil,
    hooks: [String: EntryKind] = [:],
    prefixes: Members = [:],
    receiver: String? = nil,
    anyMember: Member? = nil,
    _ groups: Members...
  ) {
    self.init(
      parent: parent,
      call: call,
      construct: construct,
      awaited: awaited,
      additions: additions,
      hooks: hooks,
      prefixes: prefixes.byName,
      receiver: receiver,
      anyMember: anyMember,
      Members.of(groups).byName
    )
  }
}

extension Library {
  /// A library whose package is itself a value: a namespace, often with a call.
  ///
  /// The members of the module's type are exported by name too, so that `import { Router }`, `express.Router`
  /// and `require("express").Router` are one. The module type is named `PREFIX.Module`.
  static func module(
    _ name: String,
    packages: [String],
    prefix: String,
    _ module: @autoclosure @escaping @Sendable () -> LibraryType,
    globals: Members = [:],
    types: @autoclosure @escaping @Sendable () -> [String: LibraryType] = [:],
    decorators: @autoclosure @escaping @Sendable () -> [String: DecoratorRule] = [:],
    conventions: [FileConvention] = []
  ) -> Library {
    let own = "\(prefix).Module"
    return Library(
      name,
      packages: packages,
      exports: exports(of: module(), own),
      globals: globals.byName,
      types: types().merging([own: module()]) { _, new in new },
      decorators: decorators(),
      conventions: conventions
    )
  }

  /// The members of a module's type, and the module itself.
  private static func exports(of module: LibraryType, _ own: String) -> [String: Member] {
    var exports = module.members
    exports["default"] = Member(
      value: own,
      call: module.call,
      construct: module.construct,
      instance: module.construct?.returns
    )
    return exports
  }

  /// A module of Node, under both of its names.
  static func node(_ names: String...) -> [String] { names.flatMap { [$0, "node:\($0)"] } }
}

extension Operation {
  /// Does nothing that is counted.
  static var free: Operation { Operation() }

  /// Gives a value of a type, and does nothing else that is counted.
  static func gives(_ type: String, many: Bool = false) -> Operation {
    Operation(returns: type, returnsCollection: many)
  }

  /// One database statement that reads.
  static func reads(
    _ verb: String = "select",
    gives type: String? = nil,
    many: Bool = false,
    subject: Int? = nil,
    callbacks: [CallbackRule] = [],
    deadline: DeadlineRule? = nil
  ) -> Operation {
    Operation(
      .read(verb),
      returns: type,
      returnsCollection: many,
      callbacks: callbacks,
      deadline: deadline,
      subjectArgument: subject
    )
  }

  /// One database statement that writes; one per element if the argument at `perElementOf` is a collection.
  static func writes(
    _ verb: String,
    gives type: String? = nil,
    many: Bool = false,
    perElementOf rows: Int? = nil,
    subject: Int? = nil,
    callbacks: [CallbackRule] = [],
    deadline: DeadlineRule? = nil
  ) -> Operation {
    Operation(
      .write(verb),
      returns: type,
      returnsCollection: many,
      callbacks: callbacks,
      deadline: deadline,
      repeatsPerElementOf: rows,
      subjectArgument: subject
    )
  }

  /// One request to another service.
  static func requests(
    _ verb: String,
    gives type: String? = nil,
    subject: Int? = nil,
    deadline: DeadlineRule? = nil,
    callbacks: [CallbackRule] = []
  ) -> Operation {
    Operation(
      .external(verb),
      returns: type,
      callbacks: callbacks,
      deadline: deadline,
      subjectArgument: subject
    )
  }

  /// One command to a cache server.
  static func caches(_ verb: String, gives type: String? = nil) -> Operation {
    Operation(Effect(.cache, verb), returns: type, callbacks: [.once(.last)])
  }

  /// The operation, whose time can be bounded.
  func limited(by deadline: DeadlineRule) -> Operation {
    var result = self
    result.deadline = deadline
    return result
  }

  /// One message put into a queue.
  static func enqueues(_ verb: String, subject: Int? = nil) -> Operation {
    Operation(Effect(.enqueue, verb), subjectArgument: subject)
  }

  /// Hands a function to workers, who run it as a job.
  static func enqueues(_ verb: String, running function: CallbackRule.ArgumentSet) -> Operation {
    var operation = enqueues(verb)
    operation.callbacks = [.entry(.job, function)]
    return operation
  }

  /// Work that holds the thread.
  static func blocks(_ verb: String) -> Operation { Operation(Effect(.blocking, verb)) }

  /// A line in the log.
  static func logs(_ verb: String) -> Operation { Operation(Effect(.log, verb)) }

  /// Calls functions among its arguments.
  static func calls(_ callbacks: CallbackRule..., gives type: String? = nil) -> Operation {
    Operation(returns: type, callbacks: callbacks)
  }

  /// Calls the function at a position once and gives what that gives (a transaction, a lock, a scope).
  static func runs(_ position: Int, with parameters: [Int: String] = [:]) -> Operation {
    Operation(resultOf: position, callbacks: [.once(.at(position), receives: parameters)])
  }

  /// Gives back the argument at a position (a wrapper of a handler or of a value).
  static func passes(_ position: Int) -> Operation { Operation(passesThrough: position) }
}

extension CallbackRule {
  static func once(_ arguments: ArgumentSet, receives: [Int: String] = [:]) -> CallbackRule {
    CallbackRule(arguments, .once, receives: receives)
  }

  /// Once, when the component is shown: in the browser.
  static func effect(_ arguments: ArgumentSet) -> CallbackRule {
    CallbackRule(arguments, .once, runsIn: .render)
  }

  static func later(_ arguments: ArgumentSet, receives: [Int: String] = [:]) -> CallbackRule {
    CallbackRule(arguments, .later, receives: receives)
  }

  static func entry(
    _ kind: EntryKind,
    _ arguments: ArgumentSet,
    receives: [Int: String] = [:]
  ) -> CallbackRule {
    CallbackRule(arguments, .entry(kind), receives: receives)
  }
}

extension Member {
  /// A function or value that does nothing that is counted.
  static var free: Member { .call(Operation()) }
}

extension DeadlineRule.OptionRule {
  /// Keys that were put together beforehand.
  init(_ argument: Int, _ keys: [String]) {
    self.init(argument)
    self.keys = keys
  }
}

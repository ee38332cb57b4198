// What a library is, as a value: the words in which framework knowledge is handed to the linker.

package import Facts

/// One library: what its packages export, what its types do, and where it calls the application.
///
/// Type names are written `library.Type` everywhere and must be unique. A library that is not listed stays
/// unknown; an unknown call has no effect and is counted as unresolved.
///
/// What only a program asks that imports the library is made when it is first asked for, and kept: most programs
/// import few of the libraries, and every start would pay for all of their tables.
package struct Library: Sendable {
  /// The name a person knows it by (`Prisma`); stands in findings and in `sql_calls.txt`.
  package var name: String
  /// The language whose programs import it.
  package var language = SourceLanguage.javaScript
  /// The packages that export it; `prefix/*` matches every subpath, `*/suffix` every specifier that ends so and leads
  /// to no file of the project: a client that a build step generates (`./generated/prisma`).
  package var packages: [String]
  /// What the packages export; `default` also serves `module.exports =`.
  package var exports: [String: Member] { table.exports }
  /// Names that need no import (`fetch`, `Promise`).
  package var globals: [String: Member]
  /// The types that its values have, by full name.
  package var types: [String: LibraryType] { table.types }
  /// Decorators that make a method or class an entry point.
  package var decorators: [String: DecoratorRule] { table.decorators }
  /// Files whose exports the framework calls.
  package var conventions: [FileConvention]
  /// Directives that make a function, or all that a module exports, an entry point (`"use server"`).
  package var directives: [String: EntryKind]
  /// What merely importing the library does to the application.
  package var importRole: Role?
  /// The framework looks after rejected handlers only from a major version of a package on.
  package var losesRejectionsBefore: MajorVersion?
  /// The framework reads request bodies of any size unless the application says otherwise.
  package var takesAnyBody = false
  /// The framework logs what no handler caught; a handler of all exceptions does so in its place.
  package var logsUncaught = false
  /// What makes clients whose `error` event, unheard, ends the process.
  package var unheardErrors: UnheardErrors?
  /// The types whose values are one connection each: what is asked of one waits in line.
  package var connections: Set<String> = []
  /// Its tables know nothing of one another: rows may be deleted in any order.
  package var hasNoReferences = false
  /// How many connections its clients share; absent where it has no pool, or where the driver decides.
  package var pool: ConnectionPool?
  /// How it computes the size of its pool where nothing says one.
  package var computedPool: ComputedPool?
  /// What those who call it want from it; absent where that depends on the call.
  package var purpose: ServicePurpose?
  /// The same by the name of what makes the client (`S3Client`), for packages of many services.
  package var purposes: [String: ServicePurpose] = [:]
  /// Its calls do nothing until their results are awaited (Prisma).
  package var startsWhenAwaited = false
  /// Its calls are done when they return, without another process: they give no promise, and wait for no network.
  package var answersAtOnce = false
  /// Its sessions keep the connection of their first statement until their transaction ends.
  package var holdsUntilEnd = false
  /// How many threads of a process run its plain handlers; absent where the server decides.
  package var handlerThreads: Int?
  /// The decorator of a handler that limits how often it is called, as people write it.
  package var limitDecorator: String?
  /// What gives its applications compressed answers, a largest body, or a limiter for single routes.
  package var compressionPart: AddedPart?
  package var bodyLimitPart: AddedPart?
  package var limiterPart: AddedPart?
  /// The settings that write each of its statements to the log.
  package var logSettings: Set<String> = []
  /// The settings that say where it keeps what all processes share.
  package var storeSettings: Set<String> = []
  /// When its broker delivers a job a second time; absent where that cannot be set.
  package var redelivery: RedeliveryRule?
  /// Names under which applications hand its values about, and the values' types: what nothing else tells of a value
  /// (a container made it, a framework added it to a request) its name does.
  package var handedNames: [String: String] = [:]
  /// How its settings module configures the application; absent where it has none.
  package var settings: SettingsRule?
  private let makeTable: @Sendable () -> LibraryTable
  private let madeTable = Answer<LibraryTable>()

  package init(
    _ name: String,
    packages: [String] = [],
    exports: @autoclosure @escaping @Sendable () -> [String: Member] = [:],
    globals: [String: Member] = [:],
    types: @autoclosure @escaping @Sendable () -> [String: LibraryType] = [:],
    decorators: @autoclosure @escaping @Sendable () -> [String: DecoratorRule] = [:],
    conventions: [FileConvention] = [],
    directives: [String: EntryKind] = [:]
  ) {
    self.name = name
    self.packages = packages
    self.globals = globals
    makeTable = { LibraryTable(exports: exports(), types: types(), decorators: decorators()) }
    self.conventions = conventions
    self.directives = directives
  }

  /// What it exports, and the types that those mention.
  var table: LibraryTable { madeTable.value(makeTable) }

  /// Whether programs written in Python import it.
  package var isForPython: Bool { language == .python }

  /// The library, for programs written in Python.
  package var forPython: Library {
    var result = self
    result.language = .python
    return result
  }

  /// The library, which plays a part as soon as it is imported.
  package func playingOnImport(_ role: Role) -> Library {
    var result = self
    result.importRole = role
    return result
  }

  /// The library, of which some types are one connection each.
  package func asking(oneByOne types: String...) -> Library {
    var result = self
    result.connections = Set(types)
    return result
  }

  /// The library, whose service is there for one purpose.
  package func serving(_ purpose: ServicePurpose) -> Library {
    var result = self
    result.purpose = purpose
    return result
  }

  /// The library, some of whose clients are there for one purpose.
  package func serving(_ purpose: ServicePurpose, by clients: String...) -> Library {
    var result = self
    for client in clients { result.purposes[client] = purpose }
    return result
  }

  /// The library, with the pool that its clients share.
  package func sharing(_ pool: ConnectionPool) -> Library {
    var result = self
    result.pool = pool
    return result
  }
}

/// A type of a library: what the members of its values do.
package struct LibraryType: Sendable {
  package var members: [String: Member]
  /// Members that the library makes up, by what their names begin with, a capital letter behind it
  /// (`get` for Sequelize's `order.getItems()`); looked up after `members`, `parent` and `additions`.
  package var prefixes: [String: Member]
  /// Every member that is not listed (`prisma.user`).
  package var anyMember: Member?
  /// What calling a value of the type does (`knex("table")`, `axios(config)`).
  package var call: Operation?
  /// What `new` on a value of the type does (`new User()` where `User` came from `model("User", …)`).
  package var construct: Operation?
  /// The type of what awaiting a value of the type gives; `nil`: the type itself (a lazy query gives its rows).
  package var awaited: String?
  /// The type whose members it has too.
  package var parent: String?
  /// Members that the application adds (statics and methods of a Mongoose schema).
  package var additions: Additions?
  /// Methods that the framework calls on the application's classes that extend the type, and how a path starts
  /// there (`render` of `React.Component`).
  package var hooks: [String: EntryKind]
  /// The type that `this` has in functions stored on a value of this type (`schema.methods.f = function …`).
  package var receiver: String?
  /// Walking a value of the type gives rows of the class that its query asks for.
  package var holdsRows = false
  /// All its values are one object, whatever leads to it (`app`, `request.app`): it holds what is stored on any.
  package var isShared = false
  /// What classes of the application that extend the type answer once they are registered.
  package var answers: [ClassAnswer] = []
  /// Classes of the application that extend it turn rows into what is sent.
  package var serializer: SerializerRule?
  /// Its value stands for a row of the application's class of users: what that class extends.
  package var userBases: [String] = []

  package init(
    parent: String? = nil,
    call: Operation? = nil,
    construct: Operation? = nil,
    awaited: String? = nil,
    additions: Additions? = nil,
    hooks: [String: EntryKind] = [:],
    prefixes: [String: Member] = [:],
    receiver: String? = nil,
    anyMember: Member? = nil,
    _ members: [String: Member] = [:]
  ) {
    self.members = members
    self.hooks = hooks
    self.prefixes = prefixes
    self.anyMember = anyMember
    self.call = call
    self.construct = construct
    self.awaited = awaited
    self.parent = parent
    self.additions = additions
    self.receiver = receiver
  }

  /// The type, whose values give rows when they are walked.
  package var ofRows: LibraryType {
    var result = self
    result.holdsRows = true
    return result
  }

  /// The type, of which the program has one value.
  package var ofOneObject: LibraryType {
    var result = self
    result.isShared = true
    return result
  }

  /// Where the application's own members of a type stand.
  package struct Additions: Sendable {
    /// The argument of the creating call that holds them (the schema of `model("User", schema)`).
    package var argument: Int
    /// The member of that argument under which they are stored (`statics`, `methods`).
    package var member: String

    package init(argument: Int, member: String) {
      self.argument = argument
      self.member = member
    }
  }
}

/// What a name that a library offers is, does when called, and makes when constructed.
///
/// A class, for thousands of names share a few hundred members, and every start would pay for the copies.
package final class Member: Sendable {
  /// The type of the value that the name is.
  package let value: String?
  let called: SharedOperation?
  let constructed: SharedOperation?
  /// The type that the name means in an annotation, as a superclass, or when constructed.
  package let instance: String?

  package init(
    value: String? = nil,
    call: Operation? = nil,
    construct: Operation? = nil,
    instance: String? = nil
  ) {
    self.value = value
    called = call.map(SharedOperation.init)
    constructed = construct.map(SharedOperation.init)
    self.instance = instance
  }

  /// What a call does, or a construction.
  func operation(constructs: Bool) -> SharedOperation? { constructs ? constructed : called }

  package var call: Operation? { called?.value }
  package var construct: Operation? { constructed?.value }

  /// A value of a type.
  package static func value(_ type: String) -> Member { Member(value: type) }

  /// A class of the library.
  package static func type(_ type: String, constructing operation: Operation? = nil) -> Member {
    var construct = operation ?? Operation()
    construct.returns = construct.returns ?? type
    return Member(construct: construct, instance: type)
  }

  /// A function or method.
  package static func call(_ operation: Operation) -> Member { Member(call: operation) }

  /// A method that only passes a value of a type on (`limit()`, `lean()`).
  package static func returns(_ type: String, collection: Bool = false) -> Member {
    Member(call: Operation(returns: type, returnsCollection: collection))
  }
}

/// An operation to read from: who asks one of its forty fields must not copy the others.
final class SharedOperation: Sendable {
  let value: Operation

  init(_ value: Operation) { self.value = value }
}

/// What one call of a library does.
package struct Operation: Sendable {
  /// What it costs; several where one call does several things (`findAndCountAll`).
  package var effects: [Effect]
  /// The type of the result; promises are looked through.
  package var returns: String?
  /// The result is a collection of `returns`.
  package var returnsCollection: Bool
  /// The result is the argument at this position, or what is in it (`Promise.all`, `asyncHandler`).
  ///
  /// `Operation.receiver` stands for the receiver (`rows.filter(f)`, `promise.catch(f)`).
  package var passesThrough: Int?
  /// What is passed through was asked for on the way: the rows of a lazy query, no longer the query.
  package var settles: Bool
  /// The result is what the function at this position returns; a collection of it for an iteration
  /// (`promise.then(f)`, `rows.map(f)`, `$transaction(f)`).
  package var resultOf: Int?
  /// The result is an instance of the application's class that extends `returns` and is named as the text
  /// at this position says, whatever its case (`R.findOne("monitor", …)` gives a `Monitor`).
  package var subclassNamedBy: Int?
  /// The functions among the arguments that it calls.
  package var callbacks: [CallbackRule]
  /// How a caller can bound its time; absent where it cannot hang or is not ours to bound.
  package var deadline: DeadlineRule?
  /// Runs its effect once per element when this argument (-1: any) is a collection of stored rows.
  package var repeatsPerElementOf: Int?
  /// Options, however deep they stand, under which it runs statements for each element of a list.
  package var nestedLists: Set<String> = []
  /// The argument that names the table, model, queue or URL.
  package var subjectArgument: Int?
  /// What the call is for, where rules ask for it.
  package var role: Role?
  /// How long it holds its thread, for operations that block.
  package var hold: Hold?
  /// What it says about the routes of a server.
  package var routing: RouteRule?
  /// How its options say what is tried again.
  package var retry: RetryRule?
  /// What it opens that somebody must close.
  package var opens: Handle?
  /// Options of which one must be set for what it makes to carry load (a store, a largest size).
  package var needs: [DeadlineRule.OptionRule] = []
  /// Options by which what it makes covers all routes, where it stands in front of none by itself.
  package var coverage: [String] = []
  /// Which options say how many requests it records, where recording all of them costs.
  package var sampling: SamplingRule?
  /// How its rows can be bounded, where it reads as many as there are.
  package var reads: ReadRule?
  /// The result is a statement of its own, although nothing was asked yet.
  package var beginsStatement = false
  /// The result is a stored row, or rows, of the class that the query asks for.
  package var rows: RowCount?
  /// It asks once for the same value: the rows are kept.
  package var keepsRows = false
  /// It makes a field of a serializer.
  package var field: SerializerField?
  /// It writes the rows that the argument at this position holds.
  package var serializes: Int?
  /// It runs a template.
  package var template: TemplateRule?
  /// It declares a relation between stored rows, as the value of a member of a class.
  package var relation: RelationRule?
  /// What it says about relations that are read together with their rows.
  package var loading: RelationLoading?
  /// What the service that it asks is there for.
  package var purpose: ServicePurpose?
  /// It registers its callbacks for the events that the argument at this position names.
  package var eventArgument: Int?
  /// The events whose registered functions it runs.
  package var fires: [String] = []
  /// For what the function that its result decorates is run.
  package var listens: ListenerRule?
  /// The options, or properties of an element, that it compares by identity.
  package var compares: [String] = []
  /// How long what it puts into a cache lives unless it is told.
  package var lifetime: LifetimeRule?
  /// What it gives of the application's class that it is called on.
  package var viewPart: ViewPart?
  /// In place of an argument's position: the receiver of the call.
  package static let receiver = -1
  package init(
    _ effects: Effect...,
    returns: String? = nil,
    returnsCollection: Bool = false,
    passesThrough: Int? = nil,
    settles: Bool = false,
    resultOf: Int? = nil,
    subclassNamedBy: Int? = nil,
    callbacks: [CallbackRule] = [],
    deadline: DeadlineRule? = nil,
    repeatsPerElementOf: Int? = nil,
    subjectArgument: Int? = nil
  ) {
    self.effects = effects
    self.returns = returns
    self.returnsCollection = returnsCollection
    self.passesThrough = passesThrough
    self.settles = settles
    self.resultOf = resultOf
    self.subclassNamedBy = subclassNamedBy
    self.callbacks = callbacks
    self.deadline = deadline
    self.repeatsPerElementOf = repeatsPerElementOf
    self.subjectArgument = subjectArgument
  }
}

// What a call costs or changes in the world.

import Facts

/// One effect of a library call.
package struct Effect: Sendable, Hashable {
  package var kind: EffectKind
  /// The field's word for it (`select`, `insert`, `GET`, `send`); stands in reports.
  package var verb: String

  package init(_ kind: EffectKind, _ verb: String) {
    self.kind = kind
    self.verb = verb
  }

  /// A statement that reads from the database.
  package static func read(_ verb: String = "select") -> Effect { Effect(.query, verb) }
  /// A statement that changes the database.
  package static func write(_ verb: String) -> Effect { Effect(.write, verb) }
  /// A request to another service over the network.
  package static func external(_ verb: String) -> Effect { Effect(.external, verb) }
}

/// The kinds of effect that are counted along the call graph.
package enum EffectKind: UInt8, Sendable, CaseIterable, Hashable {
  /// A database statement that reads.
  case query
  /// A database statement that writes.
  case write
  /// A request to another service: HTTP, SMTP, object storage, an SDK.
  case external
  /// A command to a cache server.
  case cache
  /// A message put into a queue.
  case enqueue
  /// Work that holds the thread: synchronous file, crypto, compression, child process.
  case blocking
  /// A line written to the log.
  case log
  /// Wakes up later: a timer.
  case timer
  /// Starts a child process.
  case process
  /// A statement that reads what a stored row refers to, when that is first looked at.
  case load

  /// Waits for a database.
  package var isDatabase: Bool { self == .query || self == .write }

  /// Numbers that the program gave itself need no defence against chosen keys.
  package func _rawHashValue(seed: Int) -> Int { NumberHash.value(of: UInt64(rawValue), seed) }
}

/// A set of kinds of effect.
struct EffectKinds: OptionSet, Sendable {
  let rawValue: UInt16

  init(rawValue: UInt16) { self.rawValue = rawValue }

  init(_ kind: EffectKind) { rawValue = 1 << UInt16(kind.rawValue) }

  init(_ kinds: some Sequence<EffectKind>) {
    rawValue = kinds.reduce(0) { $0 | 1 << UInt16($1.rawValue) }
  }

  init(_ effects: [Effect]) { self.init(effects.lazy.map(\.kind)) }
}

/// Functions that an operation calls, when, and with what.
package struct CallbackRule: Sendable {
  package var arguments: ArgumentSet
  package var times: Times
  /// The types of the callback's own parameters, by position; promises and collections are not marked.
  package var receives: [Int: String]
  /// The callback's parameter at this position is an element of the receiver or argument that is iterated.
  package var element: Int?
  /// The callback's parameter at this position is the receiver itself (`schema.plugin(f)` calls `f(schema)`).
  package var receiver: Int?
  /// The callback is called like one that is stored on a value of this type (a hook like a method of a document).
  package var holder: String?
  /// Where the callback runs although it is counted like a part of its caller: an effect runs in the browser only,
  /// even where the component is rendered on a server.
  package var runsIn: EntryKind?

  package init(
    _ arguments: ArgumentSet,
    _ times: Times,
    receives: [Int: String] = [:],
    element: Int? = nil,
    receiver: Int? = nil,
    holder: String? = nil,
    runsIn: EntryKind? = nil
  ) {
    self.arguments = arguments
    self.times = times
    self.receives = receives
    self.element = element
    self.receiver = receiver
    self.holder = holder
    self.runsIn = runsIn
  }

  package enum ArgumentSet: Sendable, Hashable {
    case at(Int)
    /// Every function from a position on, in arrays too (`router.get(path, …handlers)`).
    case from(Int)
    case last
    /// The function at a position of the call that made the receiver (`new Breaker(ask)`, whose `fire()` asks).
    case ofMaker(Int)
    /// The function under a name on an argument of the call that made the receiver: `createTransport(own)`.
    case propertyOfMaker(String, Int)
    /// Every function that is a property of the object at a position, in objects inside it too.
    case propertiesOf(Int)
    /// The function that is one property of the object at a position, or every function inside that property.
    case property(String, of: Int)
  }

  package enum Times: Sendable, Hashable {
    /// Before the call returns or its promise settles, once at most.
    case once
    /// Once per element of the receiver.
    case perElementOfReceiver
    /// Once per element of an argument.
    case perElement(of: Int)
    /// An unknown number of times before it settles (retry, pagination helpers).
    case repeatedly
    /// Whenever something comes in from outside: the start of a path.
    case entry(EntryKind)
    /// Later, on its own: a timer or an event.
    case later
    /// Never: the function stands for its results (`cache.delete_memoized(load)`).
    case never
  }
}

/// How a path into the code starts.
package enum EntryKind: UInt8, Sendable, CaseIterable, Hashable {
  /// An HTTP request, an RPC, a GraphQL field, a server action.
  case request
  /// A message on a socket.
  case socket
  /// A queue consumer or a scheduled job.
  case job
  /// A component that is rendered in a browser.
  case render
  /// Code that runs once when the process starts.
  case startup
  /// Command-line tools, seeds, migrations, build scripts.
  case script
  /// Tests.
  case test
  /// Handed to code that could not be resolved: somebody may call it.
  case escaped
}

/// How the time of a call can be bounded.
package struct DeadlineRule: Sendable {
  /// What hangs: stands in the finding (`HTTP request`, `SMTP connection`).
  package var what: String
  /// Options of the call itself: position of the object and the keys of which one is enough; -1 is any argument.
  package var options: [OptionRule]
  /// Options of the call that created the receiver.
  package var creation: [OptionRule]
  /// Places on the receiver that set it for all calls, as paths (`defaults.timeout`).
  package var assignments: [String]
  /// Methods of the result that set it (`request.setTimeout(…)`).
  package var chain: [String]
  /// The export that provides the receiver where the application's classes are given their parts (Nest's
  /// `imports: [HttpModule]`): named alone it makes the receiver with its defaults, and `creation` speaks of the
  /// calls of its members (`HttpModule.register(…)`).
  package var providedBy: String?
  /// What the library does when nothing is set, in seconds; `nil`: waits for ever.
  package var defaultSeconds: Double?
  /// Servers and roles can set it outside the code: absence is worth a check, not a verdict.
  package var isSettableElsewhere: Bool

  package init(
    _ what: String,
    options: [OptionRule] = [],
    creation: [OptionRule] = [],
    assignments: [String] = [],
    chain: [String] = [],
    providedBy: String? = nil,
    defaultSeconds: Double? = nil,
    isSettableElsewhere: Bool = false
  ) {
    self.what = what
    self.options = options
    self.creation = creation
    self.assignments = assignments
    self.chain = chain
    self.providedBy = providedBy
    self.defaultSeconds = defaultSeconds
    self.isSettableElsewhere = isSettableElsewhere
  }

  package struct OptionRule: Sendable {
    package var argument: Int
    /// Keys, of which one is enough; a path for nested options (`timeout.request`), in which `f()` stands for
    /// what the function at `f` returns (`useFactory().extra`).
    package var keys: [String]
    /// What a mended call says; absent where no one form fits every caller.
    package var suggestion: Suggestion?
    /// From which releases on the library takes it; absent where all do.
    package var releases: [LibraryRelease] = []
    /// What to do before them.
    package var before = ""

    package init(_ argument: Int, _ keys: String...) {
      self.argument = argument
      self.keys = keys
    }

    /// The rule, with the properties that a mended call has (`timeout: 2000`), the argument they go into where
    /// `argument` is any, and the member that takes them where the client is only named.
    ///
    /// With `conditions` the suggestion holds only for options that say all of this (`type: "postgres"`).
    package func suggesting(
      _ properties: String...,
      at position: Int? = nil,
      by method: String? = nil,
      where conditions: [String: String] = [:]
    ) -> Self {
      var result = self
      result.suggestion = Suggestion(
        properties: properties,
        position: position,
        method: method,
        conditions: conditions
      )
      return result
    }

    /// The rule for libraries that take it from some releases on; `advice` says what to do before them.
    package func since(_ releases: LibraryRelease..., before advice: String) -> Self {
      var result = self
      result.releases = releases
      result.before = advice
      return result
    }
  }

  /// A release of a package: `@aws-sdk/client-` with all that begins so.
  package struct LibraryRelease: Sendable {
    package let package: String
    package let major: Int
    package var minor = 0

    package init(_ package: String, _ major: Int, _ minor: Int = 0) {
      self.package = package
      self.major = major
      self.minor = minor
    }
  }

  /// Options that a mended call has, as source text that suits every style of quotes.
  package struct Suggestion: Sendable {
    package let properties: [String]
    package let position: Int?
    package let method: String?
    package let conditions: [String: String]
  }
}

/// A decorator that makes what it decorates an entry point or gives it a meaning.
package struct DecoratorRule: Sendable {
  package var entry: EntryKind?
  /// The decorator's own verb (`GET`, `cron`).
  package var verb: String
  /// Methods of a decorated class that the framework calls, and how a path starts there (`canActivate`).
  package var methods: [String: EntryKind]
  /// The framework makes one instance of a decorated class, for the life of the process, unless told a scope.
  package var makesOne = false

  package init(entry: EntryKind?, verb: String, methods: [String: EntryKind] = [:]) {
    self.entry = entry
    self.verb = verb
    self.methods = methods
  }

  /// The rule, of a class of which there is one instance.
  package var ofSingleton: DecoratorRule {
    var result = self
    result.makesOne = true
    return result
  }
}

/// Files whose exports the framework calls (`app/**/route.ts` exporting `GET`).
package struct FileConvention: Sendable {
  /// A folder that must stand somewhere in the path, as whole segments (`pages/api`); empty: any.
  package var folder: String
  /// The file's name without its ending (`route`); empty: any.
  package var stem: String
  /// The exported names; `*` for all.
  package var exports: [String]
  package var entry: EntryKind
  /// Holds only if a package.json of the project asks for one of these packages.
  package var requires: [String]
  /// How the file's path is a route's path; absent where it is none.
  package var routes: FileRoutes?

  package init(
    folder: String = "",
    stem: String = "",
    exports: [String],
    entry: EntryKind,
    requires: [String],
    routes: FileRoutes? = nil
  ) {
    self.routes = routes
    self.folder = folder
    self.stem = stem
    self.exports = exports
    self.entry = entry
    self.requires = requires
  }
}

/// How the path of a file says which route its exports answer.
package struct FileRoutes: Sendable {
  package enum Style: Sendable {
    /// Folders alone are segments: `app/orders/[id]/route.ts`.
    case folders
    /// Folders and the file are: `pages/api/orders/[id].ts`; `index` adds nothing.
    case files
    /// Dots part segments too: `routes/orders.$id.tsx`.
    case dots
  }

  package var style: Style
  /// The folder above all routes.
  package var root: String
  /// The verb that each export answers; absent: the export's own name.
  package var verbs: [String: String]

  package init(_ style: Style, below root: String, verbs: [String: String] = [:]) {
    self.style = style
    self.root = root
    self.verbs = verbs
  }
}

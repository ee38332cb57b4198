// What a library call is for, where the rules need to know more than what it costs.

import Facts

/// The part that a library call plays in an application: what it makes or does is a rate limiter, say.
package enum Role: UInt8, Sendable, CaseIterable, Hashable {
  /// Limits how often somebody may call: a middleware, or the check itself.
  case rateLimiter
  /// Refuses callers that have not signed in.
  case authentication
  /// Gives every request an id that logs carry.
  case requestIdentity
  /// Writes log lines as data, with levels.
  case structuredLogger
  /// Writes a line for each request.
  case requestLog
  /// Counts and times requests for a metrics server, or traces them.
  case telemetry
  /// Keeps sessions; which store is the call's own business.
  case session
  /// Makes rejections of asynchronous handlers reach the error handler.
  case asyncErrors
  /// Keeps what a function gave, and gives it again.
  case memoizes
  /// Stops calling a service that fails.
  case circuitBreaker
  /// Reads bodies of requests, up to a size.
  case bodyParser
  /// Compresses answers.
  case compression
  /// Reads a whole file.
  case wholeFile
  /// Makes a cache inside the process.
  case memoryCache
  /// Puts an entry into a cache inside the process.
  case memoryCacheEntry
  /// Runs a function inside a transaction, on one connection.
  case transaction
  /// Runs a function inside a transaction that holds no connection between its statements.
  case sessionTransaction
  /// Opens a transaction on the receiver's connection.
  case beginsTransaction
  /// Ends a transaction of the receiver's connection, or gives the connection back.
  case endsTransaction
  /// Makes a client or a pool with connections of its own.
  case connectionPool
  /// Makes a client of another service, which keeps connections or keys for its next calls.
  case serviceClient
  /// Turns a document, a page, a picture or a film into another: seconds of work.
  case convertsMedia
  /// Makes a client whose pool the settings of the application describe.
  case configuredPool
  /// Makes the application that answers requests.
  case application
  /// The same, where a server program loads it and opens the port (ASGI, WSGI).
  case hostedApplication
  /// Opens the port on which requests come in.
  case listener
  /// Opens a connection of a page to its server, for as long as nobody closes it.
  case opensSocket
  /// Opens the database, and fails where it cannot.
  case databaseStart
  /// Listens to what happens to the process: signals, failures that nobody caught.
  case processEvent
  /// Ends the process.
  case processExit
  /// Stops taking requests and waits for those in flight.
  case shutdown
  /// Answers whether the process is alive and ready.
  case healthCheck
  /// Collects failures for people to look at.
  case errorTracking
  /// Reads uploaded files, up to a size if it is given one.
  case uploadParser
  /// Hashes a password, on a thread of its own.
  case hashesPassword
  /// Tells a unit of work of a row that it shall store.
  case tracksRow
  /// Tells a unit of work of a row that it shall remove.
  case removesRow
  /// Sets the limits of all parsers of uploads.
  case uploadDefaults
  /// Says that a column refers to the rows of another table.
  case foreignKey
  /// Writes a line to the console, at once and whatever its level.
  case consoleLine
  /// Sends something to all sockets that are connected.
  case broadcast
  /// Makes a queue of jobs.
  case jobQueue
  /// Puts a job into a queue that tries it once unless it is told otherwise.
  case jobAdd
  /// Makes a function a job that is tried once unless it is told otherwise.
  case jobTask
  /// Serves all its sockets on one thread, by green threads, where a library for them is installed.
  case greenServer
  /// Makes what waits in the standard library give way to other green threads.
  case patchesWaits
  /// Puts an application into the page.
  case mount
  /// Keeps a value between renders of a component, and gives a function that changes it.
  case state
  /// Runs a function after a component was shown, and again when what it names has changed.
  case effect
  /// Keeps what a function made until what it names has changed.
  case memo
  /// Runs what it is given later than what the user does, or gives a function that does so.
  case defers
  /// Loads data for a component and shares it under a key.
  case queryHook
  /// Loads what a procedure of the server answers, which the names before the call tell.
  case procedureHook
  /// Makes rows for a table of those that its `data` holds.
  case tableHook
  /// Changes something on the server when it is asked to.
  case mutationHook
  /// Makes the cache that query hooks share.
  case queryCache
  /// Makes what a cache holds be loaded again.
  case invalidation
  /// Makes the store that components share out of the functions that fill its parts.
  case store
  /// Makes a hook by which components read a store.
  case storeHook
  /// Reads a part of the store for a component.
  case selector
  /// Gives a component parts of the store as its properties.
  case connector
  /// Makes something that a page is to keep as long as it is open: a router, a component, a client.
  case lasting
  /// Makes what components below an element can read.
  case context
  /// Reads what an element above gives.
  case contextRead
  /// Shows as many elements of a list as there is room for.
  case windowing
  /// Keeps uploads in memory.
  case uploadsInMemory
  /// Reads all of an upload unless it is told how much.
  case wholeUpload
  /// Runs what it is given, only a few at the same time.
  case limitsConcurrency
  /// Makes what only a few may enter at the same time.
  case semaphore
  /// Starts everything that it is given at once, and waits for all of it.
  case startsTogether
  /// Gives a coroutine of a plain function, which runs on a thread beside the event loop.
  case movesToThread

  /// Numbers that the program gave itself need no defence against chosen keys.
  package func _rawHashValue(seed: Int) -> Int { NumberHash.value(of: UInt64(rawValue), seed) }
}

extension Operation {
  /// The operation, in a part.
  package func playing(_ role: Role) -> Operation {
    var result = self
    result.role = role
    return result
  }

  /// The operation, which starts over when one of some options is another object than before.
  package func comparing(_ options: String) -> Operation {
    var result = self
    result.compares = options.split(separator: " ").map(String.init)
    return result
  }
}

extension Operation {
  /// The operation, which asks a service that is there for one purpose.
  package func serving(_ purpose: ServicePurpose) -> Operation {
    var result = self
    result.purpose = purpose
    return result
  }

  /// The operation, which needs one of some options to carry load.
  package func needing(_ options: DeadlineRule.OptionRule...) -> Operation {
    var result = self
    result.needs = options
    return result
  }
}

extension CallSite {
  /// Whether the call sets one of the options that it needs to carry load; nil where it needs none.
  package var need: DeadlineFact.Status? { program.needs[position] }

  /// The options of which the call needs one to carry load.
  package var neededOptions: [DeadlineRule.OptionRule] {
    program.calls[position].operations.flatMap { program.libraries.needs(of: $0) }
  }

  /// The call that made what a library's operation works on.
  package var maker: CallSite? {
    for operation in resolved.operations {
      guard let origin = operation.origin else { continue }
      let value = program.units[origin.unitIndex].facts.values[origin.id.index]
      guard value.kind == .result else { continue }
      let place = CallRef(unit: origin.unitIndex, id: InstructionID(value.a))
      if let position = program.table.position(of: place) { return program.call(at: position) }
    }
    return nil
  }

  /// The parts that the library operations of the call play.
  package var roles: Set<Role> {
    var roles: Set<Role> = []
    for operation in program.calls[position].operations {
      if let role = program.libraries.role(of: operation) { roles.insert(role) }
    }
    return roles
  }
}

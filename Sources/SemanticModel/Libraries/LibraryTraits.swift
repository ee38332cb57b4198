// What is true of all calls of a library, said behind its tables.

extension Library {
  /// The library, whose statements are written to the log by some settings.
  package func loggingStatements(by settings: String...) -> Library {
    var result = self
    result.logSettings = Set(settings)
    return result
  }

  /// The library, whose calls do nothing until their results are awaited.
  package func startingWhenAwaited() -> Library {
    var result = self
    result.startsWhenAwaited = true
    return result
  }

  /// The library, whose handlers a decorator limits.
  package func limiting(by decorator: String) -> Library {
    var result = self
    result.limitDecorator = decorator
    return result
  }

  /// The library, which runs plain handlers on some threads of the process.
  package func runningHandlers(on threads: Int) -> Library {
    var result = self
    result.handlerThreads = threads
    return result
  }

  /// The library, whose calls are done when they return.
  package func answeringAtOnce() -> Library {
    var result = self
    result.answersAtOnce = true
    return result
  }

  /// The library, of which values of a type are handed about under some names.
  package func handing(_ type: String, as names: String...) -> Library {
    var result = self
    for name in names { result.handedNames[name] = type }
    return result
  }

  /// The library, whose store knows no references between tables.
  package func withoutReferences() -> Library {
    var result = self
    result.hasNoReferences = true
    return result
  }

  /// The library, whose sessions keep the connection of their first statement until their transaction ends.
  package func holdingUntilEnd() -> Library {
    var result = self
    result.holdsUntilEnd = true
    return result
  }

  /// The library, which looks after rejected handlers only from a major version on.
  package func losingRejections(before major: Int, of package: String) -> Library {
    var result = self
    result.losesRejectionsBefore = MajorVersion(package: package, major: major)
    return result
  }

  /// The library, whose shared store is named by some settings.
  package func storing(by settings: String...) -> Library {
    var result = self
    result.storeSettings = Set(settings)
    return result
  }

  /// The library, which computes the size of its pool.
  package func computing(_ pool: ComputedPool) -> Library {
    var result = self
    result.computedPool = pool
    return result
  }

  /// The library, whose clients from some packages end the process when a connection breaks and nobody listens.
  package func endingUnheard(
    of packages: String...,
    madeBy makers: String...,
    heardBy adapters: String...
  ) -> Library {
    var result = self
    result.unheardErrors = UnheardErrors(
      packages: Set(packages),
      makers: Set(makers),
      adapters: Set(adapters)
    )
    return result
  }

  /// The library, which logs the exceptions that nobody caught.
  package var loggingUncaught: Library {
    var result = self
    result.logsUncaught = true
    return result
  }

  /// The library, which reads request bodies of any size.
  package var takingAnyBody: Library {
    var result = self
    result.takesAnyBody = true
    return result
  }
}

/// Clients that tell of broken idle connections by an `error` event, which ends the process unless somebody listens.
package struct UnheardErrors: Sendable {
  /// The packages whose clients do so, among those of a library.
  package let packages: Set<String>
  /// The names of what makes the clients.
  package let makers: Set<String>
  /// Packages that are given such clients and listen to them.
  package let adapters: Set<String>
}

/// What a service of others is asked for: it decides whether a request can be answered without it.
package enum ServicePurpose: Sendable, Hashable {
  /// Messages to people: mail, text messages, chat. Whoever waits for the answer does not need them sent by then.
  case messages
  /// Files: an answer that is one of them is nothing without it.
  case storage
}

/// A major version of a package.
package struct MajorVersion: Sendable {
  package let package: String
  package let major: Int
}

extension LibraryType {
  /// The type, whose value is whoever asks: a row of the application's class that extends one of these.
  package func standingForUser(extending bases: String...) -> LibraryType {
    var result = self
    result.userBases = bases
    return result
  }
}

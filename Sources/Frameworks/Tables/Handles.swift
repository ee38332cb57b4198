// What libraries open that their callers must close.

import SemanticModel

extension Handle {
  /// A connection that its pool lends.
  static let pooledConnection = Handle(
    "pooled connection",
    releasedBy: "release",
    "end",
    "destroy",
    isPooled: true
  )

  /// A connection that a pool of Python lends.
  static let lentConnection = Handle(
    "pooled connection",
    releasedBy: "putconn",
    "close",
    isPooled: true
  )

  /// An open file of Python, which the interpreter closes when nothing names it any more.
  static let pythonFile = Handle("file", releasedBy: "close", "detach", isCounted: true)

  /// A session that keeps a connection until it is closed.
  static let mapperSession = Handle(
    "database session",
    releasedBy: "close",
    "remove",
    "aclose",
    isCounted: true
  )

  /// A client with sockets of its own.
  static let clientSession = Handle("HTTP session", releasedBy: "close", "aclose", isCounted: true)

  /// A session of a database, which holds a transaction.
  static let databaseSession = Handle("database session", releasedBy: "endSession", "end")

  /// A transaction that nobody manages: it keeps a pooled connection.
  static let transaction = Handle(
    "transaction",
    releasedBy: "commit",
    "rollback",
    isPooled: true
  )

  /// An open file.
  static let file = Handle("file descriptor", releasedBy: "close", "closeSync")
}

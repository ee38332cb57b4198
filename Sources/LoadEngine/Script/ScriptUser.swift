// A script's user, and what it waits for.

/// What a script waits for.
enum ScriptTicket {
  case free
  /// A user sleeps.
  case sleep(Int)
  case request(connection: Int)
  /// A user has done a round in less than the least time.
  case rest(Int)
  /// Nobody waits any more; the queue of sleepers still knows the number.
  case cancelled
}

/// What the host knows of one user.
struct ScriptUser {
  let scenario: Int
  let slot: Int
  var isActive = false
  /// When the round began, and when it was due.
  var began: UInt64 = 0
  var due: UInt64 = 0
  /// How late the round began; its first request is charged with it.
  var late: UInt64 = 0
  var couldNotConnect = false
  /// Connections that are open and not in use.
  var idle: [Int32] = []
}

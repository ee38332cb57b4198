// A PostgreSQL server of our own, which nobody else can reach and of which nothing is left.

import Glibc

/// A throwaway server on a private socket; it ends with this value, or with this process.
package final class EphemeralServer {
  /// The private folder: socket, data and log.
  let folder: String
  /// Who owns the server's files; `nil` for the user that runs this process.
  let owner: UInt32?
  private var supervisor: Supervisor?

  /// The user "nobody", which every system has: PostgreSQL refuses to run as root.
  private static let nobody: UInt32 = 65534

  /// Starts a server from the machine's programs; `cache` is where an initialised data folder is kept for the
  /// next time, `nil` to keep none.
  package init(_ binaries: ServerBinaries, cache: String? = EphemeralServer.defaultCache)
    throws(DatabaseError)
  {
    owner = getuid() == 0 ? Self.nobody : nil
    folder = try Self.privateFolder(owner: owner)
    let template = cache.map { "\($0)/postgresql-\(binaries.mark)" } ?? ""
    do throws(DatabaseError) {
      try start(binaries, template: template)
    } catch {
      stop()
      throw error
    }
  }

  deinit { stop() }

  private func start(_ binaries: ServerBinaries, template: String) throws(DatabaseError) {
    let owned = owner.map { "\($0)" } ?? ""
    supervisor = try Supervisor(
      [folder, template, owned, binaries.folder] + Self.settings.flatMap { ["-c", $0] }
    )
    try waitUntilReady()
  }

  /// Ends the server and removes its folder.
  package func stop() { supervisor = nil }

  /// A connection of the administrator, who only ever touches catalogs.
  package func connectAsAdministrator() throws(DatabaseError) -> Connection {
    let connection = try connect(as: "postgres")
    try connection.run("SET search_path = pg_catalog; SET client_min_messages = error")
    return connection
  }

  /// A connection of a role.
  package func connect(as role: String) throws(DatabaseError) -> Connection {
    try Connection(
      "host=\(folder) port=5432 user=\(role) dbname=template1 connect_timeout=5 application_name=plimsoll"
    )
  }

  private func waitUntilReady() throws(DatabaseError) {
    let deadline = ContinuousClock.now + .seconds(20)
    while true {
      let problem: DatabaseError
      do throws(DatabaseError) {
        if access("\(folder)/.s.PGSQL.5432", F_OK) == 0 {
          _ = try connect(as: "postgres")
          return
        }
        problem = DatabaseError(.cannotStart, "it did not open its socket within 20 seconds")
      } catch {
        problem = error
      }
      if problem.kind == .notInstalled { throw problem }
      if access("\(folder)/failed", F_OK) == 0 || ContinuousClock.now >= deadline {
        throw DatabaseError(
          .cannotStart,
          "PostgreSQL did not start: \(lastWords ?? problem.message)"
        )
      }
      usleep(5_000)
    }
  }

  /// The last line of the server's log that tells what failed; else the last one.
  private var lastWords: String? {
    guard let log = fopen("\(folder)/log", "r") else { return nil }
    defer { fclose(log) }
    var bytes = [UInt8](repeating: 0, count: 16_384)
    let count = fread(&bytes, 1, bytes.count, log)
    let lines = String(decoding: bytes.prefix(count), as: UTF8.self).split(separator: "\n")
    let full = lines.last { $0.contains("No space left") }
    let telling = lines.last { line in
      ["FATAL:", "PANIC:", "error:"].contains { line.contains($0) }
    }
    return (full ?? telling ?? lines.last).map(String.init)
  }

  /// No network, no disk guarantees, and nothing that would undo the statistics that are written into it.
  private static let settings = [
    "listen_addresses=", "port=5432", "unix_socket_permissions=0700", "max_connections=12",
    "shared_buffers=16MB", "fsync=off", "full_page_writes=off", "synchronous_commit=off",
    "wal_level=minimal", "max_wal_senders=0", "min_wal_size=2MB", "max_wal_size=256MB",
    "checkpoint_timeout=1h", "autovacuum=off", "jit=off", "bgwriter_lru_maxpages=0",
    "max_logical_replication_workers=0", "dynamic_shared_memory_type=mmap",
    "temp_file_limit=64MB", "max_locks_per_transaction=1024", "log_min_messages=fatal",
    "log_statement=none", "max_stack_depth=2MB",
    // The first blocks of virtual indexes are made without one.
    "ignore_checksum_failure=on",
  ]

  // MARK: Folders

  /// Where the template is kept: the user's cache, if there is one.
  package static var defaultCache: String? {
    if let cache = variable("XDG_CACHE_HOME") { return "\(cache)/plimsoll" }
    return variable("HOME").map { "\($0)/.cache/plimsoll" }
  }

  private static func privateFolder(owner: UInt32?) throws(DatabaseError) -> String {
    // The path of a socket has 107 bytes at most.
    let given = variable("TMPDIR") ?? "/tmp"
    let parent = given.utf8.count <= 60 ? given : "/tmp"
    var name = "\(parent)/plimsoll-lab-XXXXXX".utf8CString.map(\.self)
    guard mkdtemp(&name) != nil else {
      throw DatabaseError(
        .cannotStart,
        "cannot make a folder in \(parent): \(String(cString: strerror(errno))); set TMPDIR to a folder that can be written"
      )
    }
    let path = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    if let owner { chown(path, owner, owner) }
    return path
  }

  private static func variable(_ name: String) -> String? {
    guard let value = getenv(name) else { return nil }
    let text = String(cString: value)
    return text.hasPrefix("/") ? text : nil
  }
}

// The programs of PostgreSQL that this machine has.

import Glibc

/// A folder that holds `postgres` and `initdb`.
package struct ServerBinaries: Sendable, Equatable {
  package let folder: String

  /// The newest server of the usual places; `nil` if none is installed.
  package static var installed: ServerBinaries? {
    let folders =
      matches("/usr/lib/postgresql/*/bin") + matches("/usr/pgsql-*/bin")
      + ["/usr/local/pgsql/bin", "/usr/local/bin", "/usr/bin"]
    return newest(of: folders)
  }

  /// The one with the highest version among folders, by the first number in their names.
  package static func newest(of folders: [String]) -> ServerBinaries? {
    let complete = folders.filter { folder in
      access("\(folder)/postgres", X_OK) == 0 && access("\(folder)/initdb", X_OK) == 0
    }
    let best = complete.max { number(in: $0) < number(in: $1) }
    return best.map { ServerBinaries(folder: $0) }
  }

  /// How to get them, for whoever has none.
  package static let advice =
    "no PostgreSQL server is installed here, so that no query was planned; on Debian and Ubuntu: apt-get install --no-install-recommends postgresql libpq5"

  /// What distinguishes this build of the server from any other that was at the same place.
  var mark: String {
    var facts = stat()
    guard stat("\(folder)/postgres", &facts) == 0 else { return "0" }
    return "\(Self.number(in: folder))-\(facts.st_size)-\(facts.st_mtim.tv_sec)"
  }

  private static func number(in path: String) -> Int {
    let digits = path.utf8.drop { $0 < 48 || $0 > 57 }.prefix { $0 >= 48 && $0 <= 57 }
    return Int(String(Substring(digits))) ?? 0
  }

  private static func matches(_ pattern: String) -> [String] {
    var found = glob_t()
    defer { globfree(&found) }
    guard glob(pattern, 0, nil, &found) == 0, let paths = found.gl_pathv else { return [] }
    return (0..<Int(found.gl_pathc)).compactMap { paths[$0].map { String(cString: $0) } }
  }
}

// What a package is in the stack of an application: its database driver, its logger, a service it calls.

/// A part of the stack, known by the packages that provide it.
package struct StackPart: Sendable {
  package enum Kind: Sendable, Hashable {
    case webFramework
    /// Maps rows or documents to objects, or builds queries.
    case mapper
    case driver
    /// Keeps sessions of users.
    case session
    /// Signs or checks tokens that users carry.
    case token
    /// Where sessions are kept.
    case sessionStore
    /// A cache server, or a client of one.
    case cache
    /// A cache in the memory of the process.
    case localCache
    case queue
    case scheduler
    case logger
    /// Writes a line for every request.
    case requestLogger
    /// Somebody else's server.
    case service
    /// Runs several processes of the application.
    case cluster
    /// Draws pages in a browser.
    case frontEnd
  }

  package let kind: Kind
  /// As people say it.
  package let name: String
  /// As code imports them and as manifests name them.
  package let packages: [String]
  /// The exports that play the part, where the package has others too; empty: all.
  package var exports: [String] = []
  /// The one database that it speaks to; nil where it speaks to several, or to none.
  package var database: DatabaseKind?
  package var pool: PoolKnowledge?
  /// The part is another one's, and only named where that one is missing (`@nestjs/jwt` beside `jsonwebtoken`).
  package var isWrapper = false

  package init(_ kind: Kind, _ name: String, _ packages: [String]) {
    self.kind = kind
    self.name = name
    self.packages = packages
  }

  /// The part, of which only some exports of the package play it.
  func only(_ exports: String...) -> StackPart {
    var copy = self
    copy.exports = exports
    return copy
  }
}

/// How a driver or mapper pools connections.
package struct PoolKnowledge: Sendable {
  /// The calls whose options say it, by the last name of what is called.
  package let creators: [String]
  /// The options that say it, as paths.
  package let options: [String]
  package let size: PoolDefault

  package enum PoolDefault: Sendable {
    /// So many connections.
    case fixed(Int)
    /// So many connections from a major version on, fewer or more before.
    case since(major: Int, Int, before: Int)
    /// As the driver below it.
    case driver
    /// The processors of the machine, twice, and one.
    case processors
    /// Kept ones, and those that are opened beyond them.
    case overflow(Int, Int)
    /// One for each thread that serves requests.
    case perThread
    /// The file is opened once.
    case single
  }
}

/// The parts that are known, by package.
package enum Stack {
  /// What a package is, by the longest known name that a specifier starts with.
  package static func parts(ofPackage specifier: String) -> [StackPart] {
    var name = specifier.hasPrefix("node:") ? String(specifier.dropFirst(5)) : specifier
    while true {
      if let found = byPackage[name] { return found }
      guard
        let cut = name.utf8.lastIndex(where: { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: ".") })
      else { return [] }
      name = String(name[..<cut])
    }
  }

  private static let byPackage: [String: [StackPart]] = {
    var result: [String: [StackPart]] = [:]
    for part in parts {
      for package in part.packages { result[package, default: []].append(part) }
    }
    return result
  }()
}

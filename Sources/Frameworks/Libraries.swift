// Everything that is known of frameworks and libraries, for the linker.

package import SemanticModel

/// The libraries that the product knows, as values.
///
/// A package that stands in none of them is unknown: its calls have no effect and count as unresolved.
package enum Libraries {
  /// All libraries, the built-ins of the language first.
  package static let all: [Library] =
    languages + webServers + databases + callers + backgrounds + browsers

  /// JavaScript, Node and what works on collections and promises.
  static let languages: [Library] = [
    .builtins, .node, .fileSystem, .crypto, .zlib, .childProcess, .nodeHTTP, .promisify,
    .lodash, .asyncPackage, .bluebird, .promiseMaps, .promiseLimits, .promiseQueues, .retries,
    .wrappers, .bcrypt, .bcryptjs, .console, .loggers, .morgan,
  ]

  /// Frameworks that call handlers for requests.
  static let webServers: [Library] = [
    .express, .asyncHandlers,
  ]

  /// Drivers, mappers and query builders of databases.
  static let databases: [Library] = [
    .prisma, .mongoose, .mongodb, .pg, .pgPromise, .postgresJS,
  ]

  /// Clients of other services.
  static let callers: [Library] = [
    .axios, .fetch, .nodeFetch, .undici, .got, .needle, .superagent, .request, .ky, .ofetch,
    .nodemailer,
  ]

  /// Caches, queues, schedules and sockets.
  static let backgrounds: [Library] = [.socketIO, .socketIOClient, .ws]

  /// What runs in a browser.
  static let browsers: [Library] = []
}

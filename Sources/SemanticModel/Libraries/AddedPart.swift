// What an application is given when it lacks a part: a statement, and the package that the statement needs.

import Workspace

/// A statement that brings a part which a framework leaves to the application.
package struct AddedPart: Sendable {
  /// The package that it needs; empty where the framework brings it itself.
  package let package: String
  /// How the package is added to a project.
  package let command: String
  /// What the statement names, and where that is imported from; empty where it names nothing.
  package let name: String
  package let module: String
  /// The statement, without its semicolon; `app` stands for the application.
  package let statement: String

  package init(
    _ statement: String,
    importing name: String = "",
    from module: String = "",
    of package: String = "",
    added command: String = ""
  ) {
    self.statement = statement
    self.name = name
    self.module = module
    self.package = package
    self.command = command
  }
}

extension Library {
  /// The library, whose applications get these parts by a statement.
  package func adding(
    compression: AddedPart? = nil,
    bodyLimit: AddedPart? = nil,
    limiter: AddedPart? = nil
  ) -> Library {
    var result = self
    result.compressionPart = compression ?? compressionPart
    result.bodyLimitPart = bodyLimit ?? bodyLimitPart
    result.limiterPart = limiter ?? limiterPart
    return result
  }
}

extension Program {
  /// The library that makes a service's application, or that a route's framework is.
  package func framework(named name: String?) -> Library? {
    libraries.libraries.first { $0.name == name }
  }

  /// Whether the project that a file belongs to has a package already; a part without a package needs none.
  package func hasPackage(of part: AddedPart, in unit: Int) -> Bool {
    if part.package.isEmpty { return true }
    let own = workspace.package(of: units[unit].path)
    let manifests = [own, workspace.packages.first { $0.folder.isEmpty }].compactMap(\.self)
    return manifests.contains { $0.dependency(part.package)?.kind == .runtime }
  }
}

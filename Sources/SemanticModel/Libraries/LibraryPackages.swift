// Which library exports a package.

import Facts
import SourceText

/// The libraries by the packages that export them.
struct LibraryPackages: Sendable {
  private var positions: [SourceLanguage: [String: Int]] = [:]
  /// Packages that a build step generates, by how their specifiers end.
  private var suffixes: [(suffix: String, library: Int)] = []

  init(of libraries: [Library]) {
    for (position, library) in libraries.enumerated() {
      for package in library.packages {
        positions[library.language, default: [:]][package] = position
        if package.hasPrefix("*/") { suffixes.append((String(package.dropFirst()), position)) }
      }
    }
  }

  /// The library that exports a package; subpaths by their longest listed prefix.
  func library(
    exporting package: String,
    subpath: String,
    in language: SourceLanguage = .javaScript
  ) -> Int? {
    guard let known = positions[language] else { return nil }
    if !subpath.isEmpty, let position = known["\(package)/\(subpath)"] { return position }
    if !subpath.isEmpty, let position = known["\(package)/*"] { return position }
    if let position = known[package] { return position }
    // `@aws-sdk/client-s3` is a package of its own.
    guard package.utf8.first == UInt8(ascii: "@") else { return nil }
    let scope = String(decoding: package.utf8.prefix { $0 != UInt8(ascii: "/") }, as: UTF8.self)
    return known[scope + "/*"]
  }

  /// The library of a generated package, by how its specifier ends.
  func library(endingSpecifier specifier: String) -> Int? {
    suffixes.first { specifier.hasSuffix($0.suffix) }?.library
  }
}

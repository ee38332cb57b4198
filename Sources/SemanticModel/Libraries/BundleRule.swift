// What a package adds to the code that a browser loads.

/// A package that is large enough to be loaded only where it is needed.
package struct BundleRule: Sendable {
  package enum Part: Sendable {
    /// Importing the package itself brings all of it, whatever is used.
    case whole
    /// One feature of some pages: charts, an editor, a map, a file format.
    case feature
  }

  /// What one version takes when all of it is bundled.
  package struct Size: Sendable {
    /// Minified and compressed by gzip.
    package let bytes: Int
    package let version: String

    package static func measured(_ bytes: Int, version: String) -> Size {
      Size(bytes: bytes, version: version)
    }
  }

  package let package: String
  package let part: Part
  /// What was measured; nil where nobody did.
  package let size: Size?
  /// What to import in its place.
  package let instead: String

  /// Packages that bring it along themselves, up to the major version named: what keeps it in the load anyway.
  package let keepers: [Keeper]

  package struct Keeper: Sendable {
    package let package: String
    /// The first major version that does without it; nil where none does.
    package let until: Int?

    package init(_ package: String, until: Int? = nil) {
      self.package = package
      self.until = until
    }
  }

  package init(
    _ package: String,
    _ part: Part,
    _ size: Size? = nil,
    instead: String = "",
    keptBy keepers: [Keeper] = []
  ) {
    self.package = package
    self.part = part
    self.size = size
    self.instead = instead
    self.keepers = keepers
  }
}

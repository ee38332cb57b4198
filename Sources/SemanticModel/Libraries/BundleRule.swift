// What a package adds to the code that a browser loads.

/// A package that is large enough to be loaded only where it is needed.
package struct BundleRule: Sendable {
  package enum Part: Sendable {
    /// Importing the package itself brings all of it, whatever is used.
    case whole
    /// One feature of some pages: charts, an editor, a map, a file format.
    case feature
  }

  package let package: String
  package let part: Part
  /// Minified and compressed, about.
  package let kilobytes: Double
  /// What to import in its place.
  package let instead: String

  package init(_ package: String, _ part: Part, kilobytes: Double, instead: String = "") {
    self.package = package
    self.part = part
    self.kilobytes = kilobytes
    self.instead = instead
  }
}

// The one way in which a value becomes JSON.

/// JSON of whatever can be encoded.
package enum JSONText {
  /// The value, indented, its keys in the order in which its type writes them, with a line end behind it.
  ///
  /// Throws what a type's own `encode(to:)` throws.
  package static func of(_ value: some Encodable) throws -> String {
    try JSONEncoding.text(of: value)
  }
}

// Interned names: equal text, equal number.

/// A name of the audited code, as a number of the worker's `Interner`.
///
/// Names of one interner are equal exactly when their texts are.
@frozen
@usableFromInline
package struct Name: Hashable, BitwiseCopyable, Sendable {
  @usableFromInline package let id: UInt32

  @inlinable
  package init(id: UInt32) { self.id = id }

  /// The absence of a name; its text is empty.
  @inlinable
  package static var none: Name { Name(id: 0) }
}

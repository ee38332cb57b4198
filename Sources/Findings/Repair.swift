// What a mechanical fix changes in the source, byte for byte.

/// The edits that mend one defect, made by the rule that found it.
///
/// The text of a remedy, the diff and what is written are all made from them.
package struct Repair: Sendable, Hashable {
  package var edits: [Edit]
  package var safety: Safety

  package init(_ edits: [Edit], _ safety: Safety) {
    self.edits = edits
    self.safety = safety
  }

  /// Whether the code does the same as before wherever it worked.
  package enum Safety: Sendable, Hashable {
    case safe
    /// Answers, their order or their number may change: a person decides.
    case unsafe
  }

  /// A text in place of the bytes `start..<end` of a file as it was audited; an empty range inserts.
  ///
  /// A file that is not there yet is made by insertions at 0.
  package struct Edit: Sendable, Hashable {
    /// Path relative to the project root, with forward slashes.
    package var file: String
    package var start: Int
    package var end: Int
    package var text: String

    package init(file: String, start: Int, end: Int, text: String) {
      self.file = file
      self.start = start
      self.end = end
      self.text = text
    }
  }
}

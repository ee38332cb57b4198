// One template's bytes in, its facts out: a function that is given names and reads members of them.

package import Facts
import SourceText
package import SyntaxTree

/// Reads templates of Jinja and Django into facts.
///
/// A template is a function whose parameters are the names that it uses, and whose last parameter takes whatever
/// else it is given, for the templates that it includes. Each macro is a function of its own. Whatever the bytes
/// are, there are facts: what cannot be understood is left out.
package enum TemplateReader {
  /// Whether a text holds anything but markup.
  package static func isTemplate(_ source: SourceBuffer) -> Bool {
    var before: UInt8 = 0
    for byte in source.bytes {
      if before == UInt8(ascii: "{"), byte == UInt8(ascii: "%") || byte == UInt8(ascii: "{") {
        return true
      }
      before = byte
    }
    return false
  }

  /// The facts of a template.
  package static func facts(of source: SourceBuffer) -> FileFacts {
    let bytes = Array(source.bytes)
    let tags = TemplateTags(bytes).tags
    var lowering = TemplateLowering(
      bytes,
      tags,
      FactTables(lines: LineIndex(starts: source.lineStarts()))
    )
    return lowering.lowered()
  }
}

// One word, text, number or sign inside a tag.

/// One word, text, number or sign inside a tag.
struct TemplateToken {
  enum Kind { case name, text, number, sign }
  let kind: Kind
  /// A text without its quotes.
  let text: String
  let start: Int
  let end: Int

  func isSign(_ sign: String) -> Bool { kind == .sign && text == sign }
  func isName(_ name: String) -> Bool { kind == .name && text == name }
}

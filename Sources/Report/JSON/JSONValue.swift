// A JSON document whose keys keep the order in which they were written.

/// A JSON value under construction; a reference, because `Encoder` hands out nested containers
/// that fill a place of their parent after it was made.
final class JSONValue {
  enum Content {
    case null
    case bool(Bool)
    /// A number, as its text.
    case number(String)
    case string(String)
    case array([JSONValue])
    case object([(key: String, value: JSONValue)])
  }

  var content: Content

  init(_ content: Content = .null) { self.content = content }

  func append(_ value: JSONValue) {
    guard case .array(var elements) = content else { return }
    content = .null  // So that the array is not copied for each element.
    elements.append(value)
    content = .array(elements)
  }

  func set(_ value: JSONValue, for key: String) {
    guard case .object(var members) = content else { return }
    content = .null
    members.append((key, value))
    content = .object(members)
  }
}

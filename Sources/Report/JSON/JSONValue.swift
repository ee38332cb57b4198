// A JSON document that was read, whose keys keep the order in which they stand.

/// A value of JSON.
struct JSONValue {
  enum Content {
    case null
    case bool(Bool)
    /// A number, as its text.
    case number(String)
    case string(String)
    case array([JSONValue])
    case object([(key: String, value: JSONValue)])
  }

  let content: Content

  init(_ content: Content) { self.content = content }
}

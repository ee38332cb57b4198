// What a script is handed as JSON, and what it is asked to summarise.

import ConfigSyntax

extension JSONValue {
  /// The value on one line.
  var text: String {
    let writer = JSONWriter(isCompact: true)
    write(into: writer)
    return writer.text
  }

  private func write(into writer: JSONWriter) {
    let depth = writer.depth
    switch self {
    case .null: writer.put("null")
    case .bool(let flag): writer.put(flag ? "true" : "false")
    case .integer(let number): writer.put(String(number))
    case .number(let number): writer.put(number: number)
    case .string(let text): writer.put(string: text)
    case .array(let values):
      writer.beginArray()
      for value in values {
        writer.beginItem(at: depth + 1)
        value.write(into: writer)
      }
      writer.end(to: depth)
    case .object(let members):
      writer.beginObject()
      for (key, value) in members {
        writer.beginMember(key, at: depth + 1)
        value.write(into: writer)
      }
      writer.end(to: depth)
    }
  }
}

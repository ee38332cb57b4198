// Names as PostgreSQL reads them literally.

/// A name between quotes: whatever it holds, it is a name and nothing else.
func quoted(_ name: String) -> String {
  let escaped = name.utf8.flatMap { byte -> [UInt8] in
    switch byte {
    case 0: []
    case UInt8(ascii: "\""): [byte, byte]
    default: [byte]
    }
  }
  return "\"\(String(decoding: escaped, as: UTF8.self))\""
}

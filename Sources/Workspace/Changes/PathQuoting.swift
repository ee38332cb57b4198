// Names of files as git writes them: in quotes, with escapes of C, where a byte would mislead.

enum PathQuoting {
  /// The name at the beginning of some bytes; nil when its quotes are not closed.
  static func name(in bytes: ArraySlice<UInt8>) -> String? {
    guard bytes.first == UInt8(ascii: "\"") else {
      // Git ends a name that holds a blank with a tab.
      let name = bytes.last == UInt8(ascii: "\t") ? bytes.dropLast() : bytes
      return String(decoding: name, as: UTF8.self)
    }
    var result: [UInt8] = []
    var rest = bytes.dropFirst()
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: result, as: UTF8.self)
      case UInt8(ascii: "\\"):
        guard let escaped = escape(&rest) else { return nil }
        result.append(escaped)
      default: result.append(byte)
      }
    }
    return nil
  }

  private static func escape(_ rest: inout ArraySlice<UInt8>) -> UInt8? {
    guard let byte = rest.popFirst() else { return nil }
    switch byte {
    case UInt8(ascii: "a"): return 0x07
    case UInt8(ascii: "b"): return 0x08
    case UInt8(ascii: "t"): return 0x09
    case UInt8(ascii: "n"): return 0x0A
    case UInt8(ascii: "v"): return 0x0B
    case UInt8(ascii: "f"): return 0x0C
    case UInt8(ascii: "r"): return 0x0D
    case 0x30...0x33:
      guard let second = rest.popFirst(), let third = rest.popFirst(),
        0x30...0x37 ~= second, 0x30...0x37 ~= third
      else { return nil }
      return (byte - 0x30) << 6 | (second - 0x30) << 3 | (third - 0x30)
    default: return byte
    }
  }
}

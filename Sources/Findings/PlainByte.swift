// Which bytes of the audited code may stand in a command that a report offers.

extension UInt8 {
  /// Whether a path or name may have it in a command: other letters might mean something to a shell.
  package var isPlainInCommand: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "-"),
      UInt8(ascii: "_"), UInt8(ascii: "."):
      true
    default: false
    }
  }
}

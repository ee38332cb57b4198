// How variables are declared.

/// The keyword of a variable declaration; its raw value is the `symbol` of the node.
enum VariableKeyword: UInt8 {
  case `var`, `let`, const, using, awaitUsing

  /// The keyword as it is written.
  var text: StaticString {
    switch self {
    case .var: "var"
    case .let: "let"
    case .const: "const"
    case .using: "using"
    case .awaitUsing: "await using"
    }
  }
}

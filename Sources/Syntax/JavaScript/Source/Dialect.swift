// Which language a file is written in.

import SyntaxTree

/// The language of a file; JSX is read in all but `typeScript`.
package enum Dialect: Sendable {
  case javaScript
  /// `<T>x` is an assertion, so there is no JSX.
  case typeScript
  case tsx

  /// The dialect that goes with a file name, or nil if it is no JavaScript or TypeScript.
  package init?(path: String) {
    let name = path.utf8.suffix(from: path.utf8.lastIndex(of: 0x2E) ?? path.utf8.endIndex)
    switch String(name) {
    case ".js", ".jsx", ".mjs", ".cjs": self = .javaScript
    case ".ts", ".mts", ".cts": self = .typeScript
    case ".tsx": self = .tsx
    default: return nil
    }
  }
}

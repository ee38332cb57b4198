// What the text of an import says before any file is looked at.

/// The kinds of module name.
enum ModuleSpecifier {
  case relative(String)
  case absolute(String)
  /// `#name`, looked up in the `imports` of the package.
  case `internal`(String)
  case builtin(String)
  case bare(String)
  case url(String)
  case invalid

  /// No honest module name is longer; a longer one is not looked at.
  private static let longest = 4096

  init(_ text: String) {
    let bytes = text.utf8
    guard let first = bytes.first, bytes.count <= Self.longest else {
      self = .invalid
      return
    }
    switch first {
    case UInt8(ascii: "."):
      self = Self.isRelative(bytes) ? .relative(Self.withoutQuery(text)) : .bare(text)
    case UInt8(ascii: "/"):
      self = .absolute(Self.withoutQuery(text))
    case UInt8(ascii: "#"):
      self = .internal(text)
    case UInt8(ascii: "@"), UInt8(ascii: "~"):
      self = .bare(Self.withoutQuery(text))
    default:
      self = Self.named(text)
    }
  }

  /// The package and the path inside it: `@scope/name/sub/path` → `@scope/name`, `sub/path`.
  static func packageParts(of name: String) -> (package: String, subpath: String) {
    let bytes = name.utf8
    let slash = UInt8(ascii: "/")
    guard var end = bytes.firstIndex(of: slash) else { return (name, "") }
    if bytes.first == UInt8(ascii: "@") {
      guard let second = bytes[end...].dropFirst().firstIndex(of: slash) else { return (name, "") }
      end = second
    }
    return (PathText.text(bytes[..<end]), PathText.text(bytes[end...].dropFirst()))
  }

  /// `.`, `..`, `./…` and `../…`, but not `.name`.
  private static func isRelative(_ bytes: String.UTF8View) -> Bool {
    let rest = bytes.drop { $0 == UInt8(ascii: ".") }
    guard bytes.count - rest.count <= 2 else { return false }
    return rest.first.map { $0 == UInt8(ascii: "/") } ?? true
  }

  private static func named(_ text: String) -> ModuleSpecifier {
    if BuiltinModules.names.contains(text) { return .builtin(text) }
    guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else {
      return .bare(withoutQuery(text))
    }
    let rest = PathText.text(text.utf8[colon...].dropFirst())
    switch PathText.text(text.utf8[..<colon]) {
    case "node": return .builtin(rest)
    case "bun", "cloudflare", "deno": return .builtin(text)
    case "npm", "jsr": return .bare(rest)
    default: return .url(text)
    }
  }

  /// Without what a bundler reads: `./logo.svg?url`.
  private static func withoutQuery(_ text: String) -> String {
    guard let mark = text.utf8.firstIndex(of: UInt8(ascii: "?")) else { return text }
    return PathText.text(text.utf8[..<mark])
  }
}

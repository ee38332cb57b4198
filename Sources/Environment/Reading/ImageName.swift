// The names of container images.

import SourceText

/// The name of a container image.
struct ImageName: Sendable, Hashable {
  /// Without registry and tag: `postgres`, `bitnami/postgresql`.
  let path: String
  let tag: String?

  init(_ text: String) {
    var rest = Substring(text)
    if let at = rest.firstIndex(of: "@") { rest = rest[..<at] }
    let slash = rest.lastIndex(of: "/")
    if let colon = rest.lastIndex(of: ":"), slash.map({ $0 < colon }) ?? true {
      tag = String(rest[rest.index(after: colon)...])
      rest = rest[..<colon]
    } else {
      tag = nil
    }
    var parts = rest.split(separator: "/")
    if let host = parts.first, parts.count > 1,
      host.contains(".") || host.contains(":") || host == "localhost" || host == "library"
    {
      parts.removeFirst()
    }
    if parts.first == "library" { parts.removeFirst() }
    path = parts.joined(separator: "/").lowercased()
  }

  /// The last part of the path: `postgresql`.
  var name: String { path.split(separator: "/").last.map(String.init) ?? path }

  /// The version that the tag starts with: `16` of `16-alpine`; nil for `latest` and its like.
  var version: String? {
    guard let tag else { return nil }
    let digits = tag.drop { $0 == "v" }.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    guard digits.first?.isNumber == true, digits.utf8.count < 20 else { return nil }
    return String(digits)
  }
}

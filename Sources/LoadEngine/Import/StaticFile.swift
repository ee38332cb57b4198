// Files that are no part of the load.

/// Paths that servers answer from a disk.
enum StaticFile {
  private static let endings: Set<String> = [
    "js", "mjs", "css", "map", "png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "ico", "woff",
    "woff2", "ttf", "otf", "eot", "mp4", "webm", "mp3", "wasm", "webmanifest",
  ]

  static func isStatic(_ path: Substring) -> Bool {
    let plain = path.prefix { $0 != "?" && $0 != "#" }
    guard let dot = plain.lastIndex(of: "."), !plain[dot...].contains("/") else { return false }
    return endings.contains(plain[plain.index(after: dot)...].lowercased())
  }
}

// Which imports ask for something that is no code.

/// Tells style sheets, images and their like from modules.
enum AssetNames {
  /// Whether a module name ends as the name of something that is no code does.
  static func isAsset(_ name: String) -> Bool {
    guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")) else { return false }
    return extensions.contains(name[name.utf8.index(after: dot)...])
  }

  private static let extensions: Set<Substring> = [
    "css", "scss", "sass", "less", "styl", "pcss", "svg", "png", "jpg", "jpeg", "gif", "webp",
    "avif", "ico", "bmp", "woff", "woff2", "ttf", "otf", "eot", "mp3", "mp4", "webm", "wav", "ogg",
    "pdf", "txt", "md", "mdx", "html", "graphql", "gql", "glsl", "wasm", "csv", "xml", "node",
    "vue", "svelte", "astro",
  ]
}

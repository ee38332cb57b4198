// What a file is for, judged by its path below the root.

/// Tells the running application from its tests, tools and foreign code.
///
/// Only the path relative to the root counts, so that an application kept in a folder called
/// `examples/test` is still an application. Words that are also trades (“test”, “seed”, “vendor”,
/// “fixture”) lose their meaning below folders that are named after a trade: `routes/test/`.
/// What a folder says is remembered, which is why asking mutates.
struct RoleRules {
  /// Folders that hold a manifest; the root always counts as one.
  private let packageFolders: Set<String>
  private var folders: [String: FolderTraits]

  private static let manifests: Set<String> = [
    "package.json", "pyproject.toml", "setup.py", "requirements.txt",
  ]

  init(paths: some Sequence<String>) {
    var packageFolders: Set<String> = [""]
    for path in paths {
      // Names that end like most source files need no closer look.
      if path.utf8.last == UInt8(ascii: "s") || path.utf8.last == UInt8(ascii: "x") { continue }
      guard Self.manifests.contains(PathText.name(of: path)) else { continue }
      packageFolders.insert(PathText.folder(of: path))
    }
    self.packageFolders = packageFolders
    folders = ["": FolderTraits.root]
  }

  mutating func role(of path: String) -> FileRole {
    let folder = traits(of: PathText.folder(of: path))
    return FileTraits(name: PathText.name(of: path), folder: folder).role
  }

  private mutating func traits(of folder: String) -> FolderTraits {
    if let known = folders[folder] { return known }
    // A path is at most as deep as the listing goes, or as a test's own paths.
    let parent = PathText.folder(of: folder)
    let traits = FolderTraits(
      name: PathText.name(of: folder).lowercased(),
      in: traits(of: parent),
      besideManifest: packageFolders.contains(parent),
      holdsManifest: packageFolders.contains(folder)
    )
    folders[folder] = traits
    return traits
  }
}

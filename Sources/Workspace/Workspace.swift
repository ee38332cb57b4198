// The folder under audit: its files, what was left out, and what its configuration says.

/// A folder as it was when it was opened.
///
/// Only this room reads it.
package struct Workspace: Sendable {
  /// The name of the root package, or of the folder.
  package let name: String
  /// Every file that something can be read from, in the byte order of the paths.
  package let files: [WorkspaceFile]
  /// What was not read and why, in the byte order of the paths.
  package let skipped: [SkippedPath]
  /// What plimsoll.yml says.
  package let configuration: AuditConfiguration
  /// The checked-out commit, in hexadecimal; nil without a git repository at the root.
  package let commit: String?
  /// Who answers for which path.
  package let owners: PathOwners
  let project: ProjectSettings
  let table: PathTable
  /// What the links inside the folder lead to, by their paths.
  let links: [String: String]
  /// The large pictures by their paths, and their sizes in bytes.
  let pictures: [String: Int]
  private var contents: FileContents

  /// Opens the folder at a path.
  ///
  /// - Throws: A `WorkspaceError` that tells a wrong call (no such folder) from a wrong
  ///   configuration and from a folder that cannot be read or holds nothing to audit.
  package init(
    opening path: String,
    options: WorkspaceOptions = WorkspaceOptions()
  ) throws(WorkspaceError) {
    let root = try RootFolder(opening: path)
    let configuration = try AuditConfiguration(of: root, options: options)
    var listing = FolderListing(root: root, configuration: configuration, options: options)
    let found = try listing.list()
    guard found.files.contains(where: { $0.language.isCode }) else {
      throw Self.nothingToRead(at: path, skipped: found.skipped)
    }
    self.init(
      contents: .disk(root),
      folderName: root.name,
      listed: found,
      configuration: configuration,
      commit: GitHead(of: root).commit,
      owners: PathOwners(of: root, configuration: configuration),
      options: options
    )
  }

  private static func nothingToRead(at path: String, skipped: [SkippedPath]) -> WorkspaceError {
    let hint =
      skipped.first.map {
        " (\(skipped.count) paths were left out; \($0.path): \($0.reason.description))"
      } ?? ""
    return WorkspaceError(
      .environment,
      "\(path): no source file that plimsoll can read\(hint); "
        + "name the folder that holds the JavaScript, TypeScript or Python of the application"
    )
  }

  /// A workspace that exists in memory only, from paths and texts.
  ///
  /// No ignore rules apply, and a plimsoll.yml among the texts is not read. The text of a picture is its size in bytes.
  package init(files texts: [String: String]) {
    var roles = RoleRules(paths: texts.keys)
    let files = texts.compactMap { path, text in
      FileLanguage(fileName: PathText.name(of: path)).map { language in
        WorkspaceFile(
          path: path,
          size: text.utf8.count,
          language: language,
          role: roles.role(of: path)
        )
      }
    }
    self.init(
      contents: .memory(texts),
      folderName: "memory",
      listed: ListedFolder(files: files, pictures: PictureNames.sizes(told: texts)),
      configuration: AuditConfiguration(),
      commit: nil,
      owners: PathOwners(),
      options: WorkspaceOptions()
    )
  }

  private init(
    contents: FileContents,
    folderName: String,
    listed: ListedFolder,
    configuration: AuditConfiguration,
    commit: String?,
    owners: PathOwners,
    options: WorkspaceOptions
  ) {
    self.contents = contents
    let files = listed.files
    self.files = files
    skipped = listed.skipped
    links = listed.links
    pictures = listed.pictures
    self.configuration = configuration
    self.commit = commit
    self.owners = owners
    let table = PathTable(paths: files.map(\.path))
    self.table = table
    project = ProjectSettings(files: files) { path in
      guard let index = table.file(at: path),
        files[index].size <= options.largestConfiguration
      else { return nil }
      return try? contents.read(files[index], padding: 0, limit: options.largestConfiguration)
    }
    name = project.packages.first { $0.folder.isEmpty }?.name ?? folderName
    limit = options.largestFile
  }

  private let limit: Int

  /// The same folder with other bytes in some of its files, by path, and with new ones; nothing on disk is changed.
  ///
  /// What was read of package files and configuration when the folder was opened stays as it was.
  package func replacing(_ bytes: [String: [UInt8]]) -> Workspace {
    var copy = self
    copy.contents = .edited(contents, bytes)
    let added = bytes.keys.filter { index(of: $0) == nil }
    guard !added.isEmpty else { return copy }
    var roles = RoleRules(paths: files.map(\.path) + added)
    let new = added.compactMap { path in
      FileLanguage(fileName: PathText.name(of: path)).map {
        WorkspaceFile(
          path: path,
          size: bytes[path]?.count ?? 0,
          language: $0,
          role: roles.role(of: path)
        )
      }
    }
    return Workspace(
      contents: copy.contents,
      folderName: name,
      listed: ListedFolder(
        files: files + new,
        skipped: skipped,
        links: links,
        pictures: pictures
      ),
      configuration: configuration,
      commit: commit,
      owners: owners,
      options: WorkspaceOptions()
    )
  }

  /// Every package.json, in the byte order of the paths.
  package var packages: [PackageManifest] { project.packages }

  /// Every tsconfig.json and jsconfig.json, in the byte order of the paths.
  package var typeScriptConfigs: [TypeScriptConfig] { project.typeScriptConfigs }

  /// What is wrong with the folder's own configuration files.
  package var diagnostics: [WorkspaceDiagnostic] { project.diagnostics }

  /// The index of a path, relative to the root, in `files`.
  package func index(of path: String) -> Int? { table.file(at: path) }

  /// The package whose folder a path lies in, the innermost one.
  package func package(of path: String) -> PackageManifest? {
    var folder = path
    while !folder.isEmpty {
      folder = PathText.folder(of: folder)
      if let index = project.packageByFolder[folder] { return packages[index] }
    }
    return nil
  }

  /// The folder of the workspace package that other packages import under a name.
  package func folder(ofPackage name: String) -> String? {
    project.packageByName[name].map { packages[$0].folder }
  }

  /// The bytes of a file, followed by as many zero bytes as a scanner wants to run into.
  ///
  /// Safe to call from several threads at once. Links are not followed.
  /// - Throws: A `WorkspaceError` of kind `file` when it is gone, grown too large or unreadable.
  package func read(
    _ file: WorkspaceFile,
    padding: Int = 0
  ) throws(WorkspaceError) -> [UInt8] {
    try contents.read(file, padding: padding, limit: limit)
  }
}

/// Bounds and choices for opening a folder.
package struct WorkspaceOptions: Sendable {
  /// A plimsoll.yml outside the root, as `--config` names it.
  package var configurationPath: String?
  /// Files larger than this, in bytes, are listed as skipped.
  package var largestFile = 16 << 20
  /// Configuration files larger than this, in bytes, are not understood.
  package var largestConfiguration = 4 << 20
  /// Levels of folders.
  package var deepestFolder = 200

  package init() {}
}

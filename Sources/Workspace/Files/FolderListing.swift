// Lists the folder under audit: what is read, and what is left out for which reason.

/// What a folder holds, in the byte order of the paths.
struct ListedFolder {
  let files: [WorkspaceFile]
  let skipped: [SkippedPath]
  /// What the links inside the folder lead to, by their paths; both relative to the root.
  let links: [String: String]

  init(files: [WorkspaceFile], skipped: [SkippedPath] = [], links: [String: String] = [:]) {
    self.files = files.sorted { PathText.precedes($0.path, $1.path) }
    self.skipped = skipped.sorted { PathText.precedes($0.path, $1.path) }
    self.links = links
  }
}

/// A walk over the folder that keeps its own list of what is still to visit.
struct FolderListing {
  private let root: RootFolder
  private let options: WorkspaceOptions
  private let rootRules: [IgnoreRules]
  private var pending: [Pending] = []
  private var found: [Found] = []
  private var skipped: [SkippedPath] = []
  private var links: [String: String] = [:]

  /// A folder that is still to be listed.
  private struct Pending {
    let path: [UInt8]
    let depth: Int
    /// The rules of the folders above it, the outermost first.
    let rules: [IgnoreRules]
  }

  private struct Found {
    let name: PathName
    let size: Int
    let language: FileLanguage
  }

  init(root: RootFolder, configuration: AuditConfiguration, options: WorkspaceOptions) {
    self.root = root
    self.options = options
    let excludes = IgnoreRules(source: Self.configurationName, patterns: configuration.exclude)
    let info = try? root.read(
      Array(".git/info/exclude".utf8),
      named: "",
      padding: 0,
      limit: options.largestConfiguration
    )
    // Later rules win, so the folder's own ignore files can take back what git's private list says,
    // while `exclude` is asked apart.
    rootRules = [excludes, IgnoreRules(source: ".git/info/exclude", depth: 0, text: info ?? [])]
  }

  private static let configurationName = "plimsoll.yml"

  /// Lists everything below the root.
  ///
  /// - Throws: A `WorkspaceError` of kind `environment` when the root itself cannot be listed.
  mutating func list() throws(WorkspaceError) -> ListedFolder {
    pending = [Pending(path: [], depth: 0, rules: [rootRules[1]])]
    while let next = pending.popLast() {
      if let error = visit(next), next.path.isEmpty {
        throw WorkspaceError(
          .environment,
          "\(root.path): cannot be read (\(error.reason)); check its permissions"
        )
      }
    }
    let roles = RoleRules(paths: found.map(\.name.text))
    let files = found.map { file in
      WorkspaceFile(
        path: file.name.text,
        size: file.size,
        language: file.language,
        role: roles.role(of: file.name.text),
        rawPath: file.name.raw
      )
    }
    return ListedFolder(files: files, skipped: skipped, links: links)
  }

  private mutating func visit(_ folder: Pending) -> SystemError? {
    let opened: OpenDescriptor
    let entries: [FolderEntry]
    switch root.openFolder(folder.path) {
    case .success(let descriptor): opened = descriptor
    case .failure(let error): return note(folder.path, error)
    }
    switch FolderEntry.all(in: opened) {
    case .success(let all): entries = all
    case .failure(let error): return note(folder.path, error)
    }
    let facts = FolderFacts(path: folder.path, entries: entries)
    if !folder.path.isEmpty, let reason = facts.reasonToSkip {
      skip(folder.path, isFolder: true, reason)
      return nil
    }
    let rules = folder.rules + ownRules(of: folder, entries: entries)
    for entry in entries {
      let path = folder.path.isEmpty ? entry.name : folder.path + [UInt8(ascii: "/")] + entry.name
      take(entry, at: path, in: opened, below: folder, rules: rules, facts: facts)
    }
    return nil
  }

  private mutating func take(
    _ entry: FolderEntry,
    at path: [UInt8],
    in opened: OpenDescriptor,
    below folder: Pending,
    rules: [IgnoreRules],
    facts: FolderFacts
  ) {
    let isFolder = entry.kind == .folder
    let language = isFolder ? nil : FileLanguage(fileName: PathName(entry.name).text)
    // Images and their like are no concern of the audit, however they are ignored.
    guard isFolder || entry.kind == .link || language != nil else { return }
    if isFolder, let reason = FolderFacts.reasonToSkip(named: entry.name) {
      return skip(path, isFolder: true, reason)
    }
    if let reason = ignored(path, isFolder: isFolder, rules: rules) {
      return skip(path, isFolder: isFolder, reason)
    }
    switch entry.kind {
    case .folder:
      if facts.isOutput(entry.name) { return skip(path, isFolder: true, .buildOutput) }
      guard folder.depth < options.deepestFolder else {
        return skip(path, isFolder: true, .tooDeep(options.deepestFolder))
      }
      pending.append(Pending(path: path, depth: folder.depth + 1, rules: rules))
    case .file:
      if let language { takeFile(entry, at: path, in: opened, language: language) }
    case .link:
      takeLink(entry, at: path, in: opened)
    case .other:
      skip(path, isFolder: false, .notRegular)
    }
  }

  private mutating func takeFile(
    _ entry: FolderEntry,
    at path: [UInt8],
    in folder: OpenDescriptor,
    language: FileLanguage
  ) {
    guard let status = FileStatus(of: entry.name, in: folder), status.kind == .file else {
      return skip(path, isFolder: false, .unreadable("it is gone"))
    }
    if status.size > options.largestFile {
      return skip(path, isFolder: false, .tooLarge(status.size))
    }
    if let refusal = FileStatus.refusal(of: entry.name, in: folder) {
      return skip(path, isFolder: false, .unreadable(refusal.reason))
    }
    found.append(Found(name: PathName(path), size: status.size, language: language))
  }

  /// Links are never followed: what they lead to is read at its own path, or lies outside.
  private mutating func takeLink(_ entry: FolderEntry, at path: [UInt8], in folder: OpenDescriptor)
  {
    let text = PathName(path).text
    let target = FileStatus.target(of: entry.name, in: folder) ?? []
    guard target.first != UInt8(ascii: "/"),
      let inside = PathText.join(PathText.folder(of: text), PathName(target).text)
    else { return skip(path, isFolder: false, .linkOutside) }
    links[text] = inside
    skip(path, isFolder: false, .link)
  }

  private func ignored(_ path: [UInt8], isFolder: Bool, rules: [IgnoreRules]) -> SkipReason? {
    let segments = path.split(separator: UInt8(ascii: "/"))
    if rootRules[0].verdict(on: segments, isFolder: isFolder) == true { return .excluded }
    for rule in rules.reversed() {
      guard let verdict = rule.verdict(on: segments, isFolder: isFolder) else { continue }
      return verdict ? .ignored(by: rule.source) : nil
    }
    return nil
  }

  /// The ignore files of a folder; `.plimsollignore` comes last, so it has the last word.
  private func ownRules(of folder: Pending, entries: [FolderEntry]) -> [IgnoreRules] {
    [".gitignore", ".plimsollignore"].compactMap { name in
      guard entries.contains(where: { $0.kind == .file && $0.name.elementsEqual(name.utf8) }) else {
        return nil
      }
      let path = folder.path.isEmpty ? Array(name.utf8) : folder.path + Array("/\(name)".utf8)
      let text = PathName(path).text
      guard
        let bytes = try? root.read(
          path,
          named: text,
          padding: 0,
          limit: options.largestConfiguration
        )
      else { return nil }
      let rules = IgnoreRules(source: text, depth: folder.depth, text: bytes)
      return rules.isEmpty ? nil : rules
    }
  }

  private mutating func note(_ path: [UInt8], _ error: SystemError) -> SystemError {
    if !path.isEmpty { skip(path, isFolder: true, .unreadable(error.reason)) }
    return error
  }

  private mutating func skip(_ path: [UInt8], isFolder: Bool, _ reason: SkipReason) {
    skipped.append(SkippedPath(path: PathName(path).text, isFolder: isFolder, reason: reason))
  }
}

// Lists the folder under audit: what is read, and what is left out for which reason.

/// What a folder holds, in the byte order of the paths.
struct ListedFolder {
  let files: [WorkspaceFile]
  let skipped: [SkippedPath]
  /// What the links inside the folder lead to, by their paths; both relative to the root.
  let links: [String: String]
  /// The large pictures by their paths, and their sizes in bytes.
  let pictures: [String: Int]

  init(
    files: [WorkspaceFile],
    skipped: [SkippedPath] = [],
    links: [String: String] = [:],
    pictures: [String: Int] = [:]
  ) {
    self.files = files.sorted { PathText.precedes($0.path, $1.path) }
    self.skipped = skipped.sorted { PathText.precedes($0.path, $1.path) }
    self.links = links
    self.pictures = pictures
  }
}

/// A walk over the folder that keeps its own stack, so that a deep tree costs no call depth.
struct FolderListing {
  private let root: RootFolder
  private let options: WorkspaceOptions
  /// `exclude` of plimsoll.yml.
  private let excludes: IgnoreRules
  /// The folders from the root to the one that is being listed.
  private var open: [ListingFrame] = []
  private var found: [Found] = []
  private var skipped: [SkippedPath] = []
  private var links: [String: String] = [:]
  private var pictures: [String: Int] = [:]
  /// Whether git keeps the root; what was exported from a repository has no such folder.
  private var isRepository = false
  private lazy var tracked = trackedPaths()

  private struct Found {
    let name: PathName
    let size: Int
    let language: FileLanguage
  }

  init(root: RootFolder, configuration: AuditConfiguration, options: WorkspaceOptions) {
    self.root = root
    self.options = options
    excludes = IgnoreRules(source: "plimsoll.yml", patterns: configuration.exclude)
  }

  /// Lists everything below the root.
  ///
  /// - Throws: A `WorkspaceError` of kind `environment` when the root itself cannot be listed.
  mutating func list() throws(WorkspaceError) -> ListedFolder {
    do throws(SystemError) {
      try enterRoot()
    } catch {
      throw WorkspaceError(
        .environment,
        "\(root.path): cannot be read (\(error.reason)); check its permissions"
      )
    }
    while let top = open.indices.last {
      guard let entry = open[top].nextEntry() else {
        open.removeLast()
        continue
      }
      take(entry, in: open[top])
    }
    var roles = RoleRules(paths: found.lazy.map(\.name.text))
    let files = found.map { file in
      WorkspaceFile(
        path: file.name.text,
        size: file.size,
        language: file.language,
        role: roles.role(of: file.name.text),
        rawPath: file.name.raw
      )
    }
    return ListedFolder(files: files, skipped: skipped, links: links, pictures: pictures)
  }

  private mutating func enterRoot() throws(SystemError) {
    let descriptor = root.openRoot()
    guard descriptor.isOpen else { throw SystemError.last }
    // Git's private list comes first: the folder's own ignore files have the last word.
    let list = Array(".git/info/exclude".utf8)
    let info = try? root.read(list, named: "", padding: 0, limit: options.largestConfiguration)
    let rules = IgnoreRules(source: ".git/info/exclude", depth: 0, text: info ?? [])
    let entries = try FolderEntry.all(in: descriptor)
    isRepository = entries.contains { $0.name.elementsEqual(".git".utf8) }
    enter(ListingFrame(path: [], descriptor: descriptor, entries: entries, rules: [rules]))
  }

  private mutating func enter(_ frame: ListingFrame) {
    var frame = frame
    // `.plimsollignore` comes last, so it has the last word.
    for name in [".gitignore", ".plimsollignore"] where frame.hasFile(name) {
      let path = frame.path(of: Array(name.utf8))
      let text = PathName(path).text
      guard
        let bytes = try? root.read(
          path,
          named: text,
          padding: 0,
          limit: options.largestConfiguration
        )
      else { continue }
      frame.rules.append(IgnoreRules(source: text, depth: frame.segments.count, text: bytes))
    }
    open.append(frame)
  }

  private mutating func take(_ entry: FolderEntry, in frame: ListingFrame) {
    let isFolder = entry.kind == .folder
    let language = isFolder ? nil : FileLanguage(fileName: PathName(entry.name).text)
    if entry.kind == .file, language == nil { return takePicture(entry, in: frame) }
    // Other files are no concern of the audit, however they are ignored.
    guard isFolder || entry.kind == .link || language != nil else { return }
    let path = frame.path(of: entry.name)
    if isFolder, let reason = frame.facts.reasonToSkip(folderNamed: entry.name) {
      return skip(path, isFolder: true, reason)
    }
    if let reason = ignored(entry, in: frame) {
      return skip(path, isFolder: isFolder, reason)
    }
    switch entry.kind {
    case .folder:
      takeFolder(entry, at: path, in: frame)
    case .file:
      if let language { takeFile(entry, at: path, in: frame.descriptor, language: language) }
    case .link:
      takeLink(entry, at: path, in: frame.descriptor)
    case .other:
      skip(path, isFolder: false, .notRegular)
    }
  }

  /// Of a picture only the size is of interest, and only where it is felt.
  private mutating func takePicture(_ entry: FolderEntry, in frame: ListingFrame) {
    guard PictureNames.isPhotograph(PathName(entry.name).text),
      ignored(entry, in: frame) == nil,
      let status = FileStatus(of: entry.name, in: frame.descriptor), status.kind == .file,
      status.size >= PictureNames.leastSize
    else { return }
    pictures[PathName(frame.path(of: entry.name)).text] = status.size
  }

  private mutating func takeFolder(
    _ entry: FolderEntry,
    at path: [UInt8],
    in frame: ListingFrame
  ) {
    guard frame.segments.count < options.deepestFolder else {
      return skip(path, isFolder: true, .tooDeep(options.deepestFolder))
    }
    do throws(SystemError) {
      let descriptor = frame.descriptor.openFolder(entry.name)
      guard descriptor.isOpen else { throw SystemError.last }
      let entries = try FolderEntry.all(in: descriptor)
      let child = ListingFrame(
        path: path,
        descriptor: descriptor,
        entries: entries,
        rules: frame.rules
      )
      if let reason = child.facts.reasonToSkip { return skip(path, isFolder: true, reason) }
      enter(child)
    } catch {
      skip(path, isFolder: true, .unreadable(error.reason))
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
    // A link named like a text or an image hides no code.
    let isOther = entry.name.contains(UInt8(ascii: ".")) && FileLanguage(fileName: text) == nil
    if !isOther { skip(path, isFolder: false, .link) }
  }

  private mutating func ignored(_ entry: FolderEntry, in frame: ListingFrame) -> SkipReason? {
    let isFolder = entry.kind == .folder
    let name = entry.name[...]
    if excludes.verdict(on: name, in: frame.segments, isFolder: isFolder) == true {
      return .excluded
    }
    for rule in frame.rules.reversed() {
      if let verdict = rule.verdict(on: name, in: frame.segments, isFolder: isFolder) {
        let isKept = verdict && !rule.isOfPlimsoll && isCommitted(entry, in: frame)
        return verdict && !isKept ? .ignored(by: rule.source) : nil
      }
    }
    return nil
  }

  /// Whether a path belongs to the sources although git is told to ignore it.
  ///
  /// Git ignores nothing that it tracks. Where there is no repository, the code was exported from one: what stands
  /// there was committed, but for what builds write and for settings of one machine.
  private mutating func isCommitted(_ entry: FolderEntry, in frame: ListingFrame) -> Bool {
    if isRepository { return tracked?.contains(frame.path(of: entry.name)) ?? false }
    let name = PathName(entry.name).text
    if entry.kind == .folder { return !FolderFacts.isOutput(named: name) }
    let language = FileLanguage(fileName: name)
    return language?.isCode == true || language == .sql || language == .prisma
  }

  private func trackedPaths() -> TrackedPaths? {
    let path = ".git/index"
    let limit = TrackedPaths.limit
    return (try? root.read(Array(path.utf8), named: path, padding: 0, limit: limit))
      .flatMap(TrackedPaths.init(index:))
  }

  private mutating func skip(_ path: [UInt8], isFolder: Bool, _ reason: SkipReason) {
    skipped.append(SkippedPath(path: PathName(path).text, isFolder: isFolder, reason: reason))
  }
}

// One folder of the walk over the tree, while it is being listed.

/// An open folder, its names, and how far the walk has come among them.
struct ListingFrame {
  let path: [UInt8]
  /// The path cut at its slashes.
  let segments: [ArraySlice<UInt8>]
  let descriptor: OpenDescriptor
  let facts: FolderFacts
  /// The rules that hold here, the outermost first.
  var rules: [IgnoreRules]
  private let entries: [FolderEntry]
  private var next = 0

  init(
    path: [UInt8],
    descriptor: OpenDescriptor,
    entries: [FolderEntry],
    rules: [IgnoreRules]
  ) {
    self.path = path
    self.descriptor = descriptor
    self.entries = entries
    self.rules = rules
    segments = path.split(separator: UInt8(ascii: "/"))
    facts = FolderFacts(name: segments.last ?? [], entries: entries)
  }

  /// The next name, in the byte order of the paths; nil after the last.
  mutating func nextEntry() -> FolderEntry? {
    guard next < entries.count else { return nil }
    next += 1
    return entries[next - 1]
  }

  /// The path of a name in this folder.
  func path(of name: [UInt8]) -> [UInt8] {
    if path.isEmpty { return name }
    var full: [UInt8] = []
    full.reserveCapacity(path.count + 1 + name.count)
    full.append(contentsOf: path)
    full.append(UInt8(ascii: "/"))
    full.append(contentsOf: name)
    return full
  }

  func hasFile(_ name: String) -> Bool {
    entries.contains { $0.kind == .file && $0.name.elementsEqual(name.utf8) }
  }
}

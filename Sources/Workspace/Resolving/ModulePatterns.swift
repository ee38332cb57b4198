// Which files a module name with a hole in it may mean.

extension ModuleSearch {
  private static let mostCandidates = 50
  /// Neighbours looked at: a folder of more files than this is not what a pattern means.
  private static let mostNeighbours = 5000

  /// The modules whose names fit around the hole, in the order of their paths.
  func candidates(prefix: String, suffix: String) -> [Int] {
    for start in starts(of: prefix) {
      let found = modules(beginningWith: start, suffix: suffix)
      if !found.isEmpty { return found }
    }
    return []
  }

  /// The paths, relative to the root, that a prefix may begin.
  private func starts(of prefix: String) -> [String] {
    switch ModuleSpecifier(prefix) {
    case .relative(let reference):
      return join(scope.folder, reference)
    case .bare(let name) where name.utf8.contains(UInt8(ascii: "/")):
      let mapped = scope.config.map { mappedPaths(name, by: $0) } ?? []
      return (mapped + sourceAliasPaths(name)).flatMap { path in
        join(
          "",
          path
            + (name.utf8.last == UInt8(ascii: "/") && path.utf8.last != UInt8(ascii: "/")
              ? "/" : "")
        )
      }
    default:
      return []
    }
  }

  /// Joins, and keeps the closing slash that tells a folder from the beginning of a name.
  private func join(_ folder: String, _ reference: String) -> [String] {
    guard let path = PathText.join(folder, reference) else { return [] }
    let isFolder = reference.utf8.last == UInt8(ascii: "/")
    return [isFolder && !path.isEmpty ? path + "/" : path]
  }

  private func modules(beginningWith start: String, suffix: String) -> [Int] {
    var found: [Int] = []
    var next = firstFile(notBefore: start)
    var neighbours = 0
    while next < index.files.count, found.count < Self.mostCandidates,
      neighbours < Self.mostNeighbours
    {
      let path = index.files[next].path
      guard path.utf8.starts(with: start.utf8) else { break }
      neighbours += 1
      let rest = path.utf8.dropFirst(start.utf8.count)
      if let slash = rest.firstIndex(of: UInt8(ascii: "/")) {
        // A folder fills the hole: its entry counts, and the rest of it is jumped over.
        let folder = PathText.text(path.utf8[..<slash])
        if let file = module(at: folder + suffix, depth: 0), !found.contains(file) {
          found.append(file)
        }
        next = max(next + 1, firstFile(notBefore: folder + "0"))
      } else {
        if fits(next, suffix: suffix) { found.append(next) }
        next += 1
      }
    }
    return found.sorted()
  }

  private func fits(_ file: Int, suffix: String) -> Bool {
    guard index.files[file].language.isScript || index.files[file].language == .json else {
      return false
    }
    let path = index.files[file].path
    if path.utf8.suffix(suffix.utf8.count).elementsEqual(suffix.utf8) { return true }
    guard let (stem, _) = ModuleExtension.split(path) else { return false }
    if path.utf8.prefix(stem).suffix(suffix.utf8.count).elementsEqual(suffix.utf8) { return true }
    // `./x.js` in TypeScript means `x.ts`.
    guard let (length, _) = ModuleExtension.split(suffix) else { return false }
    return path.utf8.prefix(stem).suffix(length).elementsEqual(suffix.utf8.prefix(length))
  }

  /// The index of the first file whose path does not come before a text; files are sorted by bytes.
  private func firstFile(notBefore text: String) -> Int {
    var low = 0
    var high = index.files.count
    while low < high {
      let middle = (low + high) / 2
      if PathText.precedes(index.files[middle].path, text) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }
}

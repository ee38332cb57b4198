// A path pattern with `*`, `?`, `[…]` and `**`, as git understands them.

/// Matches whole paths, segment by segment.
///
/// Takes at worst the product of the lengths of pattern and path, whatever the stars.
struct GlobPattern: Hashable, Sendable {
  /// One segment of the pattern between slashes.
  private enum Segment: Hashable {
    /// `**`: any number of folders, none included.
    case anyFolders
    case name(NamePattern)
  }

  private let segments: [Segment]

  /// Reads a pattern; its leading and trailing slashes do not count.
  init(_ pattern: some StringProtocol) {
    self.init(bytes: Array(pattern.utf8)[...])
  }

  init(bytes: ArraySlice<UInt8>) {
    var segments: [Segment] = []
    for text in bytes.split(separator: UInt8(ascii: "/")) {
      if text.elementsEqual("**".utf8) {
        if segments.last != .anyFolders { segments.append(.anyFolders) }
      } else {
        segments.append(.name(NamePattern(text)))
      }
    }
    // A closing `**` stands for what is inside, not for the folder itself.
    if segments.last == .anyFolders {
      segments.append(.name(NamePattern([UInt8(ascii: "*")][...])))
    }
    self.segments = segments
  }

  /// Whether the whole path matches.
  ///
  /// On a mismatch only the last `**` takes one more folder: an earlier one could not do better.
  func matches(_ path: PathSegments) -> Bool {
    var position = 0
    var index = 0
    var retry: (index: Int, position: Int)?
    while position < path.count {
      if index < segments.count {
        switch segments[index] {
        case .anyFolders:
          index += 1
          retry = (index, position)
          continue
        case .name(let name) where name.matches(path[position]):
          index += 1
          position += 1
          continue
        case .name:
          break
        }
      }
      guard let last = retry else { return false }
      index = last.index
      position = last.position + 1
      retry = (index, position)
    }
    return index == segments.count
  }
}

/// A path cut at its slashes: the folders, and the name at its end.
struct PathSegments {
  private let folders: ArraySlice<ArraySlice<UInt8>>
  private let name: ArraySlice<UInt8>

  /// The path of a name below some of the folders above it.
  init(_ folders: ArraySlice<ArraySlice<UInt8>>, _ name: ArraySlice<UInt8>) {
    self.folders = folders
    self.name = name
  }

  /// Cuts a path; nil when it is empty.
  init?(_ path: String) {
    let segments = Array(path.utf8).split(separator: UInt8(ascii: "/"))
    guard let name = segments.last else { return nil }
    self.init(segments.dropLast(), name)
  }

  var count: Int { folders.count + 1 }

  subscript(index: Int) -> ArraySlice<UInt8> {
    index < folders.count ? folders[folders.startIndex + index] : name
  }
}

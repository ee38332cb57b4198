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

  /// Cuts a path as `matches` wants it.
  static func segments(of path: String) -> [ArraySlice<UInt8>] {
    Array(path.utf8).split(separator: UInt8(ascii: "/"))
  }

  /// Whether the whole path matches.
  func matches(_ path: [ArraySlice<UInt8>]) -> Bool {
    matches(path[...])
  }

  /// Whether all of these segments match.
  ///
  /// On a mismatch only the last `**` takes one more folder: an earlier one could not do better.
  func matches(_ path: ArraySlice<ArraySlice<UInt8>>) -> Bool {
    var position = path.startIndex
    var index = 0
    var retry: (index: Int, position: Int)?
    while position < path.endIndex {
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

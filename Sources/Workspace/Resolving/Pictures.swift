// Which large pictures the folder holds, and what code calls them.

/// A picture whose size is felt.
package struct LargePicture: Hashable, Sendable {
  /// Relative to the root.
  package let path: String
  package let bytes: Int
}

/// Tells photographs, which can be made much smaller, from drawings and animations.
enum PictureNames {
  /// From here on a picture takes more than 1.4 seconds of a slow mobile connection.
  static let leastSize = 300_000

  static func isPhotograph(_ name: String) -> Bool {
    // Asked of every import: most are told apart by their last letter.
    switch name.utf8.last.map({ $0 | 0x20 }) {
    case UInt8(ascii: "g"), UInt8(ascii: "p"):
      let name = name.lowercased()
      return [".png", ".jpg", ".jpeg", ".bmp"].contains(where: name.hasSuffix)
    default: return false
    }
  }

  /// The sizes of pictures that exist in memory only.
  static func sizes(told texts: [String: String]) -> [String: Int] {
    texts.reduce(into: [:]) { result, file in
      guard isPhotograph(file.key), let size = Int(file.value.filter(\.isWholeNumber)),
        size >= leastSize
      else { return }
      result[file.key] = size
    }
  }
}

extension Workspace {
  /// Whether the folder holds any large picture.
  package var hasLargePictures: Bool { !pictures.isEmpty }

  /// The large picture that a module imports by a name, or that its page asks for by an address.
  ///
  /// Where the name begins with an alias, the one picture of the package whose path ends in the rest is meant.
  package func largePicture(named name: String, from path: String) -> LargePicture? {
    guard !pictures.isEmpty, PictureNames.isPhotograph(name), !name.contains(":") else {
      return nil
    }
    if name.hasPrefix(".") {
      return PathText.join(PathText.folder(of: path), name).flatMap(picture(at:))
    }
    let home = self.package(of: path)?.folder ?? ""
    let parts = name.split(separator: "/")
    let rest = parts.drop { $0 == "@" || $0 == "~" || $0 == "src" }.joined(separator: "/")
    let served = PathText.appending("public/" + parts.joined(separator: "/"), to: home)
    if let found = picture(at: served) { return found }
    guard parts.count > 1, rest.utf8.count < name.utf8.count, !name.hasPrefix("/") else {
      return nil
    }
    let candidates = pictures.keys.filter {
      PathText.isPath($0, within: home) && $0.hasSuffix("/" + rest)
    }
    return candidates.count == 1 ? candidates.first.flatMap(picture(at:)) : nil
  }

  private func picture(at path: String) -> LargePicture? {
    pictures[path].map { LargePicture(path: path, bytes: $0) }
  }
}

// A folder of files for further work.

import Glibc

/// Writes files below a folder, whose folders are made where they are missing.
struct ArtifactFolder {
  let path: String

  /// Writes all files, or none: each is a draft beside its place until the last one is whole.
  ///
  /// Throws a `Failure` of exit code 3 that names the place.
  func write(_ files: [(name: String, text: String)]) throws(Failure) {
    var drafts: [Output.Draft] = []
    var made: [String] = []
    do throws(Failure) {
      for file in files {
        let place = (path.isEmpty ? "." : path) + "/" + file.name
        try Self.makeFolders(above: place, noting: &made)
        drafts.append(try Output.Draft(of: file.text, for: place))
      }
      for draft in drafts { try draft.settle() }
    } catch {
      for draft in drafts { draft.discard() }
      // Deepest first, and only what is empty.
      for folder in made.reversed() { rmdir(folder) }
      throw error
    }
  }

  /// Makes the folders that are missing.
  private static func makeFolders(
    above place: String,
    noting made: inout [String]
  ) throws(Failure) {
    var end = place.startIndex
    while let slash = place[end...].firstIndex(of: "/") {
      end = place.index(after: slash)
      let folder = String(place[..<slash])
      guard !folder.isEmpty else { continue }
      if mkdir(folder, 0o777) == 0 {
        made.append(folder)
      } else if errno != EEXIST {
        throw .environment(
          "\(folder): cannot be written (\(String(cString: strerror(errno)))); name a folder that you may write into"
        )
      }
    }
  }
}

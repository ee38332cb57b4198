// A folder of files for further work.

import Glibc

/// Writes files below a folder, whose folders are made where they are missing.
struct ArtifactFolder {
  let path: String

  /// Throws a `Failure` of exit code 3 that names the place.
  func write(_ text: String, to name: String) throws(Failure) {
    var folder = path
    for part in name.split(separator: "/") {
      guard mkdir(folder, 0o777) == 0 || errno == EEXIST else {
        throw .environment(
          "\(folder): cannot be made (\(String(cString: strerror(errno)))); name a folder that you may write into"
        )
      }
      folder += "/\(part)"
    }
    try Output.file(folder).write(text)
  }
}

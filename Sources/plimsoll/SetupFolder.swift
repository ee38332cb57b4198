// A project's folder, to which files are added and in which none is changed.

import Glibc

struct SetupFolder {
  let path: String

  /// Whether something of that name is in the folder.
  func has(_ name: String) -> Bool { kind(of: whole(name)) != nil }

  /// Adds a file; false where something of that name stands already.
  ///
  /// No link of the folder is followed, so that nothing is written outside of it. Throws a
  /// `Failure` of exit code 3 that names the place.
  func add(_ text: String, at name: String) throws(Failure) -> Bool {
    guard kind(of: whole(name)) == nil else { return false }
    var parent = ""
    for part in name.split(separator: "/").dropLast() {
      parent += (parent.isEmpty ? "" : "/") + part
      let folder = whole(parent)
      switch kind(of: folder) {
      case S_IFDIR: continue
      case nil: guard mkdir(folder, 0o777) == 0 else { throw refusal(folder, errno) }
      default: throw .environment("\(folder): is no folder, so \(name) cannot be written there")
      }
    }
    let file = whole(name)
    let descriptor = open(file, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw refusal(file, errno) }
    let code = StandardStreams.write(text, to: descriptor)
    let closed = close(descriptor) == 0 ? nil : errno
    if let code = code ?? closed {
      unlink(file)
      throw refusal(file, code)
    }
    return true
  }

  private func whole(_ name: String) -> String { path == "." ? name : "\(path)/\(name)" }

  private func kind(of path: String) -> mode_t? {
    var status = stat()
    return lstat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
  }

  private func refusal(_ place: String, _ code: Int32) -> Failure {
    .environment(
      "\(place): cannot be written (\(String(cString: strerror(code)))); "
        + "run plimsoll init where you may write"
    )
  }
}

// Where a report goes.

import Glibc

/// Standard output or a file.
enum Output {
  case standard
  case file(String)

  /// A file below a folder, whose folders are made where they are missing.
  ///
  /// Throws a `Failure` of exit code 3 that names the folder.
  static func below(_ folder: String, _ path: String) throws(Failure) -> Output {
    let whole = (folder.isEmpty ? "." : folder) + "/" + path
    var end = whole.startIndex
    while let slash = whole[end...].firstIndex(of: "/") {
      end = whole.index(after: slash)
      let parent = String(whole[..<slash])
      guard !parent.isEmpty, mkdir(parent, 0o777) != 0, errno != EEXIST else { continue }
      throw refusal(parent, errno, "name a folder that you may write into")
    }
    return .file(whole)
  }

  /// Writes the text, whole or not at all where the place allows that.
  ///
  /// Throws a `Failure` of exit code 3 that names the place. A reader that has closed the pipe
  /// has seen enough, which is no failure.
  func write(_ text: String) throws(Failure) {
    switch self {
    case .standard:
      if let code = StandardStreams.write(text, to: STDOUT_FILENO), code != EPIPE {
        throw Self.refusal("standard output", code, "give --output FILE")
      }
    case .file(let path): try Self.write(text, toFile: path)
    }
  }

  private static func write(_ text: String, toFile path: String) throws(Failure) {
    var status = stat()
    let exists = stat(path, &status) == 0
    let isRegular = exists && status.st_mode & S_IFMT == S_IFREG
    if exists, !isRegular {
      // A device or a pipe is written to; put in its place a file would be of no use.
      try write(text, opening: path, flags: O_WRONLY, path: path)
      return
    }
    let target = exists ? realPath(path) : path
    let draft = target + ".plimsoll-\(getpid())"
    do throws(Failure) {
      try write(text, opening: draft, flags: O_WRONLY | O_CREAT | O_EXCL, path: path)
      if exists { chmod(draft, status.st_mode & 0o7777) }
      guard rename(draft, target) == 0 else { throw refusal(path, errno) }
    } catch {
      unlink(draft)
      throw error
    }
  }

  private static func write(
    _ text: String,
    opening name: String,
    flags: Int32,
    path: String
  ) throws(Failure) {
    let descriptor = open(name, flags | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw refusal(path, errno) }
    let code = StandardStreams.write(text, to: descriptor)
    let closed = close(descriptor)
    if let code { throw refusal(path, code) }
    if closed != 0 { throw refusal(path, errno) }
  }

  private static func realPath(_ path: String) -> String {
    guard let full = realpath(path, nil) else { return path }
    defer { free(full) }
    return String(cString: full)
  }

  private static func refusal(
    _ place: String,
    _ code: Int32,
    _ remedy: String = "name a file in a folder that you may write"
  ) -> Failure {
    .environment("\(place): cannot be written (\(String(cString: strerror(code)))); \(remedy)")
  }
}

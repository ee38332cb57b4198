// Where a report goes.

import Glibc

/// Standard output or a file.
enum Output {
  case standard
  case file(String)

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
    try Draft(of: text, for: path).settle()
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

  /// A whole file beside the place that it is for, until it is put there.
  struct Draft {
    private let place: String
    private let target: String
    private let draft: String

    /// Throws a `Failure` of exit code 3 that names the place, and leaves nothing behind.
    init(of text: String, for place: String) throws(Failure) {
      self.place = place
      var status = stat()
      let exists = stat(place, &status) == 0
      if exists, status.st_mode & S_IFMT != S_IFREG {
        throw Output.refusal(place, status.st_mode & S_IFMT == S_IFDIR ? EISDIR : EEXIST)
      }
      target = exists ? Output.realPath(place) : place
      draft = target + ".plimsoll-\(getpid())"
      do throws(Failure) {
        try Output.write(text, opening: draft, flags: O_WRONLY | O_CREAT | O_EXCL, path: place)
      } catch {
        unlink(draft)
        throw error
      }
      if exists { chmod(draft, status.st_mode & 0o7777) }
    }

    /// Puts the file in its place.
    func settle() throws(Failure) {
      guard rename(draft, target) == 0 else {
        let code = errno
        unlink(draft)
        throw Output.refusal(place, code)
      }
    }

    /// Leaves no trace of a draft that is not wanted any more.
    func discard() { unlink(draft) }
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

// A file descriptor that is closed with its last owner.

import Glibc

/// Why the operating system refused.
struct SystemError: Error {
  /// A value of `errno`, or one of ours below zero.
  let code: Int32

  /// What `errno` says now.
  static var last: SystemError { SystemError(code: errno) }

  static let tooLarge = SystemError(code: -1)
  static let notRegular = SystemError(code: -2)

  /// One phrase for people.
  var reason: String {
    switch code {
    case Self.tooLarge.code: "too large"
    case Self.notRegular.code, ELOOP: "not a regular file"
    default: SystemText.reason(code)
    }
  }
}

/// The operating system's own words.
enum SystemText {
  /// The message for a value of `errno`, in lower case.
  static func reason(_ code: Int32) -> String {
    var buffer = [CChar](repeating: 0, count: 256)
    guard strerror_r(code, &buffer, buffer.count) == 0 else { return "error \(code)" }
    let bytes = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    return String(decoding: bytes, as: UTF8.self).lowercased()
  }
}

/// An open file or folder.
///
/// Its number never changes, so threads may share it.
final class OpenDescriptor: Sendable {
  let number: Int32

  private init(_ number: Int32) { self.number = number }

  /// Opens a path that the user gave, links included.
  init(opening path: String, _ flags: Int32) { number = Glibc.open(path, flags) }

  init(dup original: Int32) { number = fcntl(original, F_DUPFD_CLOEXEC, 0) }

  deinit {
    if number >= 0 { close(number) }
  }

  var isOpen: Bool { number >= 0 }

  /// Opens a folder directly inside this one, unless it is a link.
  func openFolder(_ name: [UInt8]) -> OpenDescriptor {
    OpenDescriptor(
      Self.withName(name) { openat(number, $0, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC) }
    )
  }

  /// Opens a path beneath this folder, step by step, so that no link is followed on the way.
  func open(beneath path: [UInt8], _ flags: Int32) -> OpenDescriptor {
    var text = path
    text.append(0)
    return text.withUnsafeMutableBytes { bytes in
      var current = self
      var start = 0
      for end in bytes.indices {
        let isLast = end == bytes.count - 1
        guard isLast || bytes[end] == UInt8(ascii: "/") else { continue }
        bytes[end] = 0
        let name = bytes.baseAddress?.advanced(by: start).assumingMemoryBound(to: CChar.self)
        guard let name else { return current }
        let stepFlags = isLast ? flags : O_RDONLY | O_DIRECTORY | O_CLOEXEC
        let next = OpenDescriptor(openat(current.number, name, stepFlags | O_NOFOLLOW))
        guard next.isOpen else { return next }
        current = next
        start = end + 1
      }
      return current
    }
  }

  /// Calls with the name as C wants it.
  static func withName<Answer>(
    _ name: [UInt8],
    _ body: (UnsafePointer<CChar>) -> Answer
  ) -> Answer {
    var text = name
    text.append(0)
    return text.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { preconditionFailure("a C text is never empty") }
      return body(base.assumingMemoryBound(to: CChar.self))
    }
  }

  /// The bytes of a regular file up to a limit, followed by zero bytes.
  func contents(padding: Int, limit: Int) throws(SystemError) -> [UInt8] {
    var status = stat()
    guard fstat(number, &status) == 0 else { throw SystemError.last }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notRegular }
    guard status.st_size <= limit else { throw .tooLarge }
    let size = Int(status.st_size)
    var failure: SystemError?
    let bytes = [UInt8](unsafeUninitializedCapacity: size + padding) { buffer, count in
      while count < size {
        let got = Glibc.read(number, buffer.baseAddress?.advanced(by: count), size - count)
        if got > 0 {
          count += got
        } else if got == 0 {
          break
        } else if errno != EINTR {
          failure = SystemError.last
          break
        }
      }
      // A file that has shrunk meanwhile is simply shorter.
      buffer[count..<count + padding].initialize(repeating: 0)
      count += padding
    }
    if let failure { throw failure }
    return bytes
  }
}

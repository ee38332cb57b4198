// A file descriptor that is closed with its last owner.

import Glibc

/// Why the operating system refused.
struct SystemError: Error {
  /// A value of `errno`, or one of ours below zero.
  let code: Int32

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
final class OpenDescriptor {
  let number: Int32

  private init(_ number: Int32) { self.number = number }

  /// Opens a path that the user gave, links included.
  init(opening path: String, _ flags: Int32) { number = Glibc.open(path, flags) }

  init(dup original: Int32) { number = fcntl(original, F_DUPFD_CLOEXEC, 0) }

  deinit {
    if number >= 0 { close(number) }
  }

  var isOpen: Bool { number >= 0 }

  /// Opens a name directly inside this folder.
  func open(_ name: ArraySlice<UInt8>, _ flags: Int32) -> OpenDescriptor {
    OpenDescriptor(Self.withName(name) { openat(number, $0, flags) })
  }

  /// Calls with the name as C wants it.
  static func withName<Answer>(
    _ name: ArraySlice<UInt8>,
    _ body: (UnsafePointer<CChar>) -> Answer
  ) -> Answer {
    var text = name.map { CChar(bitPattern: $0) }
    text.append(0)
    return text.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { preconditionFailure("a C text is never empty") }
      return body(base)
    }
  }

  /// The bytes of a regular file up to a limit, followed by zero bytes.
  func contents(padding: Int, limit: Int) -> Result<[UInt8], SystemError> {
    var status = stat()
    guard fstat(number, &status) == 0 else { return .failure(SystemError(code: errno)) }
    guard status.st_mode & S_IFMT == S_IFREG else { return .failure(.notRegular) }
    guard status.st_size <= limit else { return .failure(.tooLarge) }
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
          failure = SystemError(code: errno)
          break
        }
      }
      // A file that has shrunk meanwhile is simply shorter.
      buffer[count..<count + padding].initialize(repeating: 0)
      count += padding
    }
    return failure.map { .failure($0) } ?? .success(bytes)
  }
}

// A file that a command is given to read.

import Findings
import Glibc
import Report

/// Reads files that the user names.
enum InputFile {
  /// No audit is larger; a device would never end.
  private static let largest = 512 << 20

  /// The audit that a JSON file holds.
  ///
  /// Throws a `Failure` of exit code 2 that names the file, what is wrong and what to do.
  static func audit(_ path: String) throws(Failure) -> Audit {
    let bytes = try contents(of: path, expected: "a file that plimsoll audit --format json wrote")
    do throws(AuditReadingError) {
      return try AuditReading.audit(of: bytes)
    } catch {
      throw .usage("\(path): \(error.message)")
    }
  }

  /// The absolute path of a folder, without links.
  static func absolute(_ path: String) -> String? {
    guard let full = realpath(path, nil) else { return nil }
    defer { free(full) }
    return String(cString: full)
  }

  /// The bytes of a file.
  ///
  /// Throws a `Failure` of exit code 2 that says what is wrong, and what is expected.
  static func contents(of path: String, expected: String) throws(Failure) -> [UInt8] {
    func refusal(_ code: Int32) -> Failure {
      .usage("\(path): cannot be read (\(String(cString: strerror(code)))); give \(expected)")
    }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw refusal(errno) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = read(descriptor, &piece, piece.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw refusal(errno) }
      guard count > 0 else { return bytes }
      bytes += piece[..<count]
      guard bytes.count <= largest else {
        throw .usage("\(path): larger than any audit; give \(expected)")
      }
    }
  }
}

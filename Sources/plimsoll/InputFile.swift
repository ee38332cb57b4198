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
    let bytes = try contents(of: path)
    do throws(AuditReadingError) {
      return try AuditReading.audit(of: bytes)
    } catch {
      throw .usage("\(path): \(error.message)")
    }
  }

  private static func contents(of path: String) throws(Failure) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw refusal(path, errno) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = read(descriptor, &piece, piece.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw refusal(path, errno) }
      guard count > 0 else { return bytes }
      bytes += piece[..<count]
      guard bytes.count <= largest else {
        throw .usage(
          "\(path): larger than any audit; give a file that plimsoll audit --format json wrote"
        )
      }
    }
  }

  private static func refusal(_ path: String, _ code: Int32) -> Failure {
    .usage(
      "\(path): cannot be read (\(String(cString: strerror(code)))); give a file that plimsoll audit --format json wrote"
    )
  }
}

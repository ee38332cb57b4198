// An audit read back from its JSON.

import ConfigSyntax
package import Findings

/// Why a file is no audit: what is wrong with it, in one line.
package struct AuditReadingError: Error {
  package let message: String
}

/// Reads the JSON that `plimsoll audit --format json` writes.
package enum AuditReading {
  /// The audit of a JSON text.
  ///
  /// Throws an `AuditReadingError` for a text that is cut off, foreign or of another version.
  package static func audit(of bytes: [UInt8]) throws(AuditReadingError) -> Audit {
    let document = ConfigDocument(strictJSON: bytes)
    if let problem = document.diagnostics.first {
      throw refusal("line \(problem.line): \(problem.message)")
    }
    let value = document.value
    guard let version = value["schemaVersion"] else {
      throw refusal("it is JSON of something else")
    }
    guard version.number == 1 else { throw refusal("its schemaVersion is not 1") }
    if let key = value.oddPlace { throw refusal("a \(key) is no place in a file") }
    do {
      return try Audit(from: JSONTreeDecoder(value: value)).checked()
    } catch let error as AuditReadingError {
      throw error
    } catch DecodingError.dataCorrupted(let context) {
      throw refusal("\(place(context.codingPath)) \(context.debugDescription)")
    } catch {
      throw refusal("\(error)")
    }
  }

  fileprivate static func refusal(_ reason: String) -> AuditReadingError {
    AuditReadingError(
      message:
        "no audit of plimsoll (\(reason)); give a file that plimsoll audit --format json wrote"
    )
  }

  /// `findings[3].severity`.
  static func place(_ path: [any CodingKey]) -> String {
    var text = ""
    for key in path {
      if let index = key.intValue {
        text += "[\(index)]"
      } else {
        text += text.isEmpty ? key.stringValue : ".\(key.stringValue)"
      }
    }
    return text.isEmpty ? "the document" : text
  }
}

extension Audit {
  /// The audit, if its figures can be counted with.
  fileprivate func checked() throws(AuditReadingError) -> Audit {
    guard tool.name == "plimsoll" else { throw AuditReading.refusal("tool.name is another one") }
    for (index, finding) in findings.enumerated() {
      let hours = [finding.effortHours.low, finding.effortHours.high]
      guard hours.allSatisfy({ 0...1e6 ~= $0 }) else {
        throw AuditReading.refusal("findings[\(index)] has a figure that cannot be")
      }
    }
    return self
  }
}

extension ConfigValue {
  private static let places: Set = ["startLine", "endLine", "startColumn", "endColumn", "line"]

  /// The first line or column that no file can have; reports count with them.
  fileprivate var oddPlace: String? {
    switch self {
    case .object(let members):
      for member in members {
        if Self.places.contains(member.key), let number = member.value.number, !(1...1e9 ~= number)
        {
          return member.key
        }
        if let key = member.value.oddPlace { return key }
      }
      return nil
    case .array(let items): return items.lazy.compactMap(\.value.oddPlace).first
    default: return nil
    }
  }
}

// An audit read back from its JSON.

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
    let value: JSONValue
    do throws(JSONProblem) {
      value = try JSONReading.value(of: bytes)
    } catch {
      throw refusal("line \(error.line): \(error.message)")
    }
    guard case .object(let members) = value.content,
      let version = members.last(where: { $0.key == "schemaVersion" })
    else { throw refusal("it is JSON of something else") }
    guard case .number("1") = version.value.content else {
      throw refusal("its schemaVersion is not 1")
    }
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
  private static func place(_ path: [any CodingKey]) -> String {
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

extension JSONValue {
  private static let places: Set = ["startLine", "endLine", "startColumn", "endColumn", "line"]

  /// The first line or column that no file can have; reports count with them.
  fileprivate var oddPlace: String? {
    switch content {
    case .object(let members):
      for member in members {
        if Self.places.contains(member.key), case .number(let text) = member.value.content,
          !(1...1e9 ~= Double(text) ?? 0)
        {
          return member.key
        }
        if let key = member.value.oddPlace { return key }
      }
      return nil
    case .array(let elements):
      return elements.lazy.compactMap(\.oddPlace).first
    default: return nil
    }
  }
}

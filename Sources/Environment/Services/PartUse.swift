// A part of the stack, as code and manifests show it.

import Findings
import Frameworks
import SemanticModel

/// A part of the stack, with the calls and imports that show it.
struct PartUse: Sendable {
  let part: StackPart
  var calls: [PackageCall] = []
  var imports: [PackageImport] = []
  /// The part is named by a manifest.
  var declaration: Declaration?

  /// Whether code takes something from it.
  var isUsed: Bool { !calls.isEmpty || !imports.isEmpty }
}

/// A line of a manifest.
struct Declaration: Sendable {
  let name: String
  let range: String
  let place: Location
  /// Whether the service's own manifest names it, for more than development.
  let isOwn: Bool

  /// The first number of the range: 5 of `^5.7.5`.
  var major: Int? {
    let digits = range.drop { !($0.isASCII && $0.isNumber) }
      .prefix { $0.isASCII && $0.isNumber }
    return digits.utf8.count < 6 ? Int(digits) : nil
  }

  /// The version as people say it: `5`, `0.3`.
  var shortVersion: String? {
    guard let major, ConfigText.version(range) != nil else { return nil }
    guard major == 0 else { return "\(major)" }
    let numbers = range.split { !($0.isASCII && $0.isNumber) }
    guard numbers.count > 1 else { return "0" }
    return numbers[1] == "0" && numbers.count > 2 ? "0.0.\(numbers[2])" : "0.\(numbers[1])"
  }
}

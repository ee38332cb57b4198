// Findings in files that are no programs: pages, descriptions of images.

import Findings
import SemanticModel
import SourceText

extension Rule {
  /// A finding that stands in a text which no unit of the program holds; its other words are those of a diagnosis.
  func finding(_ diagnosis: Diagnosis, at place: TextPlace, in program: Program) -> Finding {
    var result = finding(diagnosis, in: program)
    result.location = Location(
      file: place.path,
      span: place.span,
      in: place.bytes,
      lines: LineIndex(of: place.bytes)
    )
    let start = min(Int(place.span.start), place.bytes.count)
    let end = min(max(Int(place.span.end), start), place.bytes.count)
    result.id =
      FindingFingerprint(
        rule: Self.about.name,
        file: place.path,
        symbol: "",
        code: place.bytes[start..<end] + diagnosis.aspect.utf8
      ).id
    return result
  }
}

extension TextPlace {
  /// What stands there.
  var source: String {
    let start = min(Int(span.start), bytes.count)
    let end = min(max(Int(span.end), start), bytes.count)
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }
}

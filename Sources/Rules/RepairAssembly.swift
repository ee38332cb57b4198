// Turns edits of the source into the repair that a finding carries.

import Findings
import SemanticModel
import SourceText

extension Program {
  /// The repair that some edits make together.
  func repair(_ edits: [SourceEdit], _ safety: Repair.Safety = .safe) -> Repair {
    Repair(
      edits.flatMap { edit in
        edit.changes.map { change in
          Repair.Edit(
            file: units[edit.place.unit].path,
            start: Int(change.span.start),
            end: Int(change.span.end),
            text: change.text
          )
        }
      },
      safety
    )
  }

  /// The repair that puts a text in place of another.
  func repair(
    replacing place: SourcePlace,
    with text: String,
    _ safety: Repair.Safety
  ) -> Repair {
    var edit = SourceEdit(place, in: self)
    edit.replace(place.span, with: text)
    return repair([edit], safety)
  }

  /// An edit that may change any place of a file.
  func edit(ofFile unit: Int) -> SourceEdit {
    let end = UInt32(truncatingIfNeeded: bytes(of: unit).count)
    return SourceEdit(SourcePlace(unit: unit, span: ByteSpan(start: 0, end: end)), in: self)
  }
}

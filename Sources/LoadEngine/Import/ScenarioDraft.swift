// A scenario that was made of something else: the text of its file, and what was left out of it.

import ConfigSyntax

/// The YAML of a scenario, of which parts that cannot be sent as they are stand in comments.
package struct ScenarioDraft: Sendable {
  package internal(set) var text: String
  /// Requests that are sent, and requests that wait in comments.
  package internal(set) var live: Int
  package internal(set) var left: Int
  /// What was skipped and why, with how often.
  package internal(set) var remarks: [String]

  package init(text: String, live: Int, left: Int, remarks: [String] = []) {
    self.text = text
    self.live = live
    self.left = left
    self.remarks = remarks
  }
}

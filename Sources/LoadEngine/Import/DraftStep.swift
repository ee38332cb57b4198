// A request of a scenario that is being made.

import ConfigSyntax

/// One request of a draft.
struct DraftStep {
  var method: String
  /// The path as it is sent; a template if `isTemplate`.
  var path: String
  var isTemplate = false
  var name: String?
  var headers: [(name: String, value: String)] = []
  /// `body`, `form` or `multipart`, and its value.
  var body: (key: String, value: ConfigValue)?
  var statuses: [Int] = []
  /// Seconds before the next step.
  var pause = 0.0
  /// Why it waits in a comment; nil if it is sent.
  var obstacle: String?
}

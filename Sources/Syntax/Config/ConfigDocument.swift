// What a reader made of one configuration text.

/// The values of a text, and what the reader could not understand in it.
package struct ConfigDocument: Hashable, Sendable {
  /// One value per document: JSON has one, YAML any number.
  package let values: [ConfigValue]
  /// What is wrong with the text, in its order; empty for a clean text.
  package let diagnostics: [ConfigDiagnostic]

  init(values: [ConfigValue], diagnostics: [ConfigDiagnostic]) {
    self.values = values
    self.diagnostics = diagnostics
  }

  /// The first value; `null` when there is none.
  package var value: ConfigValue { values.first ?? .null }
}

/// One thing that is wrong with a configuration text.
package struct ConfigDiagnostic: Hashable, Sendable {
  /// The 1-based line.
  package let line: Int
  /// What is wrong, as one phrase without a full stop.
  package let message: String

  package init(line: Int, message: String) {
    self.line = line
    self.message = message
  }
}

/// Bounds that no honest configuration comes near, and that keep a hostile one harmless.
enum ConfigLimits {
  /// Levels of nested arrays and objects.
  static let depth = 256
  /// Complaints about one text: the rest adds nothing.
  static let diagnostics = 20
  /// Values in one YAML text after its aliases have been written out.
  static let expandedValues = 200_000
  /// Bytes of one YAML text.
  static let yamlBytes = 4 << 20
  /// Bytes of a text that is made of lines.
  static let lineBytes = 1 << 20
  /// Lines, or directives, of one text.
  static let lines = 20_000
  /// Bytes of one instruction with its continuation lines.
  static let instructionBytes = 64 << 10
  /// Bytes of one number.
  static let numberBytes = 400
}

// How many rows a table has, where neither code nor configuration says it.

/// The number that the rules reckon with, for whoever else needs one.
package enum TableRows {
  /// The rows that the word for a table lets expect.
  package static func assumed(of name: String) -> Double { Growth(of: name).rows }
}

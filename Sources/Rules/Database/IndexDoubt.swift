// Why an index may not be worth its price.

import Capacity
import Findings
import Queries
import SemanticModel

/// Why an index may not be worth its price.
enum IndexDoubt {
  /// A part of the schema could not be read.
  case unknownIndexes
  /// Only seeds and scripts make rows.
  case givenRows
  /// Only jobs and rarely used routes ask.
  case rareUse
  /// Requests come here that are sent once for an account or a payment, or now and then.
  case fewTimes
  /// The key may be walked from its end to the first row that fits.
  case walkedKey
  /// Other conditions of the query may be served.
  case unknownConditions
  /// Nothing that users do makes rows.
  case fewRows
  /// A range may select most rows.
  case wideRange
  /// In a system with one customer the condition selects all rows.
  case oneTenant
}

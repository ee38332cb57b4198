// One statement that the program sends, as far as its source tells.

package import SourceText

/// A query call site as data: what it asks of which table, in the names that the code uses.
package struct Query: Sendable {
  /// Position of the call that sends it among the program's calls.
  package var call: Int
  package var action: Action
  /// The model or table, as the code names it.
  package var model: String
  /// One conjunction for each alternative; never empty.
  package var shapes: [QueryShape]
  /// The orders that the statement may ask for; empty where it wants none.
  package var orders: [QueryOrder]
  /// Related rows that are loaded with the rows, each by a look-up of its own or a join.
  package var lookups: [QueryLookup]
  /// Whether the rows are limited.
  package var isLimited: Bool
  /// Whether it skips rows that it counted off: what is skipped is read as well.
  package var skips: Bool
  /// Gives one row at most.
  package var isSingle: Bool
  /// Asked of a row for the rows that refer to it (`project.check_set`): one reference is compared as well.
  package var isOfOwner = false
  /// Position of the call that sends it, where `call` is that of who names its model or conditions.
  package var sender: Int?

  package init(
    call: Int,
    action: Action,
    model: String,
    shapes: [QueryShape] = [QueryShape()],
    orders: [QueryOrder] = [],
    lookups: [QueryLookup] = [],
    isLimited: Bool = false,
    skips: Bool = false,
    isSingle: Bool = false
  ) {
    self.call = call
    self.action = action
    self.model = model
    self.shapes = shapes
    self.orders = orders
    self.lookups = lookups
    self.isLimited = isLimited
    self.skips = skips
    self.isSingle = isSingle
  }

  package enum Action: String, Sendable, Hashable {
    case read, count, exists, distinct, aggregate, update, delete, insert
  }
}

/// The conditions that hold together in one alternative of a filter.
package struct QueryShape: Sendable, Hashable {
  package var predicates: [Predicate]
  /// Whether more conditions may hold than are known.
  package var isComplete: Bool
  /// Where somebody else chooses the columns: a filter made of whatever a caller sends.
  package var open: QueryPlace?
  /// One arm of an OR in the statement itself: it is searched together with the others.
  package var isArm = false

  package init(_ predicates: [Predicate] = [], isComplete: Bool = true, open: QueryPlace? = nil) {
    self.predicates = predicates
    self.isComplete = isComplete
    self.open = open
  }

  /// A shape of which nothing is known.
  package static var unknown: QueryShape { QueryShape(isComplete: false) }
}

/// One order that a statement asks for.
package struct QueryOrder: Sendable, Hashable {
  package var keys: [SortKey]
  /// Whether a caller names the columns.
  package var isOpen: Bool
  /// Where it is said.
  package var place: QueryPlace

  package init(keys: [SortKey], isOpen: Bool = false, place: QueryPlace) {
    self.keys = keys
    self.isOpen = isOpen
    self.place = place
  }
}

/// A column that rows are ordered by.
package struct SortKey: Sendable, Hashable {
  package var path: [String]
  package var isDescending: Bool

  package init(_ path: [String], isDescending: Bool = false) {
    self.path = path
    self.isDescending = isDescending
  }
}

/// Related rows that come along.
package struct QueryLookup: Sendable, Hashable {
  /// The relations from the model to the rows: `items`, `menuItem`.
  package var path: [String]
  package var place: QueryPlace
  /// The only models that it is asked for with, where several are handed in.
  package var models: Set<String>?
  /// The rows themselves are searched by these: what is compared is their key.
  package var isSearched = false
  /// Left out on some paths.
  package var isOptional = false

  package init(_ path: [String], place: QueryPlace) {
    self.path = path
    self.place = place
  }
}

/// A place in a file of the program.
package struct QueryPlace: Sendable, Hashable {
  /// Position of the file among the program's.
  package var unit: Int
  package var span: ByteSpan

  package init(unit: Int, span: ByteSpan) {
    self.unit = unit
    self.span = span
  }
}

// How a library declares relations between stored rows, and how it is told to read them at once.

/// How many rows an operation gives.
package enum RowCount: Sendable, Hashable {
  case one, many
}

/// What a function says that declares a relation: `customer = relationship("Customer")`.
package struct RelationRule: Sendable {
  /// How many rows stand at the other end.
  package var size: Size
  /// The option that names the class at the other end, where the first argument does not.
  package var targetOption: String?
  /// The option that gives the member a name by which the other end refers back.
  package var reverseOption: String
  /// The option that names the member of the other end which refers back, where it is declared itself.
  package var pairOption: String?
  /// What the other end's member is called where no option does: the class in lower case, with this behind it.
  package var impliedReverse: String?
  /// How many rows the way back gives; absent: it depends on the way there.
  package var reverseSize: Size?
  /// The type that reading many rows gives where they must be asked for yet; absent: the rows themselves.
  package var manager: String?
  /// The option that says when the rows are read, and its words.
  package var loading = ""
  /// Words for: with the rows that refer to them, or never.
  package var unlazy: Set<String> = []
  /// Words for: as something that the application asks itself, and its type.
  package var asked: [String: String] = [:]
  /// The same by the class that annotates the member: `orders: DynamicMapped["Order"]`.
  package var askedWrappers: [String: String] = [:]
  /// The option that says whether there are many.
  package var listOption: String?
  /// The option that a relation of a class to itself has where it leads to one row.
  package var ownSideOption: String?
  /// The option that lists the columns which refer to the other end, where they are columns of the class.
  package var columnsOption: String?
  /// Whether the one row at the other end is asked for once, however many rows hold its key: the library keeps what it
  /// has loaded by keys.
  package var isHeldByKey = false
  /// The member of a class that names its table.
  package var tableMember: String?
  /// Names that stand for the application's own class of users, and the types that this class extends.
  package var userNames: Set<String> = []
  package var userBases: [String] = []

  package enum Size: Sendable, Hashable {
    case one, many
    /// The member's annotation or the foreign keys of its class tell.
    case declared
  }

  package init(
    _ size: Size,
    target: String? = nil,
    reverse: String,
    pair: String? = nil,
    impliedReverse: String? = nil,
    reverseSize: Size? = nil,
    manager: String? = nil
  ) {
    self.size = size
    targetOption = target
    reverseOption = reverse
    pairOption = pair
    self.impliedReverse = impliedReverse
    self.reverseSize = reverseSize
    self.manager = manager
  }
}

extension RelationRule {
  /// The rule, whose other end may be named by what stands for the application's class of users.
  package func users(_ names: Set<String>, extending bases: [String]) -> RelationRule {
    var rule = self
    rule.userNames = names
    rule.userBases = bases
    return rule
  }
}

/// What an operation says about relations that are read together with their rows.
package enum RelationLoading: Sendable, Hashable {
  /// A chained call whose arguments are loaders: `options(joinedload(Order.items))`.
  case takesLoaders
  /// A call with an option that holds loaders: `session.get(Order, id, options=[…])`.
  case option(String)
  /// A chained call whose arguments name relations as texts with `__` between them; without any it means all
  /// single ones, if it says so.
  case names(allIfNone: Bool)
  /// A loader: what its arguments name is read at once.
  case eager
  /// A loader that leaves what it names to be read later, and only leads to what is chained behind it.
  case passing
  /// A name with a query of its own for the related rows.
  case named(query: String)
}

extension Operation {
  /// The operation, whose result is one row, or rows, of the class that is asked for.
  package func giving(_ rows: RowCount) -> Operation {
    var result = self
    result.rows = rows
    return result
  }

  /// The operation, which keeps the rows in the value that it was asked of.
  package var keeping: Operation {
    var result = self
    result.keepsRows = true
    return result
  }

  /// The operation, whose result is a statement of its own.
  package var beginning: Operation {
    var result = self
    result.beginsStatement = true
    return result
  }

  /// The operation, as a declaration of a relation.
  package func relating(_ rule: RelationRule) -> Operation {
    var result = self
    result.relation = rule
    return result
  }

  /// The operation, as something said about the loading of relations.
  package func loading(_ loading: RelationLoading) -> Operation {
    var result = self
    result.loading = loading
    return result
  }
}

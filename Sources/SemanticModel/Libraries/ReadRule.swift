// How the rows that a query reads can be bounded, and where its filter stands.

/// What a library offers to bound a read of many rows.
package struct ReadRule: Sendable {
  /// Options of the call that bound the rows (`take`), of which one is enough.
  package var limits: [DeadlineRule.OptionRule]
  /// Chained methods that bound the rows, read one, or make something else of the statement than a read.
  package var bounds: Set<String>
  /// Chained methods that bound the rows where they are given a number (`to_list(100)`), and not where they are given
  /// none.
  package var countedBounds: Set<String> = []
  /// Where the filter stands.
  package var filter: Filter
  /// Chained methods that add to the filter.
  package var filters: Set<String>
  /// Options that name related rows to be read with the rows.
  package var includes: [String]
  /// What is included is named by its model (`include: [{ model: Comment }]`), not by its relation.
  package var includesModels = false
  /// Chained methods that join related rows and give them with the rows (`leftJoinAndSelect("post.comments", "c")`).
  package var joins: Set<String> = []
  /// What a mended chain ends with (`.limit(50)`), where options do not say it.
  package var ending: String?
  /// What a mended chain has in front of the call that asks (`.limit(50)` before `.all()`), or its statement at the end.
  package var clause: String?
  /// The argument that is the statement, built up elsewhere by chained calls.
  package var statement: Int?
  /// Functions that make a statement of its text (`text`).
  package var texts: Set<String> = []
  /// Functions that begin a statement with what it reads (`select`).
  package var selects: Set<String> = []
  /// Functions that begin a statement that reads nothing (`insert`).
  package var writes: Set<String> = []
  /// Chained methods that bound the rows held at a time by an option (`execution_options(yield_per=1000)`).
  package var streaming: [String: [String]] = [:]
  /// The names that tell the options of a call from a plain filter (`find({ followerId })`); empty where it takes no
  /// plain filter.
  package var optionNames: Set<String> = []
  /// The statement may begin at a relation of one row (`project.check_set`), whose rows are that row's.
  package var beginsAtRelations = false
  /// The calls on the same receiver that take what the statement gives, where it gives nothing by itself.
  package var taking: Taking?
  /// Reads one row: only what is included can grow.
  package var isSingle = false
  /// The call that asks begins the statement, and may filter as its links do (`Event.filter(name=name)`).
  package var beginsWithFilter = false

  package init(
    limits: [DeadlineRule.OptionRule] = [],
    bounds: Set<String> = [],
    filter: Filter = .chained,
    filters: Set<String> = [],
    includes: [String] = [],
    ending: String? = nil
  ) {
    self.limits = limits
    self.bounds = bounds
    self.filter = filter
    self.filters = filters
    self.includes = includes
    self.ending = ending
  }

  /// How rows are taken of a statement that was sent: `cursor.fetchall()`.
  package struct Taking: Sendable, Hashable {
    /// Take all that there is.
    package var whole: Set<String>
    /// Take a part, or begin another statement.
    package var part: Set<String>

    package init(whole: Set<String>, part: Set<String>) {
      self.whole = whole
      self.part = part
    }
  }

  package enum Filter: Sendable, Hashable {
    /// An argument is the filter.
    case argument(Int)
    /// An option of an argument is the filter.
    case option(String, of: Int)
    /// Only chained methods filter.
    case chained
    /// An argument is the text of the statement.
    case text(Int)
    /// An argument is the text of a condition, with what follows it.
    case condition(Int)
    /// An argument is a list of stages (`$match`, `$limit`).
    case stages(Int)
  }
}

extension ReadRule {
  /// The same words, with what a mended chain has in front of the call that asks.
  package func mended(by clause: String) -> ReadRule {
    var result = self
    result.clause = clause
    return result
  }

  /// The same words, where a relation of a row is asked as a table is.
  package var atRelations: ReadRule {
    var result = self
    result.beginsAtRelations = true
    return result
  }

  /// The same words, where models are included.
  package var ofModels: ReadRule {
    var result = self
    result.includesModels = true
    return result
  }

  /// Whether the statement may also be handed in as a text.
  var takesText: Bool {
    guard case .text = filter else { return false }
    return statement != nil
  }

  /// The words for what is really handed in, where it may be a text or a statement that was built up.
  func forArgument(isBuilt: Bool) -> ReadRule {
    guard takesText else { return self }
    var result = self
    if isBuilt { result.filter = .chained } else { result.statement = nil }
    return result
  }

  /// Whether the rows are those of an aggregation.
  var isOfStages: Bool {
    guard case .stages = filter else { return false }
    return true
  }

  /// The same words, for a read of one row.
  package var single: ReadRule {
    var result = self
    result.isSingle = true
    return result
  }
}

extension Operation {
  /// The operation, as a read whose rows can be bounded so.
  package func bounded(by rule: ReadRule) -> Operation {
    var result = self
    result.reads = rule
    return result
  }
}

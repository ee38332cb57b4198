// What a read selects by: enough to tell one row, the rows of an owner, and a whole table apart.

/// The conditions of one read.
package struct ReadFilter: Sendable, Hashable {
  package internal(set) var conditions: [Condition] = []
  /// Whether every condition is known; if not, there may be more.
  package internal(set) var isComplete = true
  /// Whether a branch puts another filter in the place of this one.
  package internal(set) var isReplaced = false

  /// A condition on one column or path.
  package struct Condition: Sendable, Hashable {
    /// The column, as the source names it: `userId`, `owner`, `order.id`.
    package let name: String
    package let comparison: Comparison
    /// Holds on some paths only: a missing parameter leaves it out.
    package internal(set) var isOptional = false
    /// Compared with a state in which rows stay: approved, delivered.
    var isSettled = false
    /// The model whose column it is, where the source names that too: `Chat.id`.
    var owner = ""
  }

  package enum Comparison: Sendable, Hashable {
    /// Equal to a value that the code does not fix.
    case equal
    /// Equal to a value that the code fixes, one of an enumeration mostly.
    case constant
    /// One of a list.
    case oneOf
    /// Anything else: ranges, patterns, absence.
    case other
  }

  static var unknown: ReadFilter {
    var filter = ReadFilter()
    filter.isComplete = false
    return filter
  }

  mutating func merge(_ other: ReadFilter) {
    conditions += other.conditions
    isComplete = isComplete && other.isComplete
    isReplaced = isReplaced || other.isReplaced
  }

  /// The conditions of a related row: its key names an owner.
  func prefixed(by relation: String) -> ReadFilter {
    var result = self
    result.conditions = conditions.map {
      Condition(
        name: "\(relation).\($0.name)",
        comparison: $0.comparison,
        isOptional: $0.isOptional
      )
    }
    return result
  }

  /// What holds where one filter or the other does: both may name a key, or each an owner.
  static func either(_ arms: [ReadFilter]) -> ReadFilter {
    let named: [[Condition]] = arms.map { arm in
      arm.conditions.filter { !$0.isOptional && $0.comparison != .other }
    }
    var result = ReadFilter()
    result.isComplete = arms.allSatisfy(\.isComplete)
    let keys = named.compactMap { $0.first { isKey($0.name) } }
    let owners = named.compactMap { $0.first { isKey($0.name) || isOwner($0.name) } }
    if keys.count == arms.count, let first = keys.first {
      result.conditions = [Condition(name: first.name, comparison: .oneOf)]
    } else if owners.count == arms.count, let owner = owners.first(where: { isOwner($0.name) }) {
      result.conditions = [owner]
    } else {
      result.conditions = [Condition(name: "", comparison: .other)]
    }
    return result
  }

  /// The conditions as rows of a model see them: the key of another model, to which they refer, names their owner.
  func seen(by model: String, referringTo refers: (String) -> Bool) -> ReadFilter {
    var result = self
    result.conditions = conditions.map { condition in
      let isOther = !condition.owner.isEmpty && condition.owner != model && refers(condition.owner)
      guard isOther, Self.isKey(condition.name) else { return condition }
      return Condition(
        name: "\(condition.owner).\(condition.name)",
        comparison: condition.comparison,
        isOptional: condition.isOptional
      )
    }
    return result
  }

  /// The same conditions, of which some paths know nothing: there it does not matter what else they might say.
  var optional: ReadFilter {
    var result = self
    result.isComplete = true
    for position in result.conditions.indices { result.conditions[position].isOptional = true }
    return result
  }
}

extension ReadFilter {
  /// How many rows can pass.
  package enum Reach: Sendable, Hashable {
    /// Every row of the table, on some path at least.
    case everything
    /// All rows with some property: a share of the table.
    case share
    /// The rows of one owner.
    case owned(by: String)
    /// A row, or no more than a list names.
    case few
    /// The rows that share one value of a column, which is neither a key nor a state: a tag, a name, a brand.
    case matching(String)
    /// Conditions could not be followed.
    case unknown
  }

  package var reach: Reach {
    if let sender, isComplete { return .owned(by: sender) }
    let fixed = conditions.filter { !$0.isOptional }
    let selective = fixed.filter { $0.comparison == .equal || $0.comparison == .oneOf }
    let isKeyed = selective.contains { condition in
      Self.isKey(condition.name) || condition.comparison == .oneOf && !Self.isState(condition.name)
    }
    if isKeyed || fixed.contains(where: { $0.comparison == .constant && Self.isKey($0.name) }) {
      return .few
    }
    guard isComplete else { return .unknown }
    let owners = Self.outermost(selective.filter { Self.isOwner($0.name) })
    let narrow = owners.filter { !Self.isTenant($0.name) }
    // All rows of one teacher are of one school: the institution selects nothing among them.
    let people = narrow.filter { Self.isPerson($0.name) }
    let otherOwners = narrow.count { !Self.isPerson($0.name) && !Self.isInstitution($0.name) }
    if let owner = people.first ?? narrow.first ?? owners.first {
      let isOfTwo = people.count == 1 ? otherOwners > 0 : narrow.count > 1
      // The rows of an owner in a state that they leave again, or of two owners at once, are mostly few.
      return isOfTwo || isPassing && !narrow.isEmpty ? .few : .owned(by: owner.name)
    }
    if fixed.isEmpty { return .everything }
    // What has not ended yet is no share of all that there ever was.
    if fixed.contains(where: { $0.comparison == .other && Self.isEnding($0.name) }) {
      return .unknown
    }
    let others = selective.filter { !Self.isState($0.name) }
    guard let shared = others.first else { return .share }
    let isShared =
      others.count == 1 && shared.comparison == .equal && !shared.name.isEmpty
      && !Self.isLikeKey(shared.name)
    return isShared ? .matching(shared.name) : .unknown
  }

  /// Without owners of an owner: `job_id=job.id, job__manager_id=user.id` are all rows of one job.
  private static func outermost(_ owners: [Condition]) -> [Condition] {
    guard owners.count > 1 else { return owners }
    func base(_ name: String) -> String {
      let ending = [".id", "_id"].first { name.hasSuffix($0) }
      return ending.map { String(name.dropLast($0.utf8.count)) } ?? name
    }
    let bases = Set(owners.map { base($0.name) })
    return owners.filter { owner in
      let steps = base(owner.name).split(separator: ".")
      return steps.count < 2 || !bases.contains(String(steps[0]))
    }
  }

  /// Whether it selects rows in a state that they leave again: what still waits, what is due.
  package var isPassing: Bool {
    conditions.contains {
      // A state that the caller picks may be the one in which rows stay.
      !$0.isOptional && Self.isPassing($0.name) && [.constant, .oneOf].contains($0.comparison)
        && !$0.isSettled
    }
  }

  /// Whether it selects rows in a state in which they stay.
  package var isSettled: Bool { conditions.contains { $0.isSettled && !$0.isOptional } }

  /// Whether a column names one of the people who work or learn at an institution.
  private static func isPerson(_ name: String) -> Bool {
    let word = folded(name)
    return [
      "user", "teacher", "student", "doctor", "patient", "staff", "employee", "member", "customer",
      "client", "author", "instructor", "createdby", "owner",
    ].contains { word.hasPrefix($0) }
  }

  /// Whether a column names an institution, to which all that its people have belongs as well.
  private static func isInstitution(_ name: String) -> Bool {
    let word = folded(name)
    return [
      "college", "school", "universit", "institut", "clinic", "hospital", "agency", "business",
    ]
    .contains { word.hasPrefix($0) }
  }

  private static let customers = ["tenant", "org", "company", "workspace", "shop"]

  /// Whether a column tells the customers of a shared system apart, or the groups that work in it.
  package static func isTenant(_ name: String) -> Bool {
    let word = folded(name)
    return (customers + ["team", "account", "project"]).contains { word.hasPrefix($0) }
  }

  /// Whether a tenant is a whole customer, not a handful of people.
  package static func isCustomer(_ name: String) -> Bool {
    let word = folded(name)
    return customers.contains { word.hasPrefix($0) }
  }

  private static func isEnding(_ name: String) -> Bool {
    let word = folded(name)
    return ["end", "expire", "valid", "due", "until"].contains { word.hasPrefix($0) }
  }

  private static func isPassing(_ name: String) -> Bool {
    let word = folded(name)
    if word.hasSuffix("status") || word.hasSuffix("state") || word.hasSuffix("stage") {
      return true
    }
    return !isLasting(word) && (word.hasPrefix("is") || ["read", "revoked", "done"].contains(word))
  }

  /// Flags that most rows carry for ever select nothing.
  private static func isLasting(_ word: String) -> Bool {
    let flag = word.hasPrefix("is") ? String(word.dropFirst(2)) : word
    return [
      "deleted", "active", "enabled", "archived", "published", "hidden", "visible", "public",
      "deletedat", "removedat", "archivedat",
    ].contains(flag)
  }

  /// The conditions that select among the rows: what was not deleted is nearly all there is.
  package var selecting: [Condition] {
    conditions.filter { $0.comparison != .constant || !Self.isLasting(Self.folded($0.name)) }
  }

  /// The column of the many owners whose rows are read, where nothing else selects: `author_id__in=followed`.
  package var gatheredBy: String? {
    let selecting = selecting.filter { $0.comparison != .other }
    guard isComplete, selecting.count == 1, let only = selecting.first, !only.isOptional,
      only.comparison == .oneOf, !Self.isKey(only.name)
    else { return nil }
    let name = only.name.hasSuffix(".id") ? String(only.name.dropLast(3)) : only.name
    return Self.isOwner(only.name) || Self.owners.contains(Self.folded(name)) ? name : nil
  }

  /// What rows belong to, where their column has no more than the word for it: `author__in`.
  private static let owners: Set<String> = [
    "user", "author", "owner", "creator", "sender", "poster", "seller", "member", "room", "channel",
    "chat", "conversation", "community", "group", "post", "thread",
  ]

  /// The names that keys of one row go by.
  private static let keys: Set<String> = [
    "id", "pk", "uuid", "guid", "email", "slug", "username", "login", "token", "handle", "sku",
    "hash",
    "key",
    "code", "externalid", "accesstoken", "refreshtoken", "sessionid", "shortcode", "isbn",
    "phone", "phonenumber", "sessiontoken", "url", "ordernumber", "tokenhash", "secret",
  ]
  private static let states: Set<String> = [
    "status", "state", "type", "kind", "role", "category", "active", "enabled", "deleted",
    "published", "archived", "visibility", "level", "priority", "severity", "gender", "country",
    "city", "language", "locale", "currency", "year", "month", "date", "day",
  ]

  static func isKey(_ name: String) -> Bool { keys.contains(folded(name)) }

  /// Whether a column is named like a key of one row, with a word in front or a relation: `resetToken`, `user.email`.
  private static func isLikeKey(_ name: String) -> Bool {
    let word = folded(name)
    return isOwner(name) || keys.contains { word.hasSuffix($0) }
  }

  private static func isState(_ name: String) -> Bool {
    let word = folded(name)
    return states.contains(word) || word.hasPrefix("is") || word.hasPrefix("has")
      || states.contains { word.hasSuffix($0) }
  }

  /// Whether a column refers to another row: `userId`, `user_id`, `user.id`.
  private static func isOwner(_ name: String) -> Bool {
    name.hasSuffix("Id") || name.hasSuffix("_id") || name.hasSuffix("ID") || name.hasSuffix(".id")
      || name.hasSuffix("._id") || name.hasSuffix("Uuid") || name.hasSuffix("By")
      || name.hasPrefix("id_") && name.utf8.count > 3
  }

  /// A name without case and underscores, `_id` being `id`.
  private static func folded(_ name: String) -> String {
    String(
      decoding: name.utf8.filter { $0 != UInt8(ascii: "_") && $0 != UInt8(ascii: "$") },
      as: UTF8.self
    )
    .lowercased()
  }
}

// What a method of a library's view gives of what the application's class says.

/// What a call on a view gives.
package enum ViewPart: Sendable, Hashable {
  /// The query that a member of the class holds.
  case query(member: String)
  /// One row of the query that a method of the class gives, or else a member holds.
  case row(method: String, member: String)
  /// The serializer that a method of the class picks, or else a member names, made.
  case serializer(method: String, member: String)
}

extension Operation {
  /// The operation, whose result is a part of the view that it is called on.
  package func giving(_ part: ViewPart) -> Operation {
    var result = self
    result.viewPart = part
    return result
  }
}

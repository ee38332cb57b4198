// What a call of a library gives of what the application's own classes say.

/// What a call gives: parts of the view that it is made on, or a class of the application.
package enum ViewPart: Sendable, Hashable {
  /// What a member of the class holds: its query, say.
  case member(String)
  /// The query that a member of the class holds, or else that of all rows of the model which another member names.
  case query(member: String, model: String, manager: String)
  /// One row of the query that a method of the class gives, or else a member holds.
  case row(method: String, member: String)
  /// The serializer that a method of the class picks, or else a member names, made.
  case serializer(method: String, member: String)
  /// The row that a serializer stores: of the class that a member of its inner class names.
  case storedRow(inner: String, member: String)
  /// The one class of the application that extends one of these types.
  case ownClass([String])
}

extension Operation {
  /// The operation, whose result is a part of what the application's classes say.
  package func giving(_ part: ViewPart) -> Operation {
    var result = self
    result.viewPart = part
    return result
  }
}

// How a library turns rows into what is sent: classes whose members name what is read of each row.

/// What a class does that extends a type for serializers.
package struct SerializerRule: Sendable {
  /// The option of a field that names what is read, where its own name does not.
  package var sourceOption: String
  /// The option of the constructor that holds the rows, where the first argument does not; absent where rows are
  /// given to a method.
  package var rowsOption: String?
  /// The option by which a serializer is told that it is given several rows.
  package var manyOption: String
  /// Members of a view: the serializer's class, and the query, as a value or as a method.
  package var viewMember: String?
  package var queryMembers: [String]
  /// Methods of a view through which its query goes before it is asked.
  package var narrowingMembers: [String]
  /// What a query is called with there to have relations read together with the rows.
  package var loadingCalls: [String]
  /// Methods of a view that the library hands its serializer, and those that it hands the row to take away.
  package var savingMethods: [String] = []
  package var removingMethods: [String] = []
  /// The method of a view that picks its serializer, and what it calls the action that lists.
  package var pickingMethod: String?
  package var listingAction = ""
  /// The inner class of a serializer that lists its fields, and the member that holds the list.
  package var listingClass: String?
  package var listingMember: String?
  /// The text in place of a list that stands for all members, and the member of the inner class that names whose.
  package var everyMember: (text: String, model: String)?
  /// The member that holds what was checked: a dictionary by the names of the fields, with rows for their keys.
  package var checkedMember: String?
  /// The methods of a serializer that are handed it, by the position of that parameter.
  package var checkedParameters: [String: Int] = [:]
  /// The option of a field that says among which rows it looks for its key.
  package var rowsOfFieldOption = ""
  /// Its fields are annotations, and it is built by their names.
  package var isAnnotated = false
  /// The option of a route that names the class as which its answer is written.
  package var answerOption: String?

  package init(
    source: String,
    rows: String? = nil,
    many: String = "many",
    view: String? = nil,
    queries: [String] = [],
    narrowing: [String] = [],
    loading: [String] = []
  ) {
    sourceOption = source
    rowsOption = rows
    manyOption = many
    viewMember = view
    queryMembers = queries
    narrowingMembers = narrowing
    loadingCalls = loading
  }
}

extension SerializerRule {
  /// The rule, with the methods of a view that are handed its serializer or its row, and the one that picks the
  /// serializer.
  package func handing(
    saving: [String],
    removing: [String],
    picking: String,
    listing: String
  ) -> SerializerRule {
    var rule = self
    rule.savingMethods = saving
    rule.removingMethods = removing
    rule.pickingMethod = picking
    rule.listingAction = listing
    return rule
  }

  /// The rule for serializers whose inner class lists members of the rows by name.
  package func listing(
    _ member: String,
    in inner: String,
    orAll text: String,
    of model: String
  ) -> SerializerRule {
    var rule = self
    rule.everyMember = (text, model)
    rule.listingClass = inner
    rule.listingMember = member
    return rule
  }

  /// The rule for serializers that check what a request sends, before the application is given it.
  package func checking(
    into member: String,
    handing methods: [String: Int],
    among option: String
  ) -> SerializerRule {
    var rule = self
    rule.checkedMember = member
    rule.checkedParameters = methods
    rule.rowsOfFieldOption = option
    return rule
  }

  /// Classes of annotated fields, which routes name by an option.
  package static func annotated(answering option: String) -> SerializerRule {
    var rule = SerializerRule(source: "")
    rule.isAnnotated = true
    rule.answerOption = option
    return rule
  }
}

/// What a field of a serializer reads.
package enum SerializerField: Sendable, Hashable {
  /// The relation, written by the serializer that an argument names.
  case nested(Int)
  /// The relation itself, as a text or as keys.
  case related
  /// What a method gives: by an option, or called as the field, with this in front.
  case method(prefix: String, option: String)
  /// What a function gives that an argument or an option holds.
  case function(Int, option: String)
}

extension Operation {
  /// The operation, as a field of a serializer.
  package func writing(_ field: SerializerField) -> Operation {
    var result = self
    result.field = field
    return result
  }

  /// The operation, which writes the rows that an argument holds.
  package func serializing(_ argument: Int) -> Operation {
    var result = self
    result.serializes = argument
    return result
  }
}

extension LibraryType {
  /// The type, whose subclasses turn rows into what is sent.
  package func serializing(by rule: SerializerRule) -> LibraryType {
    var result = self
    result.serializer = rule
    return result
  }
}

// How a library's view of rows finds its template, and by which names the template knows the rows.

/// What a class says of the page that it shows.
package struct PageRule: Sendable, Hashable {
  /// The member that names the template.
  package var template = "template_name"
  /// What follows the model's name where no member names the template.
  package var suffix: String
  /// The method that gives the query, the member that holds it, and the member that names its model.
  package var method = "get_queryset"
  package var query = "queryset"
  package var model = "model"
  /// The member of a model that leads to its rows.
  package var manager = "objects"
  /// The names of the rows, or of the one row, in the template.
  package var names: [String]
  /// What follows the model's name in a name of the rows.
  package var ending: String
  /// The member that says one more name.
  package var naming = "context_object_name"
  /// The method that gives what else the template knows.
  package var context = "get_context_data"
  /// Whether it shows all rows of the query, or one.
  package var isMany: Bool

  package init(suffix: String, names: [String], ending: String = "", isMany: Bool = false) {
    self.suffix = suffix
    self.names = names
    self.ending = ending
    self.isMany = isMany
  }
}

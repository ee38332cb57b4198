// How a call runs a template.

/// What a call says that runs a template: its name, and what it is given.
package struct TemplateRule: Sendable {
  /// The argument that is the template's name.
  package var name: Int
  /// The argument that holds what the template is given, or the option of that name; absent where the arguments
  /// with names are it.
  package var context: Int?
  package var contextOption: String?

  package init(name: Int, context: Int? = nil, option: String? = nil) {
    self.name = name
    self.context = context
    contextOption = option
  }
}

extension Operation {
  /// The operation, which runs a template.
  package func rendering(_ rule: TemplateRule) -> Operation {
    var result = self
    result.template = rule
    return result
  }
}

// The few names that the evaluator itself must know.

/// Names of the languages, and those that the tables' rules mention.
struct Words: Sendable {
  let module, exports, prototype, call, apply, bind, render: Name
  /// Names of properties that callback rules look for.
  let known: [String: Name]
  /// Names of options and of places that deadline rules look for.
  let options: [String: Name]

  init(_ knowledge: FrameworkKnowledge, _ names: inout Names) {
    module = names.intern("module")
    exports = names.intern("exports")
    prototype = names.intern("prototype")
    call = names.intern("call")
    apply = names.intern("apply")
    bind = names.intern("bind")
    render = names.intern("render")
    var known: [String: Name] = [:]
    for name in knowledge.propertiesInRules { known[name] = names.intern(name) }
    self.known = known
    var options: [String: Name] = [:]
    for name in knowledge.optionsInRules { options[name] = names.intern(name) }
    self.options = options
  }
}

extension FrameworkKnowledge {
  /// The property names that callback rules mention.
  fileprivate var propertiesInRules: Set<String> {
    var result: Set<String> = []
    for operation in operations {
      for callback in operation.callbacks {
        if case .property(let name, _) = callback.arguments { result.insert(name) }
      }
    }
    return result
  }

  /// The names of options and of steps to them that deadline rules mention.
  fileprivate var optionsInRules: Set<String> {
    var result: Set<String> = []
    for rule in operations.compactMap(\.deadline) {
      let paths = (rule.options + rule.creation).flatMap(\.keys) + rule.assignments
      for path in paths {
        for step in path.utf8.split(separator: UInt8(ascii: ".")) {
          let text = String(Substring(step))
          result.insert(text.hasSuffix("()") ? String(text.dropLast(2)) : text)
        }
      }
    }
    return result
  }

  private var operations: [Operation] {
    var members: [Member] = []
    var result = Array(methodsOfUnknownReceivers.values)
    for library in libraries {
      members += library.exports.values
      members += library.globals.values
      for type in library.types.values {
        members += type.members.values
        if let any = type.anyMember { members.append(any) }
        if let call = type.call { result.append(call) }
      }
    }
    return result + members.compactMap(\.call) + members.compactMap(\.construct)
  }
}

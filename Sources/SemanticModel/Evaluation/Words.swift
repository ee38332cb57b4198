// The few names that the evaluator itself must know.

/// Names of the languages, and those that the tables' rules mention.
struct Words: Sendable {
  let module, exports, parent, prototype, call, apply, bind, render, get, set: Name
  /// What `new Map()` makes.
  let map: TypeID?
  /// What collections of both languages call adding, taking out, and their size.
  let growing, shrinking, sizes: Set<Name>
  /// Names of properties that callback rules look for.
  let known: [String: Name]
  /// Names of options and of places that deadline rules look for.
  let options: [String: Name]

  init(_ index: LibraryIndex, _ names: inout Names) {
    module = names.intern("module")
    exports = names.intern("exports")
    parent = names.intern("parent")
    prototype = names.intern("prototype")
    call = names.intern("call")
    apply = names.intern("apply")
    bind = names.intern("bind")
    render = names.intern("render")
    get = names.intern("get")
    set = names.intern("set")
    map = index.type(named: "builtin.Map")
    growing = Self.set(
      ["set", "add", "push", "unshift", "append", "appendleft", "extend", "insert", "setdefault"],
      &names
    )
    shrinking = Self.set(
      [
        "delete", "clear", "pop", "shift", "splice", "remove", "discard", "popitem", "popleft",
      ],
      &names
    )
    sizes = Self.set(["length", "size"], &names)
    let mentioned = MentionedNames(in: index)
    known = Self.table(mentioned.properties, &names)
    options = Self.table(mentioned.options, &names)
  }

  private static func set(_ words: [String], _ names: inout Names) -> Set<Name> {
    Set(words.map { names.intern($0) })
  }

  private static func table(_ words: Set<String>, _ names: inout Names) -> [String: Name] {
    Dictionary(uniqueKeysWithValues: words.map { ($0, names.intern($0)) })
  }
}

/// The names that the rules of library operations mention.
private struct MentionedNames {
  /// Properties that callback rules look for.
  private(set) var properties: Set<String> = []
  /// Options, and the steps to them, that deadline rules look for.
  private(set) var options: Set<String> = []

  init(in index: LibraryIndex) {
    // Thousands of names share a few hundred members.
    var seen: Set<ObjectIdentifier> = []
    for entry in index.members where seen.insert(ObjectIdentifier(entry.member)).inserted {
      add(entry.member.call)
      add(entry.member.construct)
    }
  }

  private mutating func add(_ operation: Operation?) {
    guard let operation else { return }
    for callback in operation.callbacks {
      switch callback.arguments {
      case .property(let name, _), .propertyOfMaker(let name, _): properties.insert(name)
      default: continue
      }
    }
    for option in operation.needs { for path in option.keys { add(path) } }
    for option in operation.reads?.limits ?? [] { for path in option.keys { add(path) } }
    guard let rule = operation.deadline else { return }
    for option in rule.options { for path in option.keys { add(path) } }
    for option in rule.creation { for path in option.keys { add(path) } }
    for path in rule.assignments { add(path) }
  }

  private mutating func add(_ path: String) {
    for step in path.utf8.split(separator: UInt8(ascii: ".")) {
      let text = String(Substring(step))
      options.insert(text.hasSuffix("()") ? String(text.dropLast(2)) : text)
    }
  }
}

// Changes to the text of a script's module.

import SyntaxTree

/// Changes to one module's text.
struct ScriptEdits {
  private struct Edit {
    let start: UInt32
    let end: UInt32
    let text: String
    /// At one place what ends comes before what starts, and the outer before the inner.
    let order: Int
  }

  private let module: ScriptModule
  private let bytes: UnsafeBufferPointer<UInt8>
  private var edits: [Edit] = []
  /// Imports and exports, which come first.
  private var head = ""
  private var count = 0

  init(_ module: ScriptModule) {
    self.module = module
    bytes = module.tree.source.bytes
  }

  func text() -> String {
    var text: [UInt8] = Array(
      "(function(__import,__exports,exports,module,require,open){\"use strict\";{\(head)".utf8
    )
    var at = 0
    for edit in edits.sorted(by: { ($0.start, $0.order) < ($1.start, $1.order) })
    where Int(edit.start) >= at {
      text += bytes[at..<Int(edit.start)]
      text += Array(edit.text.utf8)
      at = Int(edit.end)
    }
    text += bytes[at...]
    return String(decoding: text, as: UTF8.self) + "\n}})"
  }

  private mutating func insert(_ text: String, at place: UInt32, order: Int) {
    edits.append(Edit(start: place, end: place, text: text, order: order))
  }

  private mutating func replace(_ start: UInt32, _ end: UInt32, with text: String) {
    edits.append(Edit(start: start, end: end, text: text, order: 0))
  }

  // MARK: - Waiting

  mutating func await(_ calls: Set<NodeID>, walks: Set<NodeID>) {
    var statements: Set<UInt32> = []
    for id in calls.sorted(by: >) {
      let call = module.tree.node(id)
      if walks.contains(id) { walk(call) }
      if module.parent(of: call).kind == .await, !walks.contains(id) { continue }
      // A parenthesis at the start of a line would go on with the line before it.
      let opens = startsStatement(call) && statements.insert(call.start).inserted
      insert((opens ? "void 0,(await " : "(await "), at: call.start, order: -Int(id))
      insert(")", at: call.end, order: Int.min + Int(id))
    }
  }

  private func startsStatement(_ call: AnyNode) -> Bool {
    var place = module.parent(of: call)
    while place.id != 0, place.start == call.start {
      if place.kind == .expressionStatement { return true }
      place = module.parent(of: place)
    }
    return false
  }

  /// `list.map(f)` becomes `__walk("map", list, f)`.
  private mutating func walk(_ call: AnyNode) {
    let member = call.node(call.record.a)
    var start = Int(member.record.c)
    while start > 0, [0x20, 0x09, 0x0A, 0x0D, 0x2E, 0x3F].contains(bytes[start - 1]) { start -= 1 }
    var end = Int(member.end)
    while end < bytes.count, bytes[end] != 0x28 { end += 1 }
    let name = module.tree.source.text(member.record.c, member.end)
    let lines = bytes[start..<min(end, bytes.count)].count { $0 == 0x0A }
    insert("__walk(\"\(name)\",", at: call.start, order: -Int(call.id) + 1)
    let text = "," + String(repeating: "\n", count: lines)
    replace(UInt32(start), UInt32(min(end + 1, bytes.count)), with: text)
  }

  mutating func makeAsynchronous(_ functions: Set<NodeID>) {
    for id in functions {
      let function = module.tree.node(id)
      let holder = module.parent(of: function)
      let isMethod = holder.kind == .method || (holder.kind == .property && holder.has(.method))
      guard isMethod else {
        insert("async ", at: function.start, order: -Int(id))
        continue
      }
      var place = Int(holder.node(holder.record.a).start)
      if holder.has(.computed) {
        while place > Int(holder.start), bytes[place] != 0x5B { place -= 1 }
      }
      insert("async ", at: UInt32(place), order: -Int(id))
    }
  }

  // MARK: - Modules

  mutating func rewriteModule() {
    for node in module.tree.root.list(module.tree.root.record.a) {
      let record = node.record
      switch node.kind {
      case .importDeclaration:
        takeImport(node)
        blank(node)
      case .exportNamed where record.a != 0:
        takeDeclaration(node.node(record.a))
        replace(node.start, node.node(record.a).start, with: "")
      case .exportNamed:
        takeNames(node)
        blank(node)
      case .exportAll:
        let source = quoted(node.node(record.b))
        if record.a == 0 {
          head += "__exportAll(__exports,__import(\(source)));"
        } else {
          head += "__exports.\(node.node(record.a).text)=__import(\(source));"
        }
        blank(node)
      case .exportDefault: takeDefault(node)
      default: break
      }
    }
  }

  private mutating func takeImport(_ node: AnyNode) {
    guard !node.has(.typeOnly) else { return }
    count += 1
    let source = quoted(node.node(node.record.b))
    head += "const __module\(count)=__import(\(source));"
    for item in node.list(node.record.a) where !item.has(.typeOnly) {
      let first = item.node(item.record.a).text
      switch item.kind {
      case .importDefault: head += "const \(first)=__module\(count).default;"
      case .importNamespace: head += "const \(first)=__module\(count);"
      case .importSpecifier:
        let local = item.node(item.record.b).text
        head += "const \(local)=__module\(count)[\(key(item.node(item.record.a)))];"
      default: break
      }
    }
  }

  private mutating func takeDeclaration(_ declaration: AnyNode) {
    switch declaration.kind {
    case .variableDeclaration:
      for item in declaration.list(declaration.record.a) { export(item.node(item.record.a)) }
    case .function, .class: export(declaration.node(declaration.record.a))
    default: break
    }
  }

  /// Exports the names that a pattern binds.
  private mutating func export(_ pattern: AnyNode) {
    if pattern.kind == .identifier { return export(pattern.text, as: "\"\(pattern.text)\"") }
    guard pattern.kind == .objectPattern || pattern.kind == .arrayPattern else { return }
    for item in pattern.list(pattern.record.a) where !item.isHole {
      export(item.kind == .property ? item.node(item.record.b) : item)
    }
  }

  private mutating func export(_ local: String, as name: String) {
    head += "__export(__exports,\(name),()=>\(local));"
  }

  private mutating func takeNames(_ node: AnyNode) {
    var source: String?
    if node.record.c != 0 {
      count += 1
      head += "const __module\(count)=__import(\(quoted(node.node(node.record.c))));"
      source = "__module\(count)"
    }
    for item in node.list(node.record.b) {
      let local = item.node(item.record.a)
      let name = key(item.node(item.record.b))
      export(source.map { "\($0)[\(key(local))]" } ?? local.text, as: name)
    }
  }

  private mutating func takeDefault(_ node: AnyNode) {
    let declaration = node.node(node.record.a)
    let isNamed =
      declaration.has(.declaration) && declaration.record.a != 0
      && (declaration.kind == .function || declaration.kind == .class)
    if isNamed {
      export(declaration.node(declaration.record.a).text, as: "\"default\"")
      return replace(node.start, declaration.start, with: "")
    }
    let word = Array("default".utf8)
    var end = Int(node.start)
    while end + word.count < bytes.count, !bytes[end...].starts(with: word) { end += 1 }
    replace(node.start, UInt32(end + word.count), with: "__exports.default=")
    insert(";", at: node.end, order: Int.max)
  }

  /// Takes a statement away and leaves its lines.
  private mutating func blank(_ node: AnyNode) {
    let lines = bytes[Int(node.start)..<Int(node.end)].count { $0 == 0x0A }
    replace(node.start, node.end, with: ";" + String(repeating: "\n", count: lines))
  }

  private func key(_ node: AnyNode) -> String {
    node.kind == .string ? quoted(node) : "\"\(node.text)\""
  }

  private func quoted(_ node: AnyNode) -> String { node.text }
}

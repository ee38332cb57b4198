// Views of Django's REST framework that change rows for anyone, beside views that ask for a permission.

import Facts
import SourceText

/// A class that answers writing routes without a permission, in a file whose other such classes have one.
package struct OpenView: Sendable {
  package let name: String
  package let place: SourcePlace
  /// Its writing routes.
  package let routes: [Route]
  /// The classes beside it that ask.
  package let guarded: [SourcePlace]
}

extension Program {
  /// The open views, in the order of files and places; none where the settings ask for a permission everywhere.
  package var openViews: [OpenView] {
    let isSettled = units.contains { unit in
      unit.isRunning && unit.isPython
        && !unit.facts.names.ids(of: ["DEFAULT_PERMISSION_CLASSES"]).isEmpty
    }
    guard !isSettled else { return [] }
    var views: [ClassRef: [Route]] = [:]
    for route in routes where isServed(route) && Self.changing.contains(route.verb) {
      if let type = view(of: route) { views[type, default: []].append(route) }
    }
    var files: [Int: (guarded: [ClassRef], open: [ClassRef])] = [:]
    var needing: [Int: [ClassRef]] = [:]
    for type in views.keys.sorted() {
      switch permission(of: type) {
      case .asked: files[type.unitIndex, default: ([], [])].guarded.append(type)
      case .absent where !asksItself(type) && !isForStrangers(type, views[type] ?? []):
        files[type.unitIndex, default: ([], [])].open.append(type)
      case .absent where writesCaller(type) && !isForStrangers(type, views[type] ?? []):
        needing[type.unitIndex, default: []].append(type)
      default: continue
      }
    }
    let guarded = files.keys.sorted().flatMap { files[$0]?.guarded ?? [] }
    // Views that cannot do without a caller, in an application that asks for one everywhere else.
    let forgotten = needing.keys.sorted().compactMap { unit -> OpenView? in
      guard guarded.count >= 4, let types = needing[unit], let first = types.first else {
        return nil
      }
      return OpenView(
        name: name(of: first),
        place: head(of: first),
        routes: types.flatMap { views[$0] ?? [] },
        guarded: guarded.map { head(of: $0) }
      )
    }
    return forgotten
      + files.keys.sorted().flatMap { unit -> [OpenView] in
        guard let file = files[unit], file.guarded.count >= 2,
          file.open.count <= file.guarded.count / 2
        else { return [] }
        return file.open.map { type in
          OpenView(
            name: name(of: type),
            place: head(of: type),
            routes: views[type] ?? [],
            guarded: file.guarded.map { head(of: $0) }
          )
        }
      }
  }

  private static let changing: Set<String> = ["POST", "PUT", "PATCH", "DELETE"]

  private enum Permission {
    case asked, absent, unknown
  }

  func name(of type: ClassRef) -> String {
    let facts = units[type.unitIndex].facts
    return facts.names.string(facts.classes[type.id.index].name)
  }

  /// The first line of a class.
  func head(of type: ClassRef) -> SourcePlace {
    let span = units[type.unitIndex].facts.classes[type.id.index].span
    let bytes = bytes(of: type.unitIndex)
    let start = min(Int(span.start), bytes.count)
    let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    return SourcePlace(
      unit: type.unitIndex,
      span: ByteSpan(start: span.start, end: UInt32(max(end, start)))
    )
  }

  /// The class that a route's registration names: `path("orders/", Orders.as_view())`, `router.register("orders", Orders)`.
  private func view(of route: Route) -> ClassRef? {
    guard let call = route.call else { return nil }
    let facts = units[call.unitIndex].facts
    guard facts.language == .python else { return nil }
    var given = facts.valueList(ListID(facts.instructions[call.id.index].b))
    for argument in given where facts.values[argument.index].flags.contains(.keywords) {
      let words = Array(facts.list(ListID(facts.values[argument.index].a)))
      given += stride(from: 1, to: words.count, by: 2).map { ValueID(words[$0]) }
    }
    for argument in given {
      var ref = ValueRef(unit: call.unitIndex, id: argument)
      let value = facts.values[argument.index]
      if value.kind == .result {
        let callee = facts.values[Int(facts.instructions[Int(value.a)].a)]
        guard callee.kind == .member, facts.names.isText("as_view", NameID(callee.b)) else {
          continue
        }
        ref = ValueRef(unit: call.unitIndex, id: ValueID(callee.a))
      }
      if let type = classBehind(ref), isView(type) { return type }
    }
    return nil
  }

  func classBehind(_ ref: ValueRef) -> ClassRef? {
    let found = tracedImport(ref)
    let value = value(found)
    if value.kind == .class { return ClassRef(unit: found.unitIndex, id: ClassID(value.a)) }
    // `views.Orders`, of a module that may be a member of its package.
    guard value.kind == .member else { return nil }
    let owner = traced(ValueRef(unit: found.unitIndex, id: ValueID(value.a)))
    let unit = units[owner.unitIndex]
    let shape = self.value(owner)
    let modules = shape.kind == .choice ? unit.facts.valueList(ListID(shape.a)) : [owner.id]
    for module in modules where unit.facts.values[module.index].kind == .module {
      let place = ValueRef(unit: owner.unitIndex, id: module)
      guard let member = export(NameID(value.b), of: units[found.unitIndex], from: place) else {
        continue
      }
      let end = tracedImport(member)
      if self.value(end).kind == .class {
        return ClassRef(unit: end.unitIndex, id: ClassID(self.value(end).a))
      }
    }
    return nil
  }

  /// A class with those of the project above it, and the names of the library's classes among them.
  func line(of type: ClassRef) -> (classes: [ClassRef], names: [String]) {
    var classes = [type]
    var names: [String] = []
    var head = 0
    while head < classes.count, head < 16 {
      let facts = units[classes[head].unitIndex].facts
      for above in facts.superclasses(of: classes[head].id) {
        if let next = classBehind(ValueRef(unit: classes[head].unitIndex, id: above)) {
          if !classes.contains(next) { classes.append(next) }
        } else if let name = facts.lastName(of: above) {
          names.append(facts.names.string(name))
        }
      }
      head += 1
    }
    return (classes, names)
  }

  private func isView(_ type: ClassRef) -> Bool {
    line(of: type).names.contains { $0.hasSuffix("APIView") || $0.hasSuffix("ViewSet") }
  }

  /// What a class, or the nearest above it that says so, asks of whoever calls.
  private func permission(of type: ClassRef) -> Permission {
    let (classes, names) = line(of: type)
    if names.contains(where: { $0.hasSuffix("RequiredMixin") || $0.contains("Permission") }) {
      return .asked
    }
    for type in classes {
      let facts = units[type.unitIndex].facts
      let isDecorated = facts.valueList(facts.classes[type.id.index].decorators).contains {
        let text = Self.text(of: ValueRef(unit: type.unitIndex, id: $0), in: units)
        return text.contains("permission") || text.contains("login") || text.contains("auth")
      }
      if isDecorated { return .asked }
      for member in facts.members(of: type.id) {
        switch facts.names.string(member.name) {
        case "get_permissions", "check_permissions", "dispatch", "initial", "get_authenticators":
          if member.function.isPresent { return .unknown }
        case "permission_classes":
          let value = facts.values[member.value.index]
          guard value.kind == .array else { return .asked }
          let list = facts.valueList(ListID(value.a))
          let isOpen = list.allSatisfy {
            facts.lastName(of: $0).map { facts.names.isText("AllowAny", $0) } ?? false
          }
          return isOpen ? .unknown : .asked
        default: continue
        }
      }
    }
    return .absent
  }

  /// Whether methods of a view look at who calls: `self.request.user`.
  private func asksItself(_ type: ClassRef) -> Bool {
    let facts = units[type.unitIndex].facts
    return facts.members(of: type.id).contains { member in
      guard member.function.isPresent else { return false }
      let function = facts.functions[member.function.index]
      return !facts.valueList(function.decorators).isEmpty
        && facts.valueList(function.decorators).contains {
          Self.text(of: ValueRef(unit: type.unitIndex, id: $0), in: units)
            .contains("permission")
        }
        || (function.firstValue.index..<function.endValue.index).contains { position in
          let value = facts.values[position]
          guard value.kind == .member else { return false }
          let name = facts.names.string(NameID(value.b)).lowercased()
          return ["user", "auth", "token", "permission", "session"].contains { name.contains($0) }
        }
    }
  }

  /// Whether methods of a view take `request.user` for a row's owner, and never ask whether somebody is signed in.
  private func writesCaller(_ type: ClassRef) -> Bool {
    let facts = units[type.unitIndex].facts
    let owners = facts.names.ids(of: ["user", "owner", "author", "customer", "created_by"])
    guard !owners.isEmpty else { return false }
    var isGiven = false
    for member in facts.members(of: type.id) where member.function.isPresent {
      guard facts.valueList(facts.functions[member.function.index].decorators).isEmpty else {
        return false
      }
      let function = facts.functions[member.function.index]
      for position in function.firstValue.index..<function.endValue.index {
        let value = facts.values[position]
        if value.kind == .member {
          let name = facts.names.string(NameID(value.b))
          if ["is_authenticated", "is_anonymous", "auth", "session"].contains(name) {
            return false
          }
        }
        guard value.kind == .object, value.flags.contains(.keywords) else { continue }
        let words = Array(facts.list(ListID(value.a)))
        for place in stride(from: 0, to: words.count - 1, by: 2)
        where owners.contains(NameID(words[place])) {
          let given = facts.values[Int(words[place + 1])]
          guard given.kind == .member, facts.names.isText("user", NameID(given.b)),
            facts.lastName(of: ValueID(given.a)).map({ facts.names.isText("request", $0) }) ?? false
          else { continue }
          isGiven = true
        }
      }
    }
    return isGiven
  }

  private func isForStrangers(_ type: ClassRef, _ routes: [Route]) -> Bool {
    let name = name(of: type).lowercased()
    return routes.contains(where: isPublic)
      || Self.strangers.contains { $0.utf8.count > 3 && name.contains($0) }
  }
}

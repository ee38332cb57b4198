// Which model or table a call asks.

import Facts
import Queries
import SemanticModel

/// Finds the model behind a call's receiver.
struct ModelNames {
  let values: SourceValues
  /// Members through which a model is asked.
  static let doors: Set<String> = [
    "objects", "query", "_default_manager", "all_objects", "session", "db", "this", "self",
    "query_class", "manager",
  ]
  /// By the call that makes a schema: the model that is made of it.
  private let models: [CallRef: String]

  init(_ values: SourceValues) {
    self.values = values
    models = Self.models(values)
  }

  /// The models that a call may ask, by the links of its chain: several where a function is given each of them.
  func names(of call: Int, chain: [Int], form: StatementForm) -> [String] {
    if let position = form.model {
      let arguments = values.arguments(of: values.at(call))
      return position < arguments.count ? named(arguments[position]).map { [$0] } ?? [] : []
    }
    for link in [call] + chain {
      guard let source = source(of: link) else { continue }
      let given = handedModels(to: source)
      if !given.isEmpty { return given }
      if let name = named(source) { return [name] }
    }
    for link in [call] + chain {
      let names = values.program.calls[link].operations.compactMap { operation in
        operation.origin.flatMap { model(madeAt: $0) }
      }
      var seen: Set<String> = []
      let distinct = names.filter { seen.insert($0).inserted }
      if !distinct.isEmpty { return distinct }
    }
    let given = askedClasses(by: call)
    if !given.isEmpty { return given }
    // What is handed on says more than the name of who takes it.
    let isHanded = form.chain == .handed && !chain.isEmpty
    let name =
      (isHanded ? nil : receiver(of: call)) ?? chain.lazy.compactMap { receiver(of: $0) }.first
    return name.map { [$0] } ?? []
  }

  /// `from(orders)`, `query(Order)`, `select(Order)`, `select_from(Order)`, `selectFrom("orders")`.
  private func source(of link: Int) -> ValueRef? {
    let call = values.at(link)
    let callee = ValueRef(unit: call.unitIndex, id: ValueID(values.instruction(call).a))
    let method = values.name(callee) ?? ""
    if isOfTable(link) { return values.base(callee) }
    let isStatement =
      Self.statements.contains(method)
      && (values.value(callee).kind != .member || isOfferedByMapper(link))
      || values.callsValue(link)
    return isStatement || Self.sources.contains(method) ? values.arguments(of: call).first : nil
  }

  /// Whether a statement is begun by the mapper itself, not by something that was made: `sa.select(Order)`,
  /// `db.select(Order)`.
  private func isOfferedByMapper(_ link: Int) -> Bool {
    let program = values.program
    return program.calls[link].operations.contains { operation in
      let member = program.libraries[operation.member]
      guard member.library >= 0 else { return false }
      let library = program.libraries.libraries[member.library]
      return library.name == "SQLAlchemy"
        && (member.owner == "sqlalchemy.Flask" || library.packages.contains(member.owner))
    }
  }

  /// `orders.select()`, of a table that has no class.
  private func isOfTable(_ link: Int) -> Bool {
    let program = values.program
    return program.operations(ofCall: link).contains {
      let member = program.libraries[$0.member]
      return member.owner == "sqlalchemy.Table" && Self.statements.contains(member.name)
    }
  }

  /// `select(Order)`, which is called by itself.
  private static let statements: Set<String> = ["select", "delete", "update", "insert"]

  private static let sources: Set<String> = [
    "from", "into", "table", "selectFrom", "updateTable", "deleteFrom", "query", "select_from",
    "get_object_or_404", "get_list_or_404", "collection",
  ]

  /// A model that is named: `Order`, `Order.id`, `"orders"`, `User.name`.
  func named(_ ref: ValueRef, depth: Int = 0) -> String? {
    guard depth < 12 else { return nil }
    // A name may stand for it: `const TABLE = "orders"`.
    if let text = values.text(FilterReading(values).resolved(ref)) {
      // `orders as o`
      return text.split(separator: " ").first.map(String.init)
    }
    let value = values.value(ref)
    switch value.kind {
    case .symbol: return values.importedName(ref) ?? values.ownClass(ref) ?? values.name(ref)
    case .class, .type: return values.name(ref)
    case .member:
      let base = values.base(ref)
      // A column of a model, or a model of a namespace.
      guard let name = values.name(ref), let owner = values.ownClass(base) ?? values.name(base)
      else { return nil }
      return Self.isCapital(owner) && !Self.isCapital(name) ? owner : name
    case .function:
      // `() => Order`
      let function = FunctionRef(unit: ref.unitIndex, id: FunctionID(value.a))
      return values.returned(by: function).first.flatMap { named($0, depth: depth + 1) }
    case .result:
      guard let call = values.call(of: ref) else { return nil }
      // A column under another name: `Order.id.label("number")`, `func.sum(Order.total).label("total")`.
      if let column = values.receiver(of: call) {
        let isMade = values.value(column).kind == .result && values.calleeName(ref) == "label"
        if isMade { return named(column, depth: depth + 1) }
        if values.value(column).kind == .member, let owner = named(column), Self.isCapital(owner) {
          return owner
        }
      }
      return values.arguments(of: call).first.flatMap { named($0, depth: depth + 1) }
    case .array:
      // `case((Order.state == "paid", Order.total), else_=0)`
      return values.elements(ref).first.flatMap { named($0, depth: depth + 1) }
    case .binary: return named(values.base(ref), depth: depth + 1)
    default: return nil
    }
  }

  private static func isCapital(_ name: String) -> Bool {
    name.utf8.first.map { $0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "Z") } ?? false
  }

  /// The model that the value at a place stands for.
  private func model(madeAt origin: ValueRef, depth: Int = 0) -> String? {
    guard depth < 6 else { return nil }
    let value = values.value(origin)
    switch value.kind {
    case .type:
      // `Repository<Order>`, `Model<OrderDocument>`
      let arguments = values.facts(origin.unitIndex).valueList(ListID(value.b))
      guard let first = arguments.first else { return nil }
      return named(ValueRef(unit: origin.unitIndex, id: first)).map(Self.withoutSuffix)
    case .result:
      guard let call = values.call(of: origin) else { return nil }
      if let model = models[call] { return model }
      let arguments = values.arguments(of: call)
      switch values.calleeName(origin) {
      case "model", "define", "getRepository", "getTreeRepository", "getMongoRepository",
        "collection",
        "getModelForClass", "discriminator":
        return arguments.first.flatMap { named($0, depth: depth + 1) }
      case "relationship": return related(declaredAt: origin, arguments.first, depth)
      case "createQueryBuilder":
        if let first = arguments.first, values.text(first) == nil, let name = named(first) {
          return name
        }
      default: break
      }
      guard let position = values.program.position(of: call) else { return nil }
      for operation in values.program.calls[position].operations {
        if let maker = operation.origin, maker != origin,
          let name = model(madeAt: maker, depth: depth + 1)
        {
          return name
        }
      }
      return receiver(of: position)
    // `model = Order` of a view, where its query begins.
    case .symbol:
      // What a class of JavaScript extends is a client of all tables: `extends PrismaClient`.
      guard values.facts(origin.unitIndex).language == .python else { return nil }
      return named(origin).flatMap { Self.isCapital($0) ? $0 : nil }
    default: return nil
    }
  }

  /// The class at the other end of a relation: `relationship("shop.Order")`, `orders: WriteOnlyMapped["Order"]`.
  private func related(declaredAt origin: ValueRef, _ first: ValueRef?, _ depth: Int) -> String? {
    if let first, !values.value(first).flags.contains(.keywords),
      let name = named(first, depth: depth + 1)
    {
      return name.split(separator: ".").last.map(String.init)
    }
    let facts = values.facts(origin.unitIndex)
    guard let member = facts.members.first(where: { $0.value == origin.id }) else { return nil }
    var type = facts.values[member.type.index]
    while type.kind == .type, let inner = facts.valueList(ListID(type.b)).first {
      type = facts.values[inner.index]
    }
    guard type.kind == .type else { return nil }
    return named(ValueRef(unit: origin.unitIndex, id: ValueID(type.a)), depth: depth + 1)
  }

  private static func withoutSuffix(_ name: String) -> String {
    name.hasSuffix("Document") && name.utf8.count > 8 ? String(name.dropLast(8)) : name
  }

  /// `prisma.order.findMany`, `Order.objects.filter`, `Order.query.all`: the name before the method.
  func receiver(of call: Int) -> String? {
    guard var next = values.receiver(of: values.at(call)) else {
      // `knex("orders")`
      let first = values.arguments(of: values.at(call)).first
      return first.flatMap { values.text($0) }.flatMap { $0.split(separator: " ").first }.map(
        String.init
      )
    }
    let isPython = values.facts(next.unitIndex).language == .python
    for _ in 0..<32 {
      switch values.value(next).kind {
      case .member, .symbol, .global:
        if isPython, let begun = door(behind: next) {
          next = begun
          continue
        }
        guard let name = values.name(next) else { return nil }
        if isPython, let own = ownModel(name, behind: next, askedBy: call) { return own }
        let isDoor = isPython && Self.doors.contains(name)
        guard isDoor, values.value(next).kind == .member else {
          if isDoor { return nil }
          let own = isPython ? values.ownClass(next) : values.className(next)
          return own ?? values.importedName(next) ?? Self.withoutSet(name, isPython)
        }
        next = values.base(next)
      case .result:
        guard let inner = values.call(of: next) else { return nil }
        if values.calleeName(next) == "select", let first = values.arguments(of: inner).first {
          return named(first)
        }
        guard let receiver = values.receiver(of: inner) else { return nil }
        if isPython, let name = values.calleeName(next),
          let own = givenModel(name, by: receiver, askedBy: call)
        {
          return own
        }
        next = receiver
      case .awaited: next = values.base(next)
      default: return nil
      }
    }
    return nil
  }

  /// `query = Order.query`, to which conditions are added under the same name.
  private func door(behind ref: ValueRef) -> ValueRef? {
    let value = values.value(ref)
    guard value.kind == .symbol else { return nil }
    let symbol = values.facts(ref.unitIndex).symbols[Int(value.a)]
    guard symbol.kind == .variable, symbol.value.isPresent else { return nil }
    let first = ValueRef(unit: ref.unitIndex, id: symbol.value)
    guard values.value(first).kind == .member, let name = values.name(first),
      Self.doors.contains(name)
    else { return nil }
    return first
  }

  /// Whether a call ends what such a name stands for: all that is added to it belongs to one statement.
  func isOfNamedQuery(_ call: Int) -> Bool {
    guard var next = values.receiver(of: values.at(call)),
      values.facts(next.unitIndex).language == .python
    else { return false }
    for _ in 0..<32 {
      switch values.value(next).kind {
      case .symbol: return door(behind: next) != nil
      case .result:
        guard let inner = values.call(of: next), let receiver = values.receiver(of: inner) else {
          return false
        }
        next = receiver
      default: return false
      }
    }
    return false
  }

  /// Whether a call asks a row for the rows that refer to it: `project.check_set.filter(…)`, `user.posts.count()`.
  func isOfOwner(_ call: Int, chain: [Int]) -> Bool {
    let first = chain.min().map { min($0, call) } ?? call
    guard var next = values.receiver(of: values.at(first)),
      values.facts(next.unitIndex).language == .python
    else { return false }
    for _ in 0..<32 {
      let value = values.value(next)
      switch value.kind {
      case .result:
        guard let inner = values.call(of: next), let receiver = values.receiver(of: inner) else {
          return false
        }
        next = receiver
      case .member:
        guard let name = values.name(next), !Self.doors.contains(name) else { return false }
        let base = values.base(next)
        switch values.value(base).kind {
        case .this, .result, .member, .parameter, .element: break
        case .symbol:
          let symbol = values.facts(base.unitIndex).symbols[Int(values.value(base).a)]
          guard symbol.kind != .import, symbol.kind != .class else { return false }
        default: return false
        }
        return !Self.isCapital(name)
      default: return false
      }
    }
    return false
  }

  /// Django's manager of the rows that refer to a row is called after their model: `project.check_set`.
  private static func withoutSet(_ name: String, _ isPython: Bool) -> String {
    isPython && name.hasSuffix("_set") && name.utf8.count > 4 ? String(name.dropLast(4)) : name
  }

  /// The models that are made of schemas.
  private static func models(_ values: SourceValues) -> [CallRef: String] {
    var result: [CallRef: String] = [:]
    let filters = FilterReading(values)
    for position in values.program.callsOfLibraries {
      let call = values.at(position)
      let callee = ValueRef(unit: call.unitIndex, id: ValueID(values.instruction(call).a))
      guard let name = values.nameID(callee), case let names = values.facts(call.unitIndex).names,
        names.isText("model", name) || names.isText("discriminator", name)
      else { continue }
      let arguments = values.arguments(of: call)
      guard arguments.count > 1, let name = values.text(arguments[0]) else { continue }
      if let maker = values.call(of: filters.resolved(arguments[1])) { result[maker] = name }
    }
    return result
  }
}

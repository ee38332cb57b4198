// How a query for one element becomes a query for all: what changes in it, and how its rows are found again.

import SemanticModel
import SourceText

/// The changes that batch one query.
struct BatchPlan {
  /// Of the query itself.
  private(set) var changes: [(span: ByteSpan, text: String)] = []
  /// The lines that sort the rows by their key.
  private(set) var index: [String] = []
  /// What stands in the loop in place of the query.
  private(set) var lookup = ""
  /// What the new text needs besides, and the module that exports it.
  private(set) var needed: (name: String, module: String)?

  var note: String { needed.map { " `\($0.name)` is imported from `\($0.module)`." } ?? "" }

  private let call: RepeatedCall
  private let walk: Walk
  private let use: Use
  private let source: SourceEdit

  /// Nil where the shape of the query is none of those that can be batched as they stand.
  init?(_ call: RepeatedCall, walk: Walk, use: Use, _ program: Program) {
    self.call = call
    self.walk = walk
    self.use = use
    source = SourceEdit(call.site.place, in: program)
    let operation = call.path.last ?? call.site
    guard let library = operation.library, dependsOnElementOnce else { return nil }
    if library == "pg" {
      guard batchSQL() else { return nil }
    } else {
      guard call.path.isEmpty, let style = BatchStyle.all.first(where: { $0.library == library }),
        batch(style)
      else { return nil }
    }
  }

  /// The element stands in the arguments once, and nothing else that the turn binds.
  private var dependsOnElementOnce: Bool {
    let arguments = call.site.arguments.filter { argument in
      if case .text = argument.shape { return false }
      return true
    }
    func mentions(_ name: String) -> Int {
      arguments.reduce(0) { $0 + Words.count(of: name, in: source.slice($1.span)) }
    }
    guard mentions(walk.element) == 1 else { return false }
    return walk.names.allSatisfy { $0 == walk.element || mentions($0) == 0 }
  }

  /// `order.id` if the operand is the element or a member of it.
  private func key(_ operand: Operand) -> String? {
    guard case .path = operand.shape else { return nil }
    let text = source.source(operand.span)
    guard text == walk.element || text.hasPrefix("\(walk.element).") else { return nil }
    return text.utf8.allSatisfy { Words.isWord($0) || $0 == UInt8(ascii: ".") } ? text : nil
  }

  /// The keys of all elements.
  private func list(_ key: String) -> String {
    let collection = source.source(walk.collection)
    return key == walk.element ? collection : "\(collection).map((\(walk.element)) => \(key))"
  }

  // MARK: Mappers

  private mutating func batch(_ style: BatchStyle) -> Bool {
    guard let method = call.site.method, let shape = style.methods[method.name],
      use.methods.allSatisfy({ style.chain.contains($0) }), let first = call.site.arguments.first
    else { return false }
    if shape.takesKey {
      guard let key = key(first) else { return false }
      changes = [(method.span, shape.becomes), (first.span, "{ _id: \(style.any(list(key))) }")]
      find(key, column: "_id", style, shape)
      return true
    }
    guard let filter = shape.filter.isEmpty ? first : first[shape.filter],
      let (column, value, key) = keyed(filter), isFree(first, filter: shape.filter, column)
    else { return false }
    let isShorthand = !isBehindColon(value.span)
    changes.append((method.span, shape.becomes))
    changes.append((value.span, (isShorthand ? "\(column): " : "") + style.any(list(key))))
    if shape.isCount {
      guard first.properties.count == 1 else { return false }
      count(key, column, in: first)
      return true
    }
    if !shape.filter.isEmpty { select(column, in: first) }
    find(key, column: column, style, shape)
    return true
  }

  private func keyed(_ filter: Operand) -> (column: String, value: Operand, key: String)? {
    for property in filter.properties where !property.name.isEmpty {
      guard let key = key(property.value), property.name.utf8.allSatisfy(Words.isWord) else {
        continue
      }
      return (property.name, property.value, key)
    }
    return nil
  }

  /// Whether no option speaks of the rows of one element alone.
  private func isFree(_ options: Operand, filter: String, _ column: String) -> Bool {
    guard !filter.isEmpty else { return call.site.arguments.count == 1 }
    let perElement: Set<String> = ["take", "skip", "cursor", "distinct", "", "limit", "offset"]
    guard !options.properties.contains(where: { perElement.contains($0.name) }) else {
      return false
    }
    guard let select = options["select"] else { return true }
    return !select.properties.isEmpty
  }

  private mutating func select(_ column: String, in options: Operand) {
    guard let select = options["select"], select[column] == nil,
      let end = select.properties.last?.value.span.end
    else { return }
    let isMultiline = source.source(ByteSpan(start: end, end: select.span.end)).contains("\n")
    let separator = isMultiline ? ",\n\(source.lineHead(before: end).indent)" : ", "
    changes.append((ByteSpan(start: end, end: end), "\(separator)\(column): true"))
  }

  private mutating func count(_ key: String, _ column: String, in options: Operand) {
    let quote = source.source(options.span).contains("\"") ? "\"" : "'"
    let start = ByteSpan(start: options.span.start + 1, end: options.span.start + 1)
    changes.append((start, " by: [\(quote)\(column)\(quote)],"))
    if let end = options.properties.last?.value.span.end {
      changes.append((ByteSpan(start: end, end: end), ", _count: { _all: true }"))
    }
    let name = Self.mapName(column)
    index = ["const \(name) = new Map(found.map((row) => [row.\(column), row._count._all]));"]
    lookup = "\(name).get(\(key)) ?? 0"
  }

  private func isBehindColon(_ span: ByteSpan) -> Bool {
    let before = source.source(ByteSpan(start: source.place.span.start, end: span.start))
    return before.utf8.last { $0 != 32 && $0 != 9 && $0 != 10 } == UInt8(ascii: ":")
  }

  private mutating func find(
    _ key: String,
    column: String,
    _ style: BatchStyle,
    _ shape: BatchStyle.Shape
  ) {
    if !style.needs.isEmpty { needed = (style.needs, style.module) }
    let name = Self.mapName(column)
    let rowKey = style.asKey("row.\(column)")
    let wanted = style.asKey(key)
    lookup = "\(name).get(\(wanted))"
    if shape.isUnique {
      index = ["const \(name) = new Map(found.map((row) => [\(rowKey), row]));"]
    } else if shape.isMany {
      group(name, by: rowKey, rows: "found")
      lookup += " ?? []"
    } else {
      index = [
        "const \(name) = new Map();",
        "for (const row of found) if (!\(name).has(\(rowKey))) \(name).set(\(rowKey), row);",
      ]
    }
  }

  private mutating func group(_ name: String, by key: String, rows: String) {
    index = [
      "const \(name) = new Map();",
      "for (const row of \(rows)) {",
      "  const group = \(name).get(\(key));",
      "  if (group) group.push(row);",
      "  else \(name).set(\(key), [row]);",
      "}",
    ]
  }

  /// `foundByOrderId` of `order_id`.
  private static func mapName(_ column: String) -> String {
    let words = column.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }
    return "foundBy" + words.joined()
  }

  // MARK: SQL

  private mutating func batchSQL() -> Bool {
    let arguments = call.site.arguments
    // Rows from a map have no more than their list.
    let usesMore = ["rowCount", "fields"].contains {
      source.source(walk.statement.span).contains($0)
    }
    guard arguments.count == 2, isHandedOn, !usesMore, use.methods.isEmpty,
      case .array(let values) = arguments[1].shape, values.count == 1, let value = values.first,
      let key = key(value), let statement = Statement(source.source(arguments[0].span))
    else { return false }
    changes = [(arguments[0].span, statement.batched), (value.span, list(key))]
    let name = Self.mapName(statement.column)
    group(name, by: "row.\(statement.column)", rows: "found.rows")
    lookup = "{ rows: \(name).get(\(key)) ?? [] }"
    return true
  }

  /// Whether the statement goes to the driver as it is: directly, or through one function that passes both
  /// arguments on and returns the answer as it is.
  private var isHandedOn: Bool {
    guard let inner = call.path.first else { return true }
    return call.path.count == 1 && inner.isReturned && inner.arguments.count == 2
      && inner.arguments.allSatisfy { argument in
        if case .path = argument.shape { return true }
        return false
      }
  }
}

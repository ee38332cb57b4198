// Routes that files are, by where they lie.

import Facts
import SourceText
import Workspace

extension Evaluator {
  /// The routes that the frameworks' conventions make of files.
  mutating func fileRoutes(_ workspace: Workspace) -> [Route] {
    let conventions = index.libraries.flatMap { library in
      library.conventions.filter { $0.routes != nil && workspace.asksFor($0.requires) }
        .map { (convention: ConventionalPath(of: $0), framework: library.name) }
    }
    guard !conventions.isEmpty else { return [] }
    var result: [Route] = []
    for unit in units.indices where units[unit].isRunning {
      guard !units[unit].facts.exports.isEmpty else { continue }
      let path = PathBytes(units[unit].path)
      for position in conventions.indices where conventions[position].convention.matches(path) {
        let wanted = conventions[position].convention
        guard let rule = wanted.convention.routes else { continue }
        guard let route = rule.path(of: units[unit].path) else { continue }
        let framework = conventions[position].framework
        result += routes(of: unit, wanted.convention, rule, route, framework)
      }
    }
    return result
  }

  private mutating func routes(
    of unit: Int,
    _ convention: FileConvention,
    _ rule: FileRoutes,
    _ path: String,
    _ framework: String
  ) -> [Route] {
    var result: [Route] = []
    for export in units[unit].facts.exports {
      let name = units[unit].facts.names.string(export.name)
      guard convention.exports.contains(name) else { continue }
      guard let verb = rule.verbs.isEmpty ? name : rule.verbs[name] else { continue }
      // Who asks runs what the wrapper is handed here, not what it is handed for other routes.
      let inner = wrapped(inExport: export.value, unit: unit)
      let outer = functions(in: export.value, unit: unit).filter { !inner.contains($0) }
      let handlers = inner + outer
      result.append(
        Route(
          verb: verb,
          path: path,
          isPathKnown: true,
          handlers: handlers,
          isHandlerKnown: !handlers.isEmpty,
          call: nil,
          place: SourcePlace(unit: unit, span: export.span),
          chain: [],
          handlerRoles: [],
          framework: framework,
          rejections: .forwarded
        )
      )
    }
    return result
  }

  /// What a wrapper is handed: `export const GET = withAuth(async () => …)`.
  private mutating func wrapped(inExport value: ValueID, unit: Int, depth: Int = 0)
    -> [FunctionRef]
  {
    let end = followed(ValueRef(unit: unit, id: value), .none)
    let shape = units[end.unitIndex].facts.values[end.id.index]
    guard shape.kind == .result, depth < 4 else { return [] }
    let call = units[end.unitIndex].facts.instructions[Int(shape.a)]
    // `withTeam(withRole(handler))`: the innermost answers.
    for argument in units[end.unitIndex].valueList(ListID(call.b)) {
      let inner = wrapped(inExport: argument, unit: end.unitIndex, depth: depth + 1)
      if !inner.isEmpty { return inner }
    }
    return functions(in: .from(0), of: call, in: end.unitIndex).map(\.function)
  }
}

extension FileRoutes {
  /// The route of a file; `nil` where it is none (a layout, a private folder).
  func path(of file: String) -> String? {
    // By bytes: most files that a convention matches are asked, and characters cost ten times as much.
    var segments = file.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
    guard let last = segments.popLast(), let top = segments.firstIndex(of: root) else { return nil }
    segments.removeFirst(top + 1)
    let name = last.lastIndex(of: ".").map { String(last[..<$0]) } ?? last
    switch style {
    case .folders: break
    case .files: if name != "index" { segments.append(name) }
    case .dots:
      let isFolderRoute = name == "route" || name == "index"
      let own = isFolderRoute ? segments.popLast() ?? "" : name
      // A folder `orders+` is `orders.`, for many files.
      segments = (segments + [own]).map { $0.hasSuffix("+") ? String($0.dropLast()) : $0 }
        .flatMap { Self.dotted($0) }
    }
    // `(.)photo` shows another route inside a page.
    guard !segments.contains(where: { $0.hasPrefix("(.") }) else { return nil }
    guard !segments.contains(where: { style != .dots && $0.hasPrefix("_") }) else { return nil }
    let shown = segments.filter { !$0.hasPrefix("@") && !Self.isGroup($0) }.map(Self.parameter)
    return "/" + shown.filter { !$0.isEmpty }.joined(separator: "/")
  }

  /// The segments of a name whose dots part them; a leading underscore says that it adds none.
  private static func dotted(_ name: String) -> [String] {
    name.split(separator: ".").map { String($0) }.compactMap { segment in
      if segment.hasPrefix("_") { return nil }
      let open = segment.hasSuffix("_") ? String(segment.dropLast()) : segment
      if open == "$" { return "*" }
      return open.hasPrefix("$") ? ":" + open.dropFirst() : open
    }
  }

  private static func isGroup(_ segment: String) -> Bool {
    segment.hasPrefix("(") && segment.hasSuffix(")")
  }

  /// `[id]` is `:id`, `[...path]` is `:path*`, `[[...path]]` is `:path*?`.
  private static func parameter(_ segment: String) -> String {
    guard segment.hasPrefix("["), segment.hasSuffix("]") else { return segment }
    let isOptional = segment.hasPrefix("[[")
    let inner = segment.drop { $0 == "[" }.prefix { $0 != "]" }
    guard inner.hasPrefix("...") else { return ":" + inner }
    return ":" + inner.dropFirst(3) + "*" + (isOptional ? "?" : "")
  }
}

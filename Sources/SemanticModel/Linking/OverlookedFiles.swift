// Routers that stand in files which nobody loads.

import Facts
import Workspace

extension [Unit] {
  /// Whether nobody uses the router that a file offers: it is imported in vain, or overlooked among others.
  func isLeftOut(_ file: Int) -> Bool { isImportedInVain(file) || isOverlooked(file) }

  /// Whether nobody loads a file that only offers a router, in a program whose files are loaded by their names.
  ///
  /// Where a folder is listed, or a name is put together, any file of it may be meant.
  func isOverlooked(_ file: Int) -> Bool {
    let own = self[file]
    guard own.facts.language != .python, own.facts.offersOwnRouter else { return false }
    let folder = Self.folder(of: own.path)
    let stem = Self.stem(of: own.path)
    var siblings: Set<Int> = []
    for unit in self where unit.role != .test && unit.facts.language != .python {
      if !unit.facts.names.ids(of: Self.listing).isEmpty { return false }
      for (position, target) in unit.targets.enumerated() {
        switch target {
        case .units(let units):
          if units.contains(file) { return false }
          siblings.formUnion(units.filter { Self.folder(of: self[$0].path) == folder })
        case .unknown:
          let specifier = unit.facts.imports[position]
          guard specifier.kind != .absent else { continue }
          guard !specifier.isPattern, specifier.specifier.isPresent,
            Self.stem(of: unit.facts.names.string(specifier.specifier)) != stem
          else { return false }
        case .library, .foreign: continue
        }
      }
    }
    return siblings.count { self[$0].facts.offersOwnRouter } >= Self.fewest
  }

  /// So many routers of a folder are loaded by name before one that is not is overlooked.
  private static var fewest: Int { 2 }

  /// What lists the files of a folder.
  private static var listing: Set<String> {
    ["readdir", "readdirSync", "opendirSync", "globSync", "glob", "requireDirectory", "requireAll"]
  }

  private static func folder(of path: String) -> Substring {
    path.lastIndex(of: "/").map { path[..<$0] } ?? ""
  }

  /// The last name of a path, without what follows its last point: `upload.route` of `./routes/upload.route.ts`.
  ///
  /// The name of the folder where the file is its index.
  private static func stem(of path: String) -> Substring {
    let parts = path.split(separator: "/")
    guard let last = parts.last else { return "" }
    let endings = [".js", ".ts", ".mjs", ".cjs", ".mts", ".cts", ".jsx", ".tsx"]
    let ending = endings.first { last.hasSuffix($0) }
    let name = last.dropLast(ending?.utf8.count ?? 0)
    return name == "index" && parts.count > 1 ? parts[parts.count - 2] : name
  }
}

extension FileFacts {
  /// Whether the file exports a router that it makes, and hands it to nobody itself.
  fileprivate var offersOwnRouter: Bool {
    let routers = Set(symbols.indices.filter { isRouter(symbols[$0].value) }.map { UInt32($0) })
    guard !routers.isEmpty else { return false }
    let isOffered = exports.contains { export in
      guard export.value.isPresent else { return false }
      let value = values[export.value.index]
      return value.kind == .symbol && routers.contains(value.a)
    }
    let isHanded = instructions.contains { step in
      (step.operation == .call || step.operation == .construct)
        && valueList(ListID(step.b)).contains {
          values[$0.index].kind == .symbol && routers.contains(values[$0.index].a)
        }
    }
    return isOffered && !isHanded
  }

  private func isRouter(_ id: ValueID) -> Bool {
    guard id.isPresent, values[id.index].kind == .result,
      case let maker = values[Int(instructions[Int(values[id.index].a)].a)]
    else { return false }
    switch maker.kind {
    case .symbol: return names.isText("Router", symbols[Int(maker.a)].name)
    case .member: return names.isText("Router", NameID(maker.b))
    default: return false
    }
  }
}

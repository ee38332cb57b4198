// What the code of a service really calls, by the part of the stack that it belongs to.

import Findings
import SourceText
import Workspace
import Frameworks
import SemanticModel

/// The stack of one service.
struct CodeUses: Sendable {
  let program: Program
  let service: Service
  private let index: CallIndex
  /// The calls of packages that the service makes, in order of file and place.
  let calls: [PackageCall]
  private let effects: [(site: CallSite, kinds: Set<EffectKind>)]
  private var uses: [PartKey: PartUse] = [:]
  private var order: [PartKey] = []

  /// Parts of several kinds go by one name.
  private struct PartKey: Hashable {
    let kind: StackPart.Kind
    let name: String

    init(_ part: StackPart) {
      kind = part.kind
      name = part.name
    }
  }

  init(_ program: Program, _ index: CallIndex, _ service: Service) {
    self.program = program
    self.service = service
    self.index = index
    calls = index.calls.filter { service.units.contains($0.site.place.unit) }
    effects = index.effects.filter { service.units.contains($0.site.place.unit) }
    for call in calls { take(call) }
    for found in index.imports where service.units.contains(found.unit) {
      for part in Stack.parts(ofPackage: found.specifier) where part.exports.isEmpty {
        change(part) { $0.imports.append(found) }
      }
    }
    takeLibraries()
    takeDeclarations()
  }

  private mutating func change(_ part: StackPart, _ body: (inout PartUse) -> Void) {
    let key = PartKey(part)
    if uses[key] == nil { order.append(key) }
    body(&uses[key, default: PartUse(part: part)])
  }

  private mutating func take(_ call: PackageCall) {
    let first = Substring(
      call.path.utf8.prefix { $0 != UInt8(ascii: ".") && $0 != UInt8(ascii: "(") }
    )
    for part in Stack.parts(ofPackage: call.specifier)
    where part.exports.isEmpty || part.exports.contains(where: { $0 == first }) {
      change(part) { $0.calls.append(call) }
    }
  }

  /// Clients that files of the project hand on: their calls name a library, but no package.
  private mutating func takeLibraries() {
    var first: [String: CallSite] = [:]
    for site in sites(with: [.query, .write]) {
      if let library = site.library, first[library] == nil { first[library] = site }
    }
    for part in Stack.parts where part.kind == .mapper || part.kind == .driver {
      guard uses[PartKey(part)]?.calls.isEmpty ?? true else { continue }
      guard let site = first[part.name] else { continue }
      change(part) {
        $0.calls.append(PackageCall(site: site, specifier: part.packages[0], path: ""))
      }
    }
  }

  private mutating func takeDeclarations() {
    for declaration in declarations {
      for part in Stack.parts(ofPackage: declaration.name)
      where part.packages.contains(declaration.name) {
        change(part) { use in
          // Of several packages of one part the one that is imported tells the version.
          // The version of the part is that of its main package, then of one that is imported.
          func rank(_ name: String) -> Int {
            if name == part.packages.first { return 0 }
            return use.imports.contains { $0.specifier == name } ? 1 : 2
          }
          let isBetter = use.declaration.map { rank(declaration.name) < rank($0.name) }
          if isBetter ?? true { use.declaration = declaration }
        }
      }
    }
  }

  /// The runtime dependencies of the service's manifests.
  private var declarations: [Declaration] {
    let packages = service.packages.flatMap { manifest in
      manifest.dependencies.filter { $0.kind != .development || manifest.folder.isEmpty }.map {
        Declaration(
          name: $0.name,
          range: $0.version,
          place: Location(file: manifest.path, startLine: $0.line),
          isOwn: manifest.path == service.package?.path && $0.kind != .development
        )
      }
    }
    let python = service.python.flatMap { manifest in
      manifest.dependencies.map {
        Declaration(
          name: $0.name,
          range: $0.range,
          place: Location(file: manifest.path, startLine: $0.line),
          isOwn: true
        )
      }
    }
    return packages + python
  }

  /// The parts of a kind that the code uses, in the order of their first use.
  func used(_ kinds: StackPart.Kind...) -> [PartUse] {
    order.compactMap { uses[$0] }.filter { kinds.contains($0.part.kind) && $0.isUsed }
  }

  /// The parts of a kind that a manifest names and no code uses.
  func declaredOnly(_ kinds: StackPart.Kind...) -> [PartUse] {
    order.compactMap { uses[$0] }
      .filter { kinds.contains($0.part.kind) && !$0.isUsed && $0.declaration?.isOwn == true }
  }

  /// The calls of the service that have some kind of effect.
  func sites(with kinds: Set<EffectKind>) -> [CallSite] {
    effects.filter { !$0.kinds.isDisjoint(with: kinds) }.map(\.site)
  }

  func location(_ site: CallSite, _ note: String? = nil) -> Location {
    location(site.place, note)
  }

  /// A place in the code; never with its text, which may hold secrets.
  func location(_ place: SourcePlace, _ note: String? = nil) -> Location {
    let unit = program.units[place.unit]
    return Location(file: unit.path, startLine: unit.lines.line(at: place.span.start), note: note)
  }

  /// Where a part is best seen: where it is made, else its first call, else its import or declaration.
  func evidence(of use: PartUse) -> [Location] {
    let creators = use.part.pool?.creators ?? []
    let creating = use.calls.first { call in
      let last = call.path.split(separator: ".").last.map(String.init) ?? ""
      return creators.contains(last)
    }
    let whole = use.calls.first { call in
      let last = call.path.split(separator: ".").last.map(String.init) ?? ""
      return call.path.isEmpty || last == use.part.name
    }
    if let call = creating ?? whole ?? use.calls.first { return [location(call.site)] }
    if let found = use.imports.first { return [location(found.place)] }
    return use.declaration.map { [$0.place] } ?? []
  }

  /// The name with the version that the manifest asks for: `Mongoose 5`.
  func title(of use: PartUse) -> String {
    // An adapter has a version of its own.
    let isMain = use.declaration?.name == use.part.packages.first || use.part.kind != .driver
    guard isMain, let version = use.declaration?.shortVersion else { return use.part.name }
    return "\(use.part.name) \(version)"
  }
}

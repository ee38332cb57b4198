// Finds files by their paths, with and without extension, without touching the disk.

/// The extensions of modules.
enum ModuleExtension: UInt8, CaseIterable {
  case ts, tsx, js, jsx, mts, cts, mjs, cjs, json, declaration

  /// The extension of a path and the length of what stands before it, both in bytes.
  static func split(_ path: String) -> (stem: Int, extension: ModuleExtension)? {
    let bytes = path.utf8
    guard let dot = bytes.suffix(5).lastIndex(of: UInt8(ascii: ".")),
      let known = named(bytes[dot...].dropFirst())
    else { return nil }
    let stem = bytes[..<dot]
    if known == .ts || known == .mts || known == .cts, stem.suffix(2).elementsEqual(".d".utf8) {
      return (stem.count - 2, .declaration)
    }
    return (stem.count, known)
  }

  private static func named(_ letters: Substring.UTF8View) -> ModuleExtension? {
    // Four letters at most: they fit one number, which is compared at once.
    switch letters.reduce(0, { $0 << 8 | UInt32($1) }) {
    case 0x7473: .ts
    case 0x74_7378: .tsx
    case 0x6A73: .js
    case 0x6A_7378: .jsx
    case 0x6D_7473: .mts
    case 0x63_7473: .cts
    case 0x6D_6A73: .mjs
    case 0x63_6A73: .cjs
    case 0x6A73_6F6E: .json
    default: nil
    }
  }

  /// The extensions that a name without one may mean, the likeliest first.
  static func order(fromTyped isTyped: Bool) -> [ModuleExtension] {
    isTyped ? typedOrder : plainOrder
  }

  private static let typedOrder = allCases
  private static let plainOrder: [ModuleExtension] = [
    .js, .jsx, .mjs, .cjs, .ts, .tsx, .mts, .cts, .json, .declaration,
  ]

  /// The extensions that a written one may mean: TypeScript is imported under the name of its output.
  func meanings(fromTyped isTyped: Bool) -> [ModuleExtension] {
    switch self {
    case .js:
      isTyped ? [.ts, .tsx, .js, .jsx, .declaration] : [.js, .ts, .tsx, .jsx, .declaration]
    case .jsx: isTyped ? [.tsx, .jsx, .declaration] : [.jsx, .tsx, .declaration]
    case .mjs: isTyped ? [.mts, .mjs, .declaration] : [.mjs, .mts, .declaration]
    case .cjs: isTyped ? [.cts, .cjs, .declaration] : [.cjs, .cts, .declaration]
    case .ts: [.ts, .tsx, .declaration]
    case .tsx: [.tsx, .ts]
    case .mts, .cts: [self, .declaration]
    case .json, .declaration: [self]
    }
  }
}

/// All files of the folder, by path and by path without extension.
struct PathTable: Sendable {
  private var byPath: [String: Int32] = [:]
  private var byStem: [String: Int32] = [:]
  /// For each file, the next one with the same stem; -1 at the end.
  private var nextWithStem: [Int32]
  private var extensions: [ModuleExtension?]

  /// Takes the paths in the order of the file indexes.
  init(paths: [String]) {
    nextWithStem = Array(repeating: -1, count: paths.count)
    extensions = Array(repeating: nil, count: paths.count)
    byPath.reserveCapacity(paths.count)
    byStem.reserveCapacity(paths.count)
    for (index, path) in paths.enumerated() {
      let file = Int32(clamping: index)
      byPath[path] = byPath[path] ?? file
      guard let (stem, known) = ModuleExtension.split(path) else { continue }
      extensions[index] = known
      let key = String(decoding: path.utf8.prefix(stem), as: UTF8.self)
      if let first = byStem.updateValue(file, forKey: key) { nextWithStem[index] = first }
    }
  }

  /// The file with exactly this path.
  func file(at path: String) -> Int? {
    byPath[path].map(Int.init)
  }

  /// The module that a path means, written with its extension, without it, or with that of its output.
  func module(at path: String, fromTyped isTyped: Bool) -> Int? {
    if let (length, written) = ModuleExtension.split(path) {
      let stem = String(decoding: path.utf8.prefix(length), as: UTF8.self)
      if let found = first(of: stem, in: written.meanings(fromTyped: isTyped)) { return found }
    }
    return first(of: path, in: ModuleExtension.order(fromTyped: isTyped)) ?? file(at: path)
  }

  private func first(of stem: String, in order: [ModuleExtension]) -> Int? {
    guard var file = byStem[stem] else { return nil }
    var best: (rank: Int, file: Int32)?
    while file >= 0 {
      if let known = extensions[Int(file)], let rank = order.firstIndex(of: known),
        best.map({ rank < $0.rank || (rank == $0.rank && file < $0.file) }) ?? true
      {
        best = (rank, file)
      }
      file = nextWithStem[Int(file)]
    }
    return best.map { Int($0.file) }
  }
}

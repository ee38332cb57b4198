// Follows `extends` from one tsconfig.json to the next.

import ConfigSyntax

/// Reads configurations through a closure, so that it sees the folder under audit and nothing else.
struct TypeScriptConfigReader {
  /// The text of a path below the root; nil when there is no such file.
  let read: (String) -> [UInt8]?
  /// The folder of each workspace package, by name.
  let packageFolders: [String: String]
  private(set) var diagnostics: [WorkspaceDiagnostic] = []
  private var documents: [String: ConfigValue] = [:]

  private static let longestChain = 32

  init(packageFolders: [String: String], read: @escaping (String) -> [UInt8]?) {
    self.packageFolders = packageFolders
    self.read = read
  }

  /// The settings of a configuration, those that it inherits included.
  mutating func config(at path: String) -> TypeScriptConfig {
    var merged = Settings()
    var chain: [String] = []
    merge(path, into: &merged, chain: &chain)
    var config = TypeScriptConfig(path: path)
    config.baseUrl = merged.baseUrl
    let base = merged.baseUrl ?? merged.pathsFolder
    config.paths = merged.paths.map { pattern, targets in
      PathMapping(
        pattern: pattern,
        targets: targets.compactMap { folder($0, from: base, in: path) }
      )
    }
    config.paths.sort { $0.prefix.utf8.count > $1.prefix.utf8.count }
    config.rootDirs = merged.rootDirs
    config.references = references(of: path)
    return config
  }

  private struct Settings {
    var baseUrl: String?
    var paths: [(pattern: String, targets: [String])] = []
    var pathsFolder = ""
    var rootDirs: [String] = []
  }

  private mutating func merge(_ path: String, into settings: inout Settings, chain: inout [String])
  {
    guard !chain.contains(path) else {
      return complain("extends itself", at: path, line: 1)
    }
    guard chain.count < Self.longestChain, let value = document(at: path) else { return }
    chain.append(path)
    defer { chain.removeLast() }
    for base in bases(of: value, at: path) { merge(base, into: &settings, chain: &chain) }
    let folder = PathText.folder(of: path)
    let options = value["compilerOptions"]
    if let baseUrl = options?.member("baseUrl"), let text = baseUrl.value.string {
      settings.baseUrl = self.folder(text, from: folder, in: path, line: baseUrl.line)
    }
    if let paths = options?["paths"], paths.isObject {
      settings.pathsFolder = folder
      settings.paths = paths.members.prefix(2000).map { ($0.key, $0.value.strings) }
    }
    if let rootDirs = options?["rootDirs"], rootDirs.isArray {
      settings.rootDirs = rootDirs.strings.compactMap { self.folder($0, from: folder, in: path) }
    }
  }

  /// The files that a configuration extends, in the order in which they are overridden.
  private mutating func bases(of value: ConfigValue, at path: String) -> [String] {
    guard let member = value.member("extends") else { return [] }
    let names = member.value.string.map { [$0] } ?? member.value.strings
    return names.prefix(Self.longestChain).compactMap {
      base(named: $0, from: path, line: member.line)
    }
  }

  private mutating func base(named name: String, from path: String, line: Int) -> String? {
    let folder = PathText.folder(of: path)
    if name.utf8.first == UInt8(ascii: ".") {
      return self.folder(name, from: folder, in: path, line: line).map(existing)
    }
    if name.utf8.first == UInt8(ascii: "/") {
      complain("extends “\(name)”, which lies outside the folder under audit", at: path, line: line)
      return nil
    }
    // A base from an installed package is not part of the folder under audit.
    let (package, subpath) = ModuleSpecifier.packageParts(of: name)
    guard let folder = packageFolders[package] else { return nil }
    let target = subpath.isEmpty ? "tsconfig.json" : subpath
    return PathText.join(folder, target).map(existing)
  }

  private func existing(_ path: String) -> String {
    path.utf8.suffix(5).elementsEqual(".json".utf8) ? path : path + ".json"
  }

  private mutating func references(of path: String) -> [String] {
    let folder = PathText.folder(of: path)
    let items = document(at: path)?["references"]?.items ?? []
    return items.prefix(1000).compactMap { item in
      guard let text = item.value["path"]?.string,
        let target = self.folder(text, from: folder, in: path, line: item.line)
      else { return nil }
      let isFile = target.utf8.suffix(5).elementsEqual(".json".utf8)
      return isFile ? target : PathText.appending("tsconfig.json", to: target)
    }
  }

  /// A path as a configuration means it; nil, with a complaint, when it leaves the root.
  private mutating func folder(
    _ text: String,
    from folder: String,
    in path: String,
    line: Int = 1
  ) -> String? {
    let template = "${configDir}"
    let isTemplate = text.hasPrefix(template)
    let reference = isTemplate ? String(text.dropFirst(template.count)) : text
    if isTemplate || reference.utf8.first != UInt8(ascii: "/"),
      let joined = PathText.join(folder, reference)
    {
      return joined
    }
    complain("“\(text)” lies outside the folder under audit", at: path, line: line)
    return nil
  }

  private mutating func document(at path: String) -> ConfigValue? {
    if let known = documents[path] { return known }
    guard let bytes = read(path) else { return nil }
    let document = ConfigDocument(json: bytes)
    for problem in document.diagnostics.prefix(1) {
      complain(problem.message, at: path, line: problem.line)
    }
    documents[path] = document.value
    return document.value
  }

  private mutating func complain(_ message: String, at path: String, line: Int) {
    let diagnostic = WorkspaceDiagnostic(path: path, line: line, message: message)
    if !diagnostics.contains(diagnostic) { diagnostics.append(diagnostic) }
  }
}

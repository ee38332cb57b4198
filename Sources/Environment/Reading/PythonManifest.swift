// What Python projects declare: dependencies, and the versions of Python that they run on.

import ConfigSyntax
import SourceText

/// A pyproject.toml, Pipfile or list of requirements.
struct PythonManifest: Sendable {
  let path: String
  /// By the normalized name of the package (`psycopg2-binary`), with the range and the line.
  private(set) var dependencies: [Dependency] = []
  private(set) var requiresPython: (text: String, line: Int)?
  /// Whether it only holds tools and workspaces, no project.
  let isProject: Bool

  struct Dependency: Sendable {
    let name: String
    let range: String
    let line: Int
  }

  var folder: String {
    let folder = Paths.folder(of: path)
    // `requirements/base.txt` belongs to the folder above.
    return Paths.name(of: folder) == "requirements" ? Paths.folder(of: folder) : folder
  }

  init(path: String, project value: ConfigValue) {
    self.path = path
    let project = value["project"]
    let poetry = value["tool"]?["poetry"]
    isProject = project != nil || poetry != nil
    for item in project?["dependencies"]?.items ?? [] {
      if let text = item.value.string { add(requirement: Substring(text), line: item.line) }
    }
    for member in poetry?["dependencies"]?.members ?? [] {
      let range = member.value.string ?? member.value["version"]?.string ?? ""
      if member.key == "python" {
        requiresPython = (range, member.line)
      } else {
        add(name: member.key, range: range, line: member.line)
      }
    }
    if let range = project?["requires-python"]?.string {
      requiresPython = (range, project?.member("requires-python")?.line ?? 1)
    }
  }

  init(path: String, list bytes: [UInt8]) {
    self.path = path
    isProject = true
    let name = Paths.name(of: path).lowercased()
    if name == "pipfile" {
      let value = ConfigDocument(toml: bytes).value
      for member in value["packages"]?.members ?? [] {
        add(name: member.key, range: member.value.string ?? "", line: member.line)
      }
      if let version = value["requires"]?["python_version"]?.string {
        requiresPython = (version, value["requires"]?.member("python_version")?.line ?? 1)
      }
      return
    }
    guard Purpose(path: path) < .development else { return }
    let text = String(decoding: bytes, as: UTF8.self)
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, line) in lines.prefix(5_000).enumerated() {
      add(requirement: Substring(line), line: index + 1)
    }
  }

  private mutating func add(requirement text: Substring, line: Int) {
    let trimmed = text.drop { $0 == " " || $0 == "\t" }
    let name = trimmed.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }
    guard !name.isEmpty else { return }
    var rest = trimmed.dropFirst(name.count)
    if rest.first == "[", let close = rest.firstIndex(of: "]") {
      rest = rest[rest.index(after: close)...]
    }
    let range = rest.prefix { $0 != ";" && $0 != "#" }
    add(name: String(name), range: String(range), line: line)
  }

  private mutating func add(name: String, range: String, line: Int) {
    let normal = String(name.lowercased().map { $0 == "_" || $0 == "." ? "-" : $0 })
    dependencies.append(Dependency(name: normal, range: range, line: line))
  }
}

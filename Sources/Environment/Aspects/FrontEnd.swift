// What a browser shows of the folder: libraries that draw pages, components, pages and templates.

import Findings
import Frameworks
import Workspace

/// The front end of a whole folder; services share it.
struct FrontEnd {
  private let libraries: [(name: String, place: Location)]
  private let components: [WorkspaceFile]
  private let pages: [WorkspaceFile]
  /// Pages that no template engine fills and no script of the folder moves, such as generated documentation.
  private let still: Int

  init(of workspace: Workspace) {
    libraries = workspace.packages.flatMap { package in
      package.dependencies.flatMap { dependency in
        Stack.parts(ofPackage: dependency.name).filter { $0.kind == .frontEnd }
          .map { ($0.name, Location(file: package.path, startLine: dependency.line)) }
      }
    }
    let own = workspace.files.filter { $0.role == .source }
    components = own.filter {
      ($0.language == .tsx || $0.language == .vue || $0.path.hasSuffix(".jsx"))
        && !Self.isMail($0.path)
    }
    let markup = own.filter {
      ($0.language == .html || $0.language == .template) && !Self.isMail($0.path)
    }
    let scripted = markup.isEmpty ? [] : Self.folders(of: own.filter(\.language.isScript))
    pages = markup.filter { page in
      page.language == .template || Self.isTemplate(page.path)
        || Self.folder(of: page.path).map(scripted.contains) ?? false
    }
    still = markup.count - pages.count
  }

  /// Where template engines look for what they fill.
  private static func isTemplate(_ path: String) -> Bool {
    path.split(separator: "/").dropLast().contains {
      ["templates", "views", "layouts"].contains($0)
    }
  }

  /// The folder of a path; nil for the root, whose scripts are anything.
  private static func folder(of path: Substring) -> Substring? {
    path.lastIndex(of: "/").map { path[..<$0] }
  }

  private static func folder(of path: String) -> Substring? { folder(of: path[...]) }

  /// The folders of files, and the folders around these.
  private static func folders(of files: [WorkspaceFile]) -> Set<Substring> {
    var result: Set<Substring> = []
    for file in files {
      var next = folder(of: file.path)
      while let folder = next, result.insert(folder).inserted { next = Self.folder(of: folder) }
    }
    return result
  }

  /// What there is, or that there is nothing, which the names of the files tell for sure.
  var fact: EnvironmentFact {
    let names = libraries.map(\.name).uniqued
    let parts = [
      names.isEmpty ? nil : names.listed, Self.counted(components.count, "component file"),
      Self.counted(pages.count, "page or template", "pages and templates"),
    ].compactMap(\.self)
    guard !parts.isEmpty else {
      return EnvironmentFact(
        aspect: Self.aspect,
        value: "none: no template or component, and no library that draws any"
          + (Self.counted(still, "still page").map { "; \($0)" } ?? ""),
        status: .inferred
      )
    }
    let files = (components.prefix(1) + pages.prefix(1)).map {
      Location(file: $0.path, startLine: 1)
    }
    return EnvironmentFact(
      aspect: Self.aspect,
      value: parts.joined(separator: "; "),
      status: .inferred,
      evidence: Array((libraries.map(\.place).prefix(2) + files).prefix(3))
    )
  }

  private static let aspect = "front end"

  /// What is mailed is no page.
  private static func isMail(_ path: String) -> Bool {
    let bytes = Array(path.utf8)
    return bytes.indices.contains { start in
      bytes[start...].prefix(4).elementsEqual("mail".utf8) { $0 | 0x20 == $1 }
    }
  }

  private static func counted(_ count: Int, _ one: String, _ many: String? = nil) -> String? {
    count == 0 ? nil : count == 1 ? "1 \(one)" : "\(count) \(many ?? one + "s")"
  }
}

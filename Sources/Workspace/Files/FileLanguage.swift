// The language of a file, told from its name.

/// What a file is written in.
package enum FileLanguage: String, Hashable, Sendable, CaseIterable {
  case javaScript
  case typeScript
  /// TypeScript with JSX.
  case tsx
  case python
  case sql
  case prisma
  case graphQL
  case yaml
  case json
  case toml
  case vue
  case html
  /// Server-side templates: EJS, Jinja, Handlebars, Pug …
  case template
  /// Dockerfiles, environment files, nginx, ini, systemd, version and requirement files, shell scripts.
  case configuration

  /// The language of a file name; nil for what plimsoll reads nothing from.
  init?(fileName: String) {
    let name = fileName.utf8
    if let dot = name.lastIndex(of: UInt8(ascii: ".")), dot != name.startIndex,
      let known = Self.byExtension[PathText.text(name[dot...].dropFirst())]
    {
      self = known
    } else if Self.isConfiguration(fileName) {
      self = .configuration
    } else {
      return nil
    }
  }

  /// Whether JavaScript modules are written in it.
  package var isScript: Bool { self == .javaScript || self == .typeScript || self == .tsx }

  /// Whether its types are written out: TypeScript, with JSX or without.
  package var isTyped: Bool { self == .typeScript || self == .tsx }

  /// Whether programs are written in it.
  package var isCode: Bool { isScript || self == .python }

  private static let byExtension: [String: FileLanguage] = [
    "js": .javaScript, "cjs": .javaScript, "mjs": .javaScript, "jsx": .javaScript,
    "ts": .typeScript, "mts": .typeScript, "cts": .typeScript, "tsx": .tsx,
    "py": .python, "sql": .sql, "prisma": .prisma, "graphql": .graphQL, "gql": .graphQL,
    "yaml": .yaml, "yml": .yaml, "json": .json, "json5": .json, "jsonc": .json, "toml": .toml,
    "vue": .vue, "html": .html, "htm": .html, "ejs": .template, "hbs": .template,
    "handlebars": .template, "pug": .template, "jade": .template, "njk": .template,
    "jinja": .template, "jinja2": .template, "j2": .template, "conf": .configuration,
    "ini": .configuration, "cfg": .configuration, "properties": .configuration,
    "service": .configuration, "sh": .configuration,
  ]

  private static func isConfiguration(_ name: String) -> Bool {
    configurationNames.contains(name) || name.hasPrefix("Dockerfile")
      || name.hasSuffix(".Dockerfile") || name.hasPrefix(".env") || name.hasSuffix(".env")
      || (name.hasPrefix("requirements") && name.hasSuffix(".txt"))
      || name.hasSuffix(".conf.template")
  }

  /// Files that say how the application is run, known by their whole name.
  private static let configurationNames: Set<String> = [
    "Procfile", "Pipfile", "requirements.txt", "runtime.txt", "Caddyfile", "Containerfile",
    ".nvmrc",
    ".node-version", ".python-version", ".tool-versions",
  ]
}

// What a package.json says.

package import ConfigSyntax

/// One package.json, read tolerantly: what is missing or of a wrong type counts as absent.
package struct PackageManifest: Hashable, Sendable {
  /// The folder that holds it, relative to the root; empty for the root.
  package let folder: String
  /// The path of the package.json, relative to the root.
  package let path: String
  package let name: String?
  package let version: String?
  package let main: String?
  /// The entry for bundlers.
  package let module: String?
  /// The entry that some tools take before `main`, usually uncompiled.
  package let source: String?
  package let types: String?
  package let exports: ConfigValue?
  package let imports: ConfigValue?
  /// The globs of `workspaces`, npm's and Yarn's form alike.
  package let workspaces: [String]
  /// Of all kinds, in the order of the file.
  package let dependencies: [PackageDependency]
  package let scripts: [PackageScript]
  /// The ranges of versions under `engines`, by the engine (`node`).
  package let engines: [String: String]
  /// Whether `.js` files are ES modules.
  package let isModule: Bool
  /// Paths of the commands that it installs.
  package let bin: [String]
  /// What the package `module-alias` reads: an alias and its folder.
  package let aliases: [PackageAlias]
  package let diagnostics: [ConfigDiagnostic]

  /// Reads a package.json.
  init(path: String, bytes: [UInt8]) {
    let document = ConfigDocument(json: bytes)
    let value = document.value
    self.path = path
    folder = PathText.folder(of: path)
    name = value["name"]?.string
    version = value["version"]?.string
    main = value["main"]?.string
    module = value["module"]?.string
    source = value["source"]?.string
    types = value["types"]?.string ?? value["typings"]?.string
    exports = value["exports"]
    imports = value["imports"]
    workspaces = Self.workspaces(of: value["workspaces"])
    dependencies = PackageDependency.all(in: value)
    engines = Dictionary(
      (value["engines"]?.members ?? []).prefix(20).compactMap { member in
        member.value.string.map { (member.key, $0) }
      },
      uniquingKeysWith: { _, last in last }
    )
    scripts = (value["scripts"]?.members ?? []).compactMap(PackageScript.init)
    isModule = value["type"]?.string == "module"
    bin = Self.bin(of: value["bin"])
    aliases = (value["_moduleAliases"]?.members ?? []).prefix(200).compactMap(PackageAlias.init)
    diagnostics = document.diagnostics
  }

  /// The dependency with a name, of whichever kind.
  package func dependency(_ name: String) -> PackageDependency? {
    dependencies.first { $0.name == name }
  }

  private static func workspaces(of value: ConfigValue?) -> [String] {
    guard let value else { return [] }
    return value.isArray ? value.strings : value["packages"]?.strings ?? []
  }

  private static func bin(of value: ConfigValue?) -> [String] {
    guard let value else { return [] }
    return value.string.map { [$0] } ?? value.members.compactMap(\.value.string)
  }
}

/// One line of a package's dependencies.
package struct PackageDependency: Hashable, Sendable {
  /// Which list of the package.json names it.
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    case runtime = "dependencies"
    case development = "devDependencies"
    case peer = "peerDependencies"
    case optional = "optionalDependencies"
  }

  package let name: String
  /// The version range as it is written, be it `^4.17.1`, `workspace:*` or a URL.
  package let version: String
  package let kind: Kind
  /// The 1-based line of the package.json.
  package let line: Int

  /// The first number of the range: `^4.18.2` is 4.
  package var major: Int? {
    let digits = version.utf8.drop { $0 < UInt8(ascii: "0") || $0 > UInt8(ascii: "9") }
      .prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
    return Int(String(decoding: digits, as: UTF8.self))
  }

  static func all(in manifest: ConfigValue) -> [PackageDependency] {
    Kind.allCases.flatMap { kind in
      (manifest[kind.rawValue]?.members ?? []).compactMap { member in
        member.value.string.map {
          PackageDependency(name: member.key, version: $0, kind: kind, line: member.line)
        }
      }
    }
  }
}

/// One named command of a package.
package struct PackageScript: Hashable, Sendable {
  package let name: String
  package let command: String

  init?(_ member: ConfigMember) {
    guard let command = member.value.string else { return nil }
    name = member.key
    self.command = command
  }
}

/// A name that stands for a folder or file of the package.
package struct PackageAlias: Hashable, Sendable {
  package let name: String
  package let target: String

  init?(_ member: ConfigMember) {
    guard let target = member.value.string else { return nil }
    name = member.key
    self.target = target
  }
}

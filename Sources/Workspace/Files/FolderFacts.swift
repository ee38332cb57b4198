// Which folders hold nothing that the application's authors wrote.

/// What the names in a folder tell of it and of the folders in it.
struct FolderFacts {
  /// Why the folder itself is left out; nil when it is read.
  let reasonToSkip: SkipReason?
  private let hasSources: Bool
  /// Whether TypeScript lies here that is compiled: what people write stands beside `dist` then, not in it.
  private let isCompiled: Bool

  init(name: ArraySlice<UInt8>, entries: [FolderEntry]) {
    let isPackage = Self.has("package.json", in: entries)
    hasSources = isPackage && Self.has("src", in: entries)
    isCompiled = isPackage && Self.has("tsconfig.json", in: entries)
    let name = PathName(Array(name)).text
    if Self.has("pyvenv.cfg", in: entries) {
      reasonToSkip = .virtualEnvironment
    } else if Self.outputNames.contains(name), Self.looksBuilt(entries) {
      reasonToSkip = .buildOutput
    } else if name == "coverage", Self.coverageNames.contains(where: { Self.has($0, in: entries) })
    {
      reasonToSkip = .buildOutput
    } else {
      reasonToSkip = nil
    }
  }

  /// Why a folder of such a name in this one is left out; nil when its contents decide.
  func reasonToSkip(folderNamed name: [UInt8]) -> SkipReason? {
    let name = PathName(name).text
    if let reason = Self.reasons[name] { return reason }
    let isOutput = hasSources && Self.outputNames.contains(name) || isCompiled && name == "dist"
    return isOutput ? .buildOutput : nil
  }

  /// Whether builds usually write folders of such a name.
  static func isOutput(named name: String) -> Bool {
    outputNames.contains(name) || name == "coverage" || reasons[name] != nil
  }

  private static func has(_ name: String, in entries: [FolderEntry]) -> Bool {
    entries.contains { $0.name.count == name.utf8.count && $0.name.elementsEqual(name.utf8) }
  }

  /// Folders that builds write, and that people write too: only their contents or place decide.
  private static let outputNames: Set<String> = ["dist", "build", "out"]
  private static let coverageNames = [
    "lcov.info", "lcov-report", "coverage-final.json", "clover.xml", "coverage-summary.json",
  ]

  private static func looksBuilt(_ entries: [FolderEntry]) -> Bool {
    let names = Set(entries.map { PathName($0.name).text })
    return names.contains("asset-manifest.json") || names.contains { $0.hasSuffix(".js.map") }
      || (names.contains("index.html") && !names.isDisjoint(with: ["static", "assets", "_next"]))
      || names.contains { $0.hasSuffix(".d.ts") && names.contains($0.dropLast(5) + ".js") }
  }

  private static let reasons: [String: SkipReason] = [
    "node_modules": .dependencies, "bower_components": .dependencies,
    "jspm_packages": .dependencies, "web_modules": .dependencies, "site-packages": .dependencies,
    ".pnpm-store": .dependencies, ".yarn": .dependencies,
    ".git": .versionControl, ".hg": .versionControl, ".svn": .versionControl,
    ".venv": .virtualEnvironment, "__pycache__": .buildOutput, ".tox": .virtualEnvironment,
    ".next": .buildOutput, ".vite": .buildOutput, ".nuxt": .buildOutput, ".output": .buildOutput,
    ".svelte-kit": .buildOutput, ".turbo": .buildOutput, ".cache": .buildOutput,
    ".parcel-cache": .buildOutput, ".vercel": .buildOutput, ".serverless": .buildOutput,
    ".nyc_output": .buildOutput, ".angular": .buildOutput, ".docusaurus": .buildOutput,
    ".expo": .buildOutput, ".mypy_cache": .buildOutput, ".pytest_cache": .buildOutput,
    ".ruff_cache": .buildOutput, "storybook-static": .buildOutput,
  ]
}

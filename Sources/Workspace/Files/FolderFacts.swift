// Which folders hold nothing that the application's authors wrote.

/// What the names in a folder tell of it and of the folders in it.
struct FolderFacts {
  /// Why the folder itself is left out; nil when it is read.
  let reasonToSkip: SkipReason?
  private let hasSources: Bool

  init(path: [UInt8], entries: [FolderEntry]) {
    let names = Set(entries.map { PathName($0.name).text })
    let own = PathText.name(of: PathName(path).text)
    hasSources = names.contains("src") && names.contains("package.json")
    if names.contains("pyvenv.cfg") {
      reasonToSkip = .virtualEnvironment
    } else if Self.outputNames.contains(own), Self.looksBuilt(names) {
      reasonToSkip = .buildOutput
    } else if own == "coverage", !names.isDisjoint(with: Self.coverageNames) {
      reasonToSkip = .buildOutput
    } else {
      reasonToSkip = nil
    }
  }

  /// Whether a folder in this one is what a build writes next to its sources.
  func isOutput(_ name: [UInt8]) -> Bool {
    hasSources && Self.outputNames.contains(PathName(name).text)
  }

  /// Why a folder with such a name is left out wherever it stands.
  static func reasonToSkip(named name: [UInt8]) -> SkipReason? {
    reasons[PathName(name).text]
  }

  /// Folders that builds write, and that people write too: only their contents or place decide.
  private static let outputNames: Set<String> = ["dist", "build", "out"]
  private static let coverageNames: Set<String> = [
    "lcov.info", "lcov-report", "coverage-final.json", "clover.xml", "coverage-summary.json",
  ]

  private static func looksBuilt(_ names: Set<String>) -> Bool {
    names.contains("asset-manifest.json") || names.contains { $0.hasSuffix(".js.map") }
      || (names.contains("index.html") && !names.isDisjoint(with: ["static", "assets", "_next"]))
      || names.contains { $0.hasSuffix(".d.ts") && names.contains($0.dropLast(5) + ".js") }
  }

  private static let reasons: [String: SkipReason] = [
    "node_modules": .dependencies, "bower_components": .dependencies,
    "jspm_packages": .dependencies, "web_modules": .dependencies, "site-packages": .dependencies,
    ".pnpm-store": .dependencies, ".yarn": .dependencies,
    ".git": .versionControl, ".hg": .versionControl, ".svn": .versionControl,
    ".venv": .virtualEnvironment, "__pycache__": .buildOutput, ".tox": .virtualEnvironment,
    ".next": .buildOutput, ".nuxt": .buildOutput, ".output": .buildOutput,
    ".svelte-kit": .buildOutput, ".turbo": .buildOutput, ".cache": .buildOutput,
    ".parcel-cache": .buildOutput, ".vercel": .buildOutput, ".serverless": .buildOutput,
    ".nyc_output": .buildOutput, ".angular": .buildOutput, ".docusaurus": .buildOutput,
    ".expo": .buildOutput, ".mypy_cache": .buildOutput, ".pytest_cache": .buildOutput,
    ".ruff_cache": .buildOutput, "storybook-static": .buildOutput,
  ]
}

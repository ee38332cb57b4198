// What a folder tells of the files in it, its own parents included.

/// What a folder tells of the files in it, its own parents included.
struct FolderTraits {
  let name: String
  let isRoot: Bool
  /// Whether it is the root or holds a manifest.
  let isPackageLevel: Bool
  /// Whether it or a folder above holds what browsers fetch.
  private(set) var isServed = false
  private(set) var isVendored = false
  private(set) var isGenerated = false
  private(set) var isTest = false
  /// Whether it would mean tests if its files were Python.
  private(set) var isPythonTest = false
  private(set) var isTooling = false

  /// Whether it groups code by what it is about: `routes/`, `models/`.
  var isTrade: Bool { Words.trades.contains(name) }

  static let root = FolderTraits()

  private init() {
    name = ""
    isRoot = true
    isPackageLevel = true
  }

  init(name: String, in parent: FolderTraits, besideManifest: Bool, holdsManifest: Bool) {
    self = parent.extended(
      by: name,
      besideManifest: besideManifest,
      holdsManifest: holdsManifest
    )
  }

  private init(named name: String, isPackageLevel: Bool) {
    self.name = name
    self.isPackageLevel = isPackageLevel
    isRoot = false
  }

  private func extended(
    by name: String,
    besideManifest: Bool,
    holdsManifest: Bool
  ) -> FolderTraits {
    var traits = FolderTraits(named: name, isPackageLevel: holdsManifest)
    let isBelowTrade = isTrade
    traits.isServed = isServed || Words.served.contains(name)
    traits.isVendored = isVendored || isVendorFolder(name)
    traits.isGenerated = isGenerated || name == "generated" || name == "__generated__"
    let isTestWord = Words.testFolders.contains(name)
    let isSurelyTest = Words.testOnlyFolders.contains(name)
    traits.isTest = isTest || isSurelyTest || (isTestWord && !isBelowTrade)
    traits.isPythonTest = isPythonTest || isSurelyTest || isTestWord
    traits.isTooling =
      isTooling || Words.toolOnlyFolders.contains(name)
      || (Words.toolFolders.contains(name) && !isBelowTrade && !isServed)
      || (besideManifest && Words.topToolFolders.contains(name))
      || Words.exampleEndings.contains { name.hasSuffix($0) }
      || Words.upgradeFolders.contains(self.name) && Words.isVersion(name)
    return traits
  }

  /// Whether a folder of this name, in this one, holds somebody else's code.
  private func isVendorFolder(_ name: String) -> Bool {
    switch name {
    case "bower_components", "jspm_packages", "third_party", "third-party", "3rdparty": true
    case "vendor", "vendors": isRoot || Words.served.contains(self.name)
    case "plugins": Words.served.contains(self.name)
    default: false
    }
  }
}

// Which configuration of the repository speaks of one service.

import ConfigSyntax
import Findings
import SourceText
import Workspace

/// A compose service in its file.
struct ComposeEntry: Sendable {
  let file: Found<Compose>
  let service: ComposeService

  var place: Location { file.location(service.line, "service “\(service.name)”") }
}

/// The configuration of one service, the most telling files first.
struct ServiceConfiguration: Sendable {
  /// The images that it may be built as.
  private(set) var dockerfiles: [Found<Dockerfile>] = []
  /// Its own entries in compose files.
  private(set) var entries: [ComposeEntry] = []
  let all: ConfigurationFiles
  let service: Service

  init(_ service: Service, _ all: ConfigurationFiles, packageFolders: Set<String>) {
    self.service = service
    self.all = all
    let applications = Self.entries(of: all).filter { entry in
      guard let image = entry.service.image, !entry.service.usesBuild else { return true }
      return Infrastructure(image) == nil
    }
    entries = applications.filter { Self.matches($0, service) }
    if entries.isEmpty, service.isOnly {
      // An image that nobody builds here is the only application if there is no other.
      let names = Set(applications.map(\.service.name))
      if names.count == 1 { entries = applications }
    }
    dockerfiles = images(packageFolders)
    if entries.isEmpty, let image = dockerfiles.first, !Paths.isInside(image.folder, service.folder)
    {
      // An image of the whole repository, and one application that runs from it.
      if Set(applications.map(\.service.name)).count == 1 { entries = applications }
    }
  }

  static func entries(of files: ConfigurationFiles) -> [ComposeEntry] {
    files.composes.flatMap { file in
      file.content.services.map { ComposeEntry(file: file, service: $0) }
    }
  }

  private static func matches(_ entry: ComposeEntry, _ service: Service) -> Bool {
    if let path = dockerfile(of: entry), entry.service.usesBuild {
      let folder = Paths.folder(of: path)
      if !service.folder.isEmpty, folder == service.folder { return true }
    }
    if let context = entry.service.context,
      let folder = Paths.join(entry.file.folder, context), folder == service.folder,
      entry.service.dockerfile == nil || service.folder.isEmpty
    {
      return !service.folder.isEmpty || service.isOnly
        || service.names.contains(entry.service.name)
    }
    return service.names.contains(entry.service.name)
  }

  /// The path of the Dockerfile that a compose entry builds.
  private static func dockerfile(of entry: ComposeEntry) -> String? {
    guard let context = entry.service.context,
      let folder = Paths.join(entry.file.folder, context)
    else { return nil }
    return Paths.join(folder, entry.service.dockerfile ?? "Dockerfile")
  }

  /// The Dockerfiles of the service: those that other files name first, then those in its folder.
  private func images(_ packageFolders: Set<String>) -> [Found<Dockerfile>] {
    let named = Set(
      entries.compactMap(Self.dockerfile)
        + all.platforms.compactMap { file in
          file.content.dockerfile.map { String($0.drop { $0 == "/" || $0 == "." }) }
        }
    )
    let candidates = all.dockerfiles.filter { $0.purpose != .test && belongs($0, packageFolders) }
    func rank(_ file: Found<Dockerfile>) -> Int {
      if named.contains(file.path) { return 0 }
      let isPlain = Paths.name(of: file.path) == "Dockerfile"
      return (isPlain ? 1 : 2) + (file.purpose == .development ? 2 : 0)
    }
    return candidates.enumerated().sorted {
      (rank($0.element), $0.offset) < (rank($1.element), $1.offset)
    }
    .map(\.element)
  }

  private func belongs(_ file: Found<Dockerfile>, _ packageFolders: Set<String>) -> Bool {
    let folder = file.folder
    if !service.folder.isEmpty, Paths.isInside(folder, service.folder) { return true }
    // An image in the folder of another package is that package's.
    let owner =
      packageFolders.filter { Paths.isInside(folder, $0) }
      .max { $0.utf8.count < $1.utf8.count } ?? ""
    guard owner.isEmpty || service.folder.hasPrefix(owner + "/") || owner == service.folder else {
      return false
    }
    guard !service.folder.isEmpty else { return runsCode(file) }
    let mentions = file.content.stages.contains { stage in
      stage.instructions.contains { $0.text.contains(service.folder) }
    }
    return !service.folder.isEmpty && mentions
  }

  /// Whether an image is more than a product that is configured (a database with its settings).
  private func runsCode(_ file: Found<Dockerfile>) -> Bool {
    guard let image = file.content.runningStages.last?.image else { return false }
    return Infrastructure(ImageName(image)) == nil
  }

  /// Platform files that lie beside the service or above it.
  var platforms: [Found<Platform>] {
    all.platforms.filter { file in
      guard file.purpose <= .variant else { return false }
      if service.isOnly { return true }
      guard Paths.isInside(service.folder, file.folder) else { return false }
      // A file above several services speaks of those that it names.
      let commands = file.content.command?.words ?? []
      let image = file.content.dockerfile.map { String($0.drop { $0 == "/" || $0 == "." }) }
      guard file.folder != service.folder, !commands.isEmpty || image != nil else { return true }
      return commands.contains { word in
        word.hasSuffix(service.name) || (!service.folder.isEmpty && word.contains(service.folder))
      } || dockerfiles.contains { $0.path == image }
    }
  }

  /// The entries of production, or of no purpose in particular.
  var servingEntries: [ComposeEntry] { entries.filter { $0.file.purpose <= .variant } }

  /// What runs beside the application, in compose files, with its product.
  var infrastructure: [(entry: ComposeEntry, product: Infrastructure, image: ImageName)] {
    Self.entries(of: all).filter { $0.file.purpose != .test }.compactMap { entry in
      guard let image = entry.service.image, !entry.service.usesBuild || entry.service.image != nil,
        let product = Infrastructure(image)
      else { return nil }
      return (entry, product, image)
    }
  }

  /// The commands that start the service, the most telling first.
  func startCommands(root: PackageManifest?) -> [StartCommand] {
    var found: [StartCommand] = []
    for entry in servingEntries where !entry.service.command.isEmpty {
      let place = entry.file.location(entry.service.commandLine)
      found.append(StartCommand(words: entry.service.command, place: place))
    }
    for file in all.workloads {
      for workload in file.content
      where !workload.command.isEmpty && (service.isOnly || service.names.contains(workload.name)) {
        found.append(StartCommand(words: workload.command, place: file.location(workload.line)))
      }
    }
    for file in all.procfiles where Paths.isInside(service.folder, file.folder) {
      for line in file.content where line.name == "web" {
        found.append(
          StartCommand(words: CommandWords.split(line.command), place: file.location(line.line))
        )
      }
    }
    for file in platforms {
      guard let command = file.content.command else { continue }
      found.append(StartCommand(words: command.words, place: file.location(command.line)))
    }
    found += dockerfiles.prefix(1).compactMap(imageCommand)
    found += unitCommands
    found += scriptCommands(root)
    return found
  }

  private func imageCommand(_ file: Found<Dockerfile>) -> StartCommand? {
    let entry = file.content.running("ENTRYPOINT")
    let command = file.content.running("CMD")
    let words = (entry?.words ?? []) + (command?.words ?? [])
    guard !words.isEmpty else { return nil }
    return StartCommand(words: words, place: file.location(command?.line ?? entry?.line ?? 1))
  }

  private var unitCommands: [StartCommand] {
    all.units.flatMap { file in
      file.content.members.compactMap { section -> StartCommand? in
        let member = section.value.member("ExecStart") ?? section.value.member("command")
        guard let member, let text = member.value.string else { return nil }
        return StartCommand(words: CommandWords.split(text), place: file.location(member.line))
      }
    }
  }

  private func scriptCommands(_ root: PackageManifest?) -> [StartCommand] {
    let names = ["start:prod", "start:production", "production", "start", "serve"]
    for manifest in [service.package].compactMap(\.self) {
      for name in names {
        guard let script = manifest.scripts.first(where: { $0.name == name }) else { continue }
        return [
          StartCommand(
            words: CommandWords.split(script.command),
            place: Location(file: manifest.path, startLine: 1, note: "script “\(name)”"),
            isDeployed: false
          )
        ]
      }
    }
    return []
  }

  /// Every server that some start command runs, with the command's place.
  func servers(root: PackageManifest?) -> [ServerProcess] {
    let context = StartCommand.Context(package: service.package, root: root, scripts: all.scripts)
    let all = startCommands(root: root).flatMap { $0.resolved(in: context) }
    // One command may start several services, each in its folder.
    let own = all.filter { !service.folder.isEmpty && $0.folder.hasSuffix(service.folder) }
    return (own.isEmpty ? all : own)
      .filter { !ServerProcess.isDevelopment($0.words) }
      .compactMap(ServerProcess.init)
  }
}

// `plimsoll init`.

import ArgumentParser
import Findings
import Report
import Workspace

enum ForgeChoice: String, CaseIterable, ExpressibleByArgument {
  case github
  case gitlab
  case both

  var forges: [Forge] {
    switch self {
    case .github: [.github]
    case .gitlab: [.gitlab]
    case .both: [.github, .gitlab]
    }
  }
}

struct InitCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Writes settings, CI, a hook and a smoke test for a project.",
    discussion: """
      Reads the project once and writes, filled with what it found: a commented
      plimsoll.yml, the workflow of GitHub Actions or the job of GitLab, a hook for
      pre-commit, a smoke test for k6 and a checklist for reviews. What is there
      already stays as it is.

      EXAMPLES:
        plimsoll init                 the folder that you are in
        plimsoll init --ci gitlab     for GitLab only
        plimsoll gate --update-baseline
                                      the next step: what is accepted for now
      """
  )

  @Argument(help: ArgumentHelp("The folder that holds the application.", valueName: "path"))
  var path = "."

  @Option(help: "github, gitlab or both; default: what the folder shows, else both.")
  var ci: ForgeChoice?

  @OptionGroup(title: "Output options") var output: OutputOptions

  func run() async throws {
    let folder = SetupFolder(path: path)
    var options = try AuditOptions.parse([])
    options.path = path
    options.noLab = true
    let bar = ProgressBar(isWelcome: Terminal.progressIsWelcome)
    let audit = try await AuditRun(options: options, progress: bar).audit()
    bar.clear()
    var lines: [String] = []
    for file in try ProjectSetup(of: audit, for: forges(in: folder)).files {
      let isNew = try folder.add(file.text, at: file.path)
      lines.append(
        isNew
          ? "wrote  \(file.path)  \(file.purpose)"
          : "kept   \(file.path)  is there already, and was not changed"
      )
    }
    lines.append("next   plimsoll gate --update-baseline  what the project lives with for now")
    try output.destination.write(lines.map { $0 + "\n" }.joined())
  }

  private func forges(in folder: SetupFolder) -> [Forge] {
    if let ci { return ci.forges }
    let found = [
      folder.has(".github") ? Forge.github : nil,
      folder.has(".gitlab-ci.yml") || folder.has(".gitlab") ? Forge.gitlab : nil,
    ].compactMap(\.self)
    return found.isEmpty ? ForgeChoice.both.forges : found
  }
}

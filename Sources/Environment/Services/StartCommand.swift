// Follows the command that starts a service to the server that it runs.

import ConfigSyntax
import Findings
import SourceText
import Workspace

/// A command, where it is written, and what it was reached from.
struct StartCommand: Sendable {
  let words: [String]
  let place: Location
  /// Whether a file of the deployment says it, not only a script for whoever starts it by hand.
  var isDeployed = true
  /// The folder that `cd` has led to; empty where none did.
  var folder = ""

  /// The folders and scripts through which commands are followed.
  struct Context {
    let package: PackageManifest?
    let root: PackageManifest?
    let scripts: [Found<[String]>]
  }

  /// The simple commands behind it: scripts of package.json and shell files opened, wrappers taken off.
  func resolved(in context: Context) -> [StartCommand] {
    var result: [StartCommand] = []
    var budget = 60
    resolve(words, place, context, 0, &budget, &result)
    for position in result.indices { result[position].isDeployed = isDeployed }
    return result
  }

  private func resolve(
    _ words: [String],
    _ place: Location,
    _ context: Context,
    _ depth: Int,
    _ budget: inout Int,
    _ result: inout [StartCommand]
  ) {
    var folder = ""
    for command in CommandWords.commands(in: words) {
      budget -= 1
      guard depth < 8, budget > 0 else { return }
      let bare = Self.unwrapped(command)
      guard let program = bare.first else { continue }
      if program == "cd" {
        folder = bare.dropFirst().first ?? ""
      } else if let text = Self.shellText(bare) {
        resolve(CommandWords.split(text), place, context, depth + 1, &budget, &result)
      } else if Self.isConcurrent(program) {
        for text in bare.dropFirst() where !text.hasPrefix("-") {
          // `npm-run-all a b` names scripts, `concurrently "a" "b"` holds commands.
          let inner = text.contains(" ") ? CommandWords.split(text) : ["npm", "run", text]
          guard text.contains(" ") || Self.script(text, in: context) != nil else { continue }
          resolve(inner, place, context, depth + 1, &budget, &result)
        }
      } else if let script = Self.scriptName(bare),
        let found = Self.script(script, in: context)
      {
        resolve(
          CommandWords.split(found.command),
          found.place,
          context,
          depth + 1,
          &budget,
          &result
        )
      } else if let file = Self.shellFile(bare, in: context) {
        for line in file.content {
          let trimmed = line.drop { $0 == " " || $0 == "\t" }
          guard !trimmed.hasPrefix("#") else { continue }
          let inner = CommandWords.split(String(trimmed))
          let number = file.content.firstIndex(of: line).map { $0 + 1 } ?? 1
          resolve(inner, file.location(number), context, depth + 1, &budget, &result)
        }
      } else {
        result.append(StartCommand(words: bare, place: place, folder: folder))
      }
    }
  }

  /// Programs that run another program, with the flags before it.
  private static let wrappers: Set<String> = [
    "exec", "tini", "dumb-init", "npx", "bunx", "cross-env", "cross-env-shell", "env", "dotenv",
    "time", "nohup", "newrelic-admin", "ddtrace-run", "opentelemetry-instrument", "infisical",
    "doppler", "sudo", "node_modules/.bin", "with-env", "env-cmd", "chamber", "su-exec", "gosu",
  ]
  /// Programs that run another program behind the word `run` or `exec`.
  private static let runners: Set<String> = [
    "poetry", "uv", "pipenv", "pdm", "hatch", "rye", "bundle",
  ]

  /// A command without what stands around it: variables, `exec`, `npx`, `poetry run` and their like.
  private static func unwrapped(_ command: [String]) -> [String] {
    var words = command[...]
    for _ in 0..<12 {
      guard let first = words.first else { break }
      let name = Paths.name(of: first)
      if first.contains("="), !first.hasPrefix("-") {
        words = words.dropFirst()
      } else if runners.contains(name), words.dropFirst().first == "run" {
        words = words.dropFirst(2).drop { $0.hasPrefix("-") }
      } else if wrappers.contains(name) {
        words = words.dropFirst()
        while let flag = words.first, flag.hasPrefix("-") {
          words = words.dropFirst()
          // `-e FILE`, `-f FILE`, `-c FILE`: the next word belongs to the flag.
          if ["-e", "-f", "-c", "-p"].contains(flag) { words = words.dropFirst() }
        }
        if name == "gosu" || name == "su-exec" { words = words.dropFirst() }
      } else {
        break
      }
    }
    return Array(words)
  }

  private static func isConcurrent(_ program: String) -> Bool {
    ["concurrently", "npm-run-all", "run-p", "run-s"].contains(Paths.name(of: program))
  }

  /// The text of `sh -c "…"`.
  private static func shellText(_ words: [String]) -> String? {
    guard let first = words.first, ["sh", "bash", "ash", "dash"].contains(Paths.name(of: first)),
      let flag = words.firstIndex(where: { $0.hasPrefix("-") && $0.hasSuffix("c") }),
      flag + 1 < words.count
    else { return nil }
    return words[flag + 1]
  }

  /// The script of package.json that a package manager runs.
  private static func scriptName(_ words: [String]) -> String? {
    guard let first = words.first else { return nil }
    let managers: Set<String> = ["npm", "yarn", "pnpm", "bun", "turbo", "nx", "lerna"]
    guard managers.contains(Paths.name(of: first)) else { return nil }
    var rest = words.dropFirst().filter { !$0.hasPrefix("-") }[...]
    if rest.first == "workspace" { rest = rest.dropFirst(2) }
    if rest.first == "run" || rest.first == "run-script" || rest.first == "exec" {
      rest = rest.dropFirst()
    }
    return rest.first
  }

  private static func script(
    _ name: String,
    in context: Context
  ) -> (command: String, place: Location)? {
    for manifest in [context.package, context.root].compactMap(\.self) {
      guard let script = manifest.scripts.first(where: { $0.name == name }) else { continue }
      return (script.command, Location(file: manifest.path, startLine: 1, note: "script “\(name)”"))
    }
    return nil
  }

  /// The shell file that a command runs, where the folder holds exactly one of its name.
  private static func shellFile(_ words: [String], in context: Context) -> Found<[String]>? {
    let shells: Set<String> = ["sh", "bash", "ash", "dash"]
    guard let first = words.first else { return nil }
    let file = shells.contains(Paths.name(of: first)) ? words.dropFirst().first : first
    guard let file, file.hasSuffix(".sh") else { return nil }
    let name = Paths.name(of: file)
    let found = context.scripts.filter { Paths.name(of: $0.path) == name }
    return found.count == 1 ? found.first : nil
  }
}

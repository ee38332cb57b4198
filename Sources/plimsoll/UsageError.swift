// The argument parser's errors as one line, with the nearest name.

import ArgumentParser
import ConfigSyntax

/// Turns a wrong command line into a failure that says what to do.
enum UsageError {
  /// Refuses an unknown command, of which the parser would only say that it is unexpected.
  static func checkCommand(in arguments: [String]) throws(Failure) {
    var words: [String] = []
    var commands = Plimsoll.configuration.subcommands
    for word in arguments {
      let names = commands.map { $0._commandName } + ["help"]
      guard !commands.isEmpty, !word.hasPrefix("-"), word != "help" else { return }
      guard let known = commands.first(where: { $0._commandName == word }) else {
        let name = (words + [word]).joined(separator: " ")
        let place = (["plimsoll"] + words).joined(separator: " ")
        throw .usage(
          "unknown command '\(name)'\(hint(for: word, among: names)); see \(place) --help"
        )
      }
      words.append(word)
      commands = known.configuration.subcommands
    }
  }

  /// The parser's message on one line, with the nearest flag and a pointer to the help.
  static func failure(of message: String, arguments: [String]) -> Failure {
    let command = command(in: arguments)
    let place = (["plimsoll"] + (command.map { [$0._commandName] } ?? [])).joined(separator: " ")
    return .usage("\(oneLine(message, command: command ?? Plimsoll.self)); see \(place) --help")
  }

  private static func oneLine(_ message: String, command: any ParsableCommand.Type) -> String {
    let parts = message.split(separator: "'", omittingEmptySubsequences: false)
    if parts.count > 1, parts[0] == "Unknown option " {
      let flags = flags(of: command)
      return "unknown option '\(parts[1])'\(hint(for: String(parts[1]), among: flags))"
    }
    var lines = message.split(whereSeparator: \.isNewline)[...]
    // The parser lists many values below one another, and few as `'text', 'json'`.
    let choices = lines.filter { $0.hasPrefix("  - ") }.map { "'\($0.dropFirst(4))'" }
    lines.removeAll { $0.hasPrefix("  - ") }
    let line =
      lines.joined(separator: " ") + (choices.isEmpty ? "" : " " + choices.joined(separator: ", "))
    let text = line.hasSuffix(".") ? line.dropLast() : line[...]
    return text.prefix(1).lowercased() + text.dropFirst()
  }

  private static func command(in arguments: [String]) -> (any ParsableCommand.Type)? {
    Plimsoll.configuration.subcommands.first { $0._commandName == arguments.first }
  }

  /// The flags that a command's help names.
  private static func flags(of command: any ParsableCommand.Type) -> [String] {
    let words = Plimsoll.helpMessage(for: command).split { $0.isWhitespace || "[],".contains($0) }
    return words.filter { $0.hasPrefix("--") && $0.count > 2 }.map(String.init)
  }

  private static func hint(for name: String, among known: [String]) -> String {
    NearestName.of(name, among: known).map { " (did you mean '\($0)'?)" } ?? ""
  }
}

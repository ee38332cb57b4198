// Reads a Dockerfile: its stages, and the instructions that say how a container starts.

/// What a Dockerfile says.
package struct Dockerfile: Hashable, Sendable {
  /// One `FROM` and what follows it.
  package struct Stage: Hashable, Sendable {
    /// The image as it is written, arguments with a default filled in.
    package let image: String
    package let name: String?
    package let line: Int
    /// Number of the stage that it builds on, where its image is one.
    package let base: Int?
    package fileprivate(set) var instructions: [Instruction] = []
  }

  package struct Instruction: Hashable, Sendable {
    /// In upper case, like `CMD` and `ENV`.
    package let keyword: String
    /// What follows it, on one line.
    package let text: String
    package let line: Int

    /// The words of a command, be it written as a list or for the shell.
    package var words: [String] {
      if text.utf8.first == UInt8(ascii: "[") {
        let document = ConfigDocument(json: Array(text.utf8))
        if document.value.isArray, document.diagnostics.isEmpty { return document.value.strings }
      }
      return CommandWords.split(text)
    }
  }

  package let stages: [Stage]

  /// Reads a text; what is no instruction is passed over.
  package init(_ bytes: [UInt8]) {
    var reader = DockerfileReader()
    for line in ConfigLines(bytes).lines { reader.take(line) }
    stages = reader.finish()
  }

  /// The stage that runs: the last one.
  package var final: Stage? { stages.last }

  /// The stage that runs and those that it builds on, the running one first.
  package var runningStages: [Stage] {
    var result: [Stage] = []
    var next = stages.indices.last
    while let position = next, result.count < stages.count {
      result.append(stages[position])
      next = stages[position].base
    }
    return result
  }

  /// The last instruction with a keyword that holds for the running container.
  package func running(_ keyword: String) -> Instruction? {
    runningStages.lazy.compactMap { stage in
      stage.instructions.last { $0.keyword == keyword }
    }.first
  }
}

private struct DockerfileReader {
  private var stages: [Dockerfile.Stage] = []
  private var arguments: [String: String] = [:]
  private var pending = ""
  private var pendingLine = 0
  /// The word that ends a here-document.
  private var heredoc: Substring?

  mutating func take(_ line: ConfigLine) {
    if let end = heredoc {
      if line.trimmed == end { heredoc = nil }
      return
    }
    let text = line.trimmed
    if text.isEmpty || text.utf8.first == UInt8(ascii: "#") { return }
    if pending.isEmpty { pendingLine = line.number }
    guard pending.utf8.count < ConfigLimits.instructionBytes else { return }
    if text.utf8.last == UInt8(ascii: "\\") {
      pending += String(Substring(text.utf8.dropLast())) + " "
      return
    }
    pending += text
    close()
  }

  private mutating func close() {
    defer { pending = "" }
    let words = pending.utf8.split(separator: 32, maxSplits: 1)
    guard let first = words.first else { return }
    let keyword = String(Substring(first)).uppercased()
    let text = words.count > 1 ? String(Substring(words[1]).trimmed) : ""
    if keyword == "RUN" || keyword == "COPY" { heredoc = Self.heredoc(in: text) }
    switch keyword {
    case "FROM": open(text)
    case "ARG": define(text)
    default: break
    }
    guard keyword != "FROM", let last = stages.indices.last else { return }
    stages[last].instructions.append(
      Dockerfile.Instruction(keyword: keyword, text: text, line: pendingLine)
    )
  }

  private mutating func open(_ text: String) {
    let words = text.split(separator: " ").filter { !$0.hasPrefix("--") }
    guard let image = words.first else { return }
    let isNamed = words.count > 2 && words[1].lowercased() == "as"
    let resolved = substituted(String(image))
    stages.append(
      Dockerfile.Stage(
        image: resolved,
        name: isNamed ? String(words[2]) : nil,
        line: pendingLine,
        base: stages.lastIndex { $0.name?.lowercased() == resolved.lowercased() }
      )
    )
  }

  private mutating func define(_ text: String) {
    let parts = text.split(separator: "=", maxSplits: 1)
    guard parts.count == 2, arguments.count < 1000 else { return }
    arguments[String(parts[0])] = String(parts[1].unquoted)
  }

  /// `$NAME`, `${NAME}` and `${NAME:-default}` replaced where a default is known.
  private func substituted(_ text: String) -> String {
    var result = ""
    var rest = Substring(text)
    while let dollar = rest.utf8.firstIndex(of: UInt8(ascii: "$")), result.utf8.count < 4096 {
      result += rest[..<dollar]
      rest = rest[dollar...].dropFirst()
      if rest.utf8.first == UInt8(ascii: "{"), let close = rest.firstIndex(of: "}") {
        let inner = rest[..<close].dropFirst()
        let name = inner.prefix { $0 != ":" }
        let fallback = inner.dropFirst(name.count)
        let text = fallback.hasPrefix(":-") ? String(fallback.dropFirst(2)) : nil
        result += arguments[String(name)] ?? text ?? "${\(inner)}"
        rest = rest[close...].dropFirst()
      } else {
        let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        result += arguments[String(name)] ?? "$\(name)"
        rest = rest.dropFirst(name.count)
      }
    }
    return result + rest
  }

  private static func heredoc(in text: String) -> Substring? {
    guard let word = text.split(separator: " ").first(where: { $0.hasPrefix("<<") }) else {
      return nil
    }
    let name = word.dropFirst(2).drop { $0 == "-" }.unquoted
    return name.isEmpty ? nil : name
  }

  consuming func finish() -> [Dockerfile.Stage] {
    if !pending.isEmpty { close() }
    return stages
  }
}

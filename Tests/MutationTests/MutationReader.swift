// Reads descriptions of mutations; Tests/Mutations/README.md says how they are written.

import Foundation

/// The lines of one file of descriptions, read from the first to the last.
struct MutationReader {
  private let name: String
  private var application = ""
  private var fields: [String: String] = [:]
  private var edits: [Mutation.Edit] = []
  private var startLine = 0
  private var isInEdit = false
  private var mutations: [Mutation] = []

  /// All mutations of a folder, file by file.
  static func mutations(in folder: URL) throws -> [Mutation] {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    return try names.filter { $0.hasSuffix(".txt") }.sorted().flatMap { name in
      let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
      var reader = MutationReader(name: name)
      return try reader.read(text)
    }
  }

  private init(name: String) {
    self.name = name
  }

  private mutating func read(_ text: String) throws -> [Mutation] {
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      try read(line, number: index + 1)
    }
    try finish()
    return mutations
  }

  private mutating func read(_ line: Substring, number: Int) throws {
    if isInEdit, let sign = line.first, " -+".contains(sign) {
      take(line, sign: sign)
      return
    }
    isInEdit = false
    guard !line.isEmpty, !line.hasPrefix("#") else { return }
    guard let colon = line.firstRange(of: ": ") else {
      throw MutationFault(description: "\(name):\(number): neither a field nor a line of an edit")
    }
    let key = String(line[..<colon.lowerBound])
    let value = String(line[colon.upperBound...])
    switch key {
    case "application":
      try finish()
      application = value
    case "mutation":
      try finish()
      startLine = number
      fields = ["mutation": value]
    case "file":
      edits.append(Mutation.Edit(file: value))
      isInEdit = true
    case "kind", "expects", "hops", "missed": fields[key] = value
    default: throw MutationFault(description: "\(name):\(number): nothing is called `\(key)`")
    }
  }

  private mutating func take(_ line: Substring, sign: Character) {
    let text = line.dropFirst()
    if sign != "+" { edits[edits.count - 1].old.append(text) }
    if sign != "-" { edits[edits.count - 1].new.append(text) }
  }

  private mutating func finish() throws {
    defer {
      fields = [:]
      edits = []
    }
    guard let title = fields["mutation"] else { return }
    let source = "Tests/Mutations/\(name):\(startLine)"
    guard let kind = fields["kind"], let expects = fields["expects"],
      let hops = fields["hops"].flatMap({ Int($0) }), !edits.isEmpty, !application.isEmpty
    else {
      throw MutationFault(description: "\(source): needs kind, expects, hops, and a file")
    }
    mutations.append(
      Mutation(
        title: title,
        kind: kind,
        expects: expects,
        hops: hops,
        missed: fields["missed"],
        application: application,
        edits: edits,
        source: source
      )
    )
  }
}

// What Package.swift declares: the rooms, where they are, and what each may import.

/// One target of Package.swift.
struct Room: Equatable, Sendable {
  let name: String
  let path: String
  /// Modules that the room may import: other rooms and products of packages.
  let sees: [String]
  /// Tests, and tools that only tests use.
  let isTest: Bool
}

/// Package.swift, read as text.
///
/// `swift package dump-package` would wait for the very build that runs the test. The reader knows
/// the four calls that declare a target there, and a declaration that it cannot read is an error.
struct PackagePlan {
  let rooms: [Room]

  struct Unreadable: Error, CustomStringConvertible {
    let declaration: String
    var description: String { "Package.swift: cannot read the target declared by: \(declaration)" }
  }

  static func ofThisPackage() throws -> PackagePlan {
    try PackagePlan(manifest: Repository.text(of: "Package.swift") ?? "")
  }

  init(manifest: String) throws {
    let code = manifest.split(separator: "\n").filter { !$0.trimmingSpaces.hasPrefix("//") }
      .joined(separator: "\n")
    let products = Self.products(in: code)
    guard let start = code.firstRange(of: "targets: [") else {
      throw Unreadable(declaration: manifest)
    }
    rooms = try Self.calls(in: code[start.upperBound...]).map { call, arguments in
      guard let name = Self.strings(in: arguments).first else {
        throw Unreadable(declaration: "\(call)(\(arguments))")
      }
      let isTest = call == "tests" || call == ".testTarget"
      let place =
        Self.string(after: "at:", in: arguments) ?? Self.string(after: "path:", in: arguments)
      let path = place ?? "\(isTest ? "Tests" : "Sources")/\(name)"
      return Room(
        name: name,
        path: path,
        sees: try Self.dependencies(in: arguments, products: products),
        isTest: path.hasPrefix("Tests/")
      )
    }
  }

  /// The names that the manifest gives to products of packages, each with its module.
  private static func products(in code: String) -> [String: String] {
    var products: [String: String] = [:]
    for declaration in code.split(separator: "\nlet ").dropFirst() {
      let name = declaration.prefix { $0 != " " && $0 != ":" }
      guard let call = declaration.firstRange(of: "= Target.Dependency.product(") else { continue }
      products[String(name)] = strings(in: declaration[call.upperBound...]).first
    }
    return products
  }

  /// Every call that declares a target, with the text between its parentheses.
  private static func calls(in code: Substring) -> [(call: String, arguments: Substring)] {
    let declaring = ["room(", "tests(", ".target(", ".executableTarget(", ".testTarget("]
    var calls: [(String, Substring)] = []
    var rest = code
    while let line = rest.firstIndex(where: { !$0.isWhitespace }) {
      rest = rest[line...]
      if let call = declaring.first(where: { rest.hasPrefix($0) }) {
        let inside = rest.dropFirst(call.count)
        let arguments = inside.prefix(closing: ")")
        calls.append((String(call.dropLast()), arguments))
        rest = rest[arguments.endIndex...]
      }
      rest = rest[(rest.firstIndex(of: "\n") ?? rest.endIndex)...]
    }
    return calls
  }

  private static func dependencies(
    in arguments: Substring,
    products: [String: String]
  ) throws -> [String] {
    guard
      let label = ["sees: [", "dependencies: ["].lazy.compactMap({ arguments.firstRange(of: $0) })
        .first
    else { return [] }
    let list = arguments[label.upperBound...].prefix(closing: "]")
    return try list.split(separator: ",").map(\.trimmingSpaces).filter { !$0.isEmpty }.map { word in
      if let room = strings(in: word).first { return room }
      guard let module = products[String(word)] else { throw Unreadable(declaration: String(word)) }
      return module
    }
  }

  private static func string(after label: String, in text: Substring) -> String? {
    text.firstRange(of: label).flatMap { strings(in: text[$0.upperBound...]).first }
  }

  private static func strings(in text: Substring) -> [String] {
    text.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 1 }.map { String($0.element) }
  }
}

extension Substring {
  /// The text before the bracket that closes the one just opened.
  fileprivate func prefix(closing bracket: Character) -> Substring {
    var depth = 0
    for index in indices {
      switch self[index] {
      case "(", "[": depth += 1
      case ")", "]":
        if depth == 0, self[index] == bracket { return self[..<index] }
        depth -= 1
      default: break
      }
    }
    return self
  }
}

extension StringProtocol {
  /// The text without spaces at its ends.
  var trimmingSpaces: Substring {
    var text = Substring(self)
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}

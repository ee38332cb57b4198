// What the source of a guard says: `authorize("admin")`, `IsAdminUser`, `cache("5 minutes")`.

import SourceText

/// The callee and the arguments of a guard, as names and texts.
struct GuardText {
  /// The last name before the first parenthesis, or the last of all.
  private let callee: String
  /// By argument: the last name or the text in it.
  private let arguments: [String]
  private let hasAlternatives: Bool
  /// The texts that name what somebody may do, in their parts: `"orders.manage"`, `"orders:manage"`.
  private let permissions: [[String]]
  private let text: String

  init(_ text: String) {
    self.text = text
    let head = text.prefix { $0 != "(" && $0 != "[" }
    callee = Self.lastName(in: head)
    let rest = text.dropFirst(head.count)
    arguments = rest.split { $0 == "," }.map { Self.lastName(in: $0) }.filter { !$0.isEmpty }
    hasAlternatives = text.contains("|")
    permissions = Self.permissions(in: text)
  }

  /// The last name of a piece of source; members count as one with what they are of.
  private static func lastName(in text: Substring) -> String {
    let names = text.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-") }
    return names.last.map(String.init) ?? ""
  }

  /// The quoted texts of several words with a point or a colon between them.
  private static func permissions(in text: String) -> [[String]] {
    let parts = text.split(separator: "\"", omittingEmptySubsequences: false)
      .flatMap { $0.split(separator: "'", omittingEmptySubsequences: false) }
    return stride(from: 1, to: parts.count, by: 2).compactMap { position in
      let quoted = parts[position]
      let words = quoted.split { $0 == "." || $0 == ":" }.map { $0.lowercased() }
      let isPlain = quoted.allSatisfy {
        $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" || $0 == "." || $0 == ":"
      }
      return isPlain && words.count > 1 ? words : nil
    }
  }

  /// The permission that a guard asks for, where it is one of those who run the application.
  private func managed(_ words: RareWords) -> String? {
    guard permissions.count == 1, let permission = permissions.first,
      permission.contains(where: words.privileged.contains)
        || permission.last == "manage" && !isEveryday(permission, words)
    else { return nil }
    // Cut into words last: that costs the most, and hardly any guard names a permission.
    let head = text.prefix { $0 != "\"" && $0 != "'" }
    let asked = head.split { !($0.isLetter || $0.isNumber || $0 == "_") }
      .flatMap { NameSplit.words(of: String($0)) }
    guard asked.contains(where: words.asking.contains) else { return nil }
    return permission.joined(separator: ".")
  }

  private func isEveryday(_ permission: [String], _ words: RareWords) -> Bool {
    permission.contains { !words.everyday.isDisjoint(with: NameSplit.words(of: $0)) }
  }

  /// What in it says that it lets only those through who run the application; nil where nothing does.
  ///
  /// A guard that names the verbs that it guards (`methods="POST"`) guards no other.
  func privilege(_ words: RareWords, of verb: String) -> String? {
    if text.contains("methods="), verb != "ALL", !text.contains(verb) { return nil }
    let own = NameSplit.words(of: callee)
    if words.isPrivileged(own), own.count > 1 || arguments.isEmpty { return callee }
    guard !hasAlternatives, !arguments.isEmpty else { return nil }
    if let permission = managed(words) { return permission }
    let named = arguments.filter { words.isPrivileged(NameSplit.words(of: $0)) }
    let isAnyEnough = callee.isEmpty || own.contains(where: words.gathering.contains)
    let isAsked =
      isAnyEnough || own.contains(where: words.asking.contains) && named.count == arguments.count
    guard isAsked, let first = named.first else { return nil }
    return callee.isEmpty || isAnyEnough ? first : "\(callee)(\(first))"
  }

  /// How many seconds it keeps whole answers; nil where it keeps none.
  func keptSeconds(_ words: RareWords) -> Double? {
    let wrapper = "method_decorator("
    if text.hasPrefix(wrapper) {
      return GuardText(String(text.dropFirst(wrapper.utf8.count))).keptSeconds(words)
    }
    let own = NameSplit.words(of: callee)
    let all = own + NameSplit.words(of: String(text.prefix { $0 != "(" }))
    guard own.contains(where: words.keeping.contains),
      !all.contains(where: {
        ["control", "no", "clear", "headers", "bust", "invalidate"].contains($0)
      })
    else { return nil }
    return Self.duration(text.drop { $0 != "(" }.lowercased()) ?? 60
  }

  /// `5 minutes`, `60 * 15`, `timeout=50`; thousands are milliseconds.
  private static func duration(_ text: String) -> Double? {
    let pieces = text.split { !($0.isLetter || $0.isNumber || $0 == "*" || $0 == ".") }
    var result: Double?
    for (position, piece) in pieces.enumerated() {
      guard let number = Double(piece) else { continue }
      if let before = result, position > 0, pieces[position - 1] == "*" {
        result = before * number
        continue
      }
      guard result == nil else { break }
      result = number * unit(pieces.dropFirst(position + 1).first ?? "")
    }
    return result.flatMap { $0 > 0 ? ($0 >= 60_000 ? $0 / 1_000 : $0) : nil }
  }

  private static func unit(_ word: Substring) -> Double {
    if word.hasPrefix("min") { return 60 }
    if word.hasPrefix("hour") { return 3_600 }
    return word.hasPrefix("day") ? 86_400 : 1
  }
}

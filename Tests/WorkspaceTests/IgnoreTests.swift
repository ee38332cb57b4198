// Ignore files mean what git makes of them.

import Testing

@testable import Workspace

@Suite("Ignore files")
struct IgnoreTests {
  private func isIgnored(_ path: String, by lines: String, isFolder: Bool = false) -> Bool {
    let rules = IgnoreRules(source: ".gitignore", depth: 0, text: Array(lines.utf8))
    let segments = Array(path.utf8).split(separator: UInt8(ascii: "/"))
    guard let name = segments.last else { return false }
    return rules.verdict(on: name, in: segments.dropLast(), isFolder: isFolder) ?? false
  }

  @Test(
    "match as the manual of git says",
    arguments: [
      ("*.log", "a/b.log", true), ("/a.js", "a.js", true), ("/a.js", "x/a.js", false),
      ("a/b", "a/b", true), ("a/b", "x/a/b", false), ("**/foo", "x/y/foo", true),
      ("**/foo", "foo", true), ("abc/**", "abc/x/y", true), ("abc/**", "abc", false),
      ("a/**/b", "a/b", true), ("a/**/b", "a/x/y/b", true), ("a/**/b", "a/x/y/c", false),
      ("a**/b", "ax/b", true), ("a**/b", "a/x/b", false), ("[a-c].js", "b.js", true),
      ("[!a-c].js", "b.js", false), ("[^a-c].js", "d.js", true), ("[[:digit:]]x", "1x", true),
      ("[]x]", "]", true), ("[a", "[a", false), ("\\#a", "#a", true), ("#a", "#a", false),
      ("\\!a", "!a", true), ("a\\ ", "a ", true), ("a  ", "a", true), ("a?c", "abc", true),
      ("a?c", "a/c", false), ("*", "a", true), ("a*b*c", "axxbyyc", true),
      ("a*b*c", "axxbyy", false),
      ("*.js\n!keep.js", "keep.js", false), ("!keep.js\n*.js", "keep.js", true),
      ("a.js\r", "a.js", true), ("a\\", "a", false), ("//", "a", false), ("a//b", "a/b", false),
      ("", "a", false), ("**", "a/b", true), ("foo/*", "foo/a", true), ("foo/*", "foo/a/b", false),
    ]
  )
  func manual(_ line: String, _ path: String, _ expected: Bool) {
    #expect(isIgnored(path, by: line) == expected)
  }

  @Test("with a closing slash mean folders only")
  func folders() {
    #expect(!isIgnored("build", by: "build/"))
    #expect(isIgnored("build", by: "build/", isFolder: true))
  }

  @Test("full of stars cost no more than a product", .hangGuard)
  func stars() {
    func seconds(_ count: Int) -> Double {
      let stars = String(repeating: "*a", count: count) + "b"
      let folders = String(repeating: "**/*a/", count: count) + "b"
      let name = String(repeating: "a", count: 20 * count)
      let path = String(repeating: "aa/", count: 5 * count) + "c"
      return processorSeconds {
        #expect(!isIgnored(name, by: stars))
        #expect(!isIgnored(path, by: folders))
      }
    }
    // Twice the pattern and twice the name are four times the product.
    #expect(isProportional(seconds(100), seconds(200)))
  }

  @Test("leave the same files as git does", .enabled(if: TemporaryFolder.hasGit), arguments: 0..<12)
  func likeGit(_ seed: UInt64) throws {
    var random = Dice(seed: seed)
    let folder = try TemporaryFolder()
    _ = try folder.git("init", "-q")
    for _ in 0..<60 {
      try folder.write("", to: random.path() + random.pick([".js", ".ts", "x.js"]))
    }
    try folder.write(random.patterns(), to: ".gitignore")
    try folder.write(random.patterns(), to: "a/.gitignore")
    try folder.write(random.patterns(), to: "foo/b/.gitignore")
    try folder.write(random.patterns(), to: ".git/info/exclude")
    try folder.write("", to: "always.js")
    let listed = try folder.git("ls-files", "-z", "--others", "--exclude-standard")
    let expected = listed.split(separator: "\0").map(String.init)
      .filter { FileLanguage(fileName: PathText.name(of: $0)) != nil }
      .sorted(by: PathText.precedes)
    guard expected.contains(where: { $0.hasSuffix("s") }) else { return }
    let workspace = try Workspace(opening: folder.path)
    #expect(workspace.files.map(\.path) == expected)
  }
}

/// Random names and patterns, the same for the same seed.
private struct Dice {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

  mutating func roll(_ sides: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % sides
  }

  mutating func pick(_ words: [String]) -> String { words[roll(words.count)] }

  mutating func path() -> String {
    let names = ["a", "b", "ab", "foo", "bar", "x y", "é", "!z", "[a]", "#h", "a.b", "c-1"]
    return (0...roll(4)).map { _ in pick(names) }.joined(separator: "/")
  }

  mutating func patterns() -> String {
    (0..<roll(5)).map { _ in pattern() + "\n" }.joined()
  }

  private mutating func pattern() -> String {
    // Git lets `a**/b` cross folders, against its own manual; no pattern here asks for it.
    let names = [
      "a", "b", "ab", "foo", "ba?", "*", "**", "a*", "*b", "[ab]", "[!a]", "é", "x y", "\\!z",
      "\\[a\\]", "*.ts", "*x.js", "foo.js", "[a-f]*", "*[0-9]", "\\#h", "c-[[:digit:]].js",
    ]
    let count = 1 + roll(3)
    let body = (0..<count).map { _ in pick(names) }.joined(separator: "/")
    return pick(["", "", "", "!", "/", "!/"]) + body + pick(["", "", "", "/", "/**", " "])
  }
}

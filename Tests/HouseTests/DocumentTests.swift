// What the repository's documents promise is there.

import Foundation
import Testing

@Suite("Documents")
struct DocumentTests {
  @Test("the README's first two commands are the ones that a newcomer needs")
  func firstCommands() throws {
    let readme = try #require(Repository.text(of: "README.md"))
    let blocks = readme.components(separatedBy: "```")
    let commands = stride(from: 1, to: blocks.count, by: 2).flatMap { index in
      blocks[index].split(separator: "\n").filter { $0.hasPrefix("./") || $0.hasPrefix("make ") }
    }
    #expect(commands.prefix(2) == ["./plimsoll audit Examples/storefront", "make test"])
  }

  @Test("the output that the README shows is the program's own")
  func shownOutput() throws {
    let readme = try #require(Repository.text(of: "README.md"))
    let golden = try #require(Repository.text(of: "Tests/GoldenReports/storefront.txt"))
    let parts = readme.components(separatedBy: "```text\n")
    try #require(parts.count == 2)
    let shown = try #require(parts[1].components(separatedBy: "\n```").first)
    #expect(golden.contains(shown), "copy the finding anew from Tests/GoldenReports/storefront.txt")
  }

  @Test("CI runs what a contributor runs")
  func continuousIntegration() throws {
    let script = try #require(Repository.text(of: ".ci/run"))
    #expect(script.split(separator: "\n").last == "exec make ready")
  }

  @Test("every relative link in a document leads somewhere", arguments: documents)
  func links(document: SourceFile) {
    let folder = document.path.split(separator: "/").dropLast().joined(separator: "/")
    // Code may say `list[0](first)`.
    let prose = document.text.components(separatedBy: "```").enumerated()
      .filter { $0.offset.isMultiple(of: 2) }.map(\.element).joined()
    for part in prose.components(separatedBy: "](").dropFirst() {
      let link = part.prefix { $0 != ")" && $0 != "#" && $0 != " " }
      guard !link.isEmpty, !link.contains("://"), !link.hasPrefix("mailto:") else { continue }
      let target = folder.isEmpty ? String(link) : "\(folder)/\(link)"
      #expect(Repository.exists(target), "\(document.path) links to \(link)")
    }
  }

  @Test("every decision says its context, choice and price on one page", arguments: decisions)
  func decision(document: SourceFile) {
    for heading in ["## Context", "## Choice", "## Price"] {
      #expect(document.lines.contains { $0 == heading }, "\(document.path) lacks \(heading)")
    }
    #expect(document.lines.count <= 60, "\(document.path)")
  }

  @Test("nothing names this machine's folders or a package registry's host")
  func noPlaces() {
    // Joined here, so that this file passes its own test.
    let places = [
      "/wo" + "rk/", "/ro" + "ot/", "/opt/" + "swift", "deb." + "debian.org", "py" + "pi.org",
      "pythonhosted" + ".org", "registry." + "npmjs.org", "proxy." + "golang.org",
      "crates" + ".io/",
    ]
    for file in Repository.files {
      for place in places { #expect(!file.text.contains(place), "\(file.path): \(place)") }
    }
  }

  private static let documents = Repository.files.filter {
    $0.path.hasSuffix(".md") && !$0.path.contains("/Fixtures/") && !$0.path.hasPrefix("Examples/")
  }

  private static let decisions = documents.filter { $0.path.hasPrefix("docs/decisions/") }
}

// Who answers for which path.

import Testing

@testable import Workspace

@Suite("Owners")
struct OwnerTests {
  @Test(
    "are those of the last pattern that matches the path or a folder above it",
    arguments: [
      ("server/a.js", "@all"), ("web/page.jsx", "@front @ux"), ("web/deep/page.jsx", "@front @ux"),
      ("docs/a.md", "@words"), ("docs/deep/a.md", "@all"), ("lib/x.sql", "@data"),
      ("legacy/old.js", nil), ("deep/build/x.js", "@ops"),
    ] as [(String, String?)]
  )
  func lastPattern(path: String, owner: String?) {
    let text = """
      # who
      *            @all
      /web/        @front @ux   # both
      docs/*       @words
      *.sql        @data
      build/       @ops
      /legacy/
      [Section] @nobody
      !web/        @nobody
      """
    #expect(PathOwners(codeowners: Array(text.utf8)).owner(of: path) == owner)
  }

  @Test("of plimsoll.yml win over CODEOWNERS, which is found in .github")
  func configuration() throws {
    let folder = try TemporaryFolder()
    try folder.write("x()", to: "a.js")
    try folder.write("* @all\n", to: ".github/CODEOWNERS")
    try folder.write("owners:\n  web/: [ann, ben]\n  \"*.sql\": dba\n", to: "plimsoll.yml")
    let owners = try Workspace(opening: folder.path).owners
    #expect(owners.owner(of: "a.js") == "@all")
    #expect(owners.owner(of: "web/a.js") == "ann ben")
    #expect(owners.owner(of: "web/a.sql") == "dba")
  }
}

// Large pictures on disk, and the names by which code means them.

import Testing

@testable import Workspace

@Suite("Large pictures")
struct PictureTests {
  private func opened() throws -> (TemporaryFolder, Workspace) {
    let folder = try TemporaryFolder()
    let large = String(repeating: "x", count: 400_000)
    try folder.write(#"{"name": "shop"}"#, to: "web/package.json")
    try folder.write("x", to: "web/src/pages/Home.jsx")
    try folder.write(large, to: "web/src/assets/hero.jpg")
    try folder.write(large, to: "web/public/img/banner.PNG")
    try folder.write(large, to: "web/public/film.gif")
    try folder.write("x", to: "web/src/assets/small.jpg")
    return (folder, try Workspace(opening: folder.path))
  }

  @Test("are found by paths, by aliases of the source folder, and by addresses")
  func named() throws {
    let (folder, workspace) = try opened()
    let home = "web/src/pages/Home.jsx"
    let hero = LargePicture(path: "web/src/assets/hero.jpg", bytes: 400_000)
    #expect(workspace.largePicture(named: "../assets/hero.jpg", from: home) == hero)
    #expect(workspace.largePicture(named: "@/assets/hero.jpg", from: home) == hero)
    #expect(
      workspace.largePicture(named: "/img/banner.PNG", from: home)?.path
        == "web/public/img/banner.PNG"
    )
    #expect(!folder.path.isEmpty)
  }

  @Test("small ones, animations and those of other servers are none")
  func others() throws {
    let (folder, workspace) = try opened()
    let home = "web/src/pages/Home.jsx"
    #expect(workspace.largePicture(named: "../assets/small.jpg", from: home) == nil)
    #expect(workspace.largePicture(named: "/film.gif", from: home) == nil)
    #expect(workspace.largePicture(named: "https://example.com/hero.jpg", from: home) == nil)
    #expect(workspace.largePicture(named: "/assets/hero.jpg", from: home) == nil)
    #expect(!folder.path.isEmpty)
  }
}

// ARCHITECTURE.md tells the same plan as Package.swift.

import Testing

@Suite("Architecture")
struct ArchitectureTests {
  /// One row of the room table, as far as Package.swift knows it too.
  struct Row: Equatable, CustomStringConvertible {
    let room: String
    let mayImport: Set<String>

    var description: String { "\(room): \(mayImport.sorted().joined(separator: ", "))" }
  }

  @Test("the room table of ARCHITECTURE.md equals Package.swift, floor by floor")
  func roomTable() throws {
    let planned = try PackagePlan.ofThisPackage().rooms.filter { !$0.isTest }
      .map { Row(room: $0.name, mayImport: Set($0.sees)) }
    let text = try #require(Repository.text(of: "ARCHITECTURE.md"))
    let told = Self.rows(in: text)
    #expect(told.map(\.room) == planned.map(\.room))
    for (one, other) in zip(told, planned) { #expect(one == other) }
  }

  @Test("the reader of Package.swift knows every way in which a target is declared")
  func manifestReader() throws {
    let plan = try PackagePlan(
      manifest: """
        let settings = []
        let yams = Target.Dependency.product(name: "Yams", package: "Yams")
        let package = Package(targets: [
          room("A"),
          // room("Gone"),
          room(
            "B",
            at: "Sources/Deep/B",
            sees: ["A", yams],
            walksRawBytes: true
          ),
          .target(name: "C"),
          .executableTarget(name: "tool", dependencies: ["A", "B"], swiftSettings: settings),
          tests("BTests", sees: ["B"], resources: [.copy("Fixtures")]),
        ])
        """
    )
    #expect(plan.rooms.map(\.name) == ["A", "B", "C", "tool", "BTests"])
    #expect(plan.rooms.map(\.sees) == [[], ["A", "Yams"], [], ["A", "B"], ["B"]])
    #expect(plan.rooms.map(\.path)[1] == "Sources/Deep/B")
    #expect(plan.rooms.map(\.isTest) == [false, false, false, false, true])
  }

  @Test("the plan of this package is not empty")
  func planIsThere() throws {
    let names = try PackagePlan.ofThisPackage().rooms.map(\.name)
    #expect(Set(names).isSuperset(of: ["SourceText", "Rules", "plimsoll", "HouseTests"]))
  }

  @Test("no room is a drawer for what has no place")
  func roomNames() throws {
    let drawers: Set = [
      "Utils", "Utilities", "Shared", "Common", "Core", "Helpers", "Extensions", "Misc",
    ]
    for room in try PackagePlan.ofThisPackage().rooms {
      let parts = Set(room.path.split(separator: "/").map(String.init) + [room.name])
      #expect(parts.isDisjoint(with: drawers), "\(room.name)")
    }
  }

  /// Rows whose first cell is a name in backticks; in the last cell, names stand in backticks too.
  private static func rows(in text: String) -> [Row] {
    text.split(separator: "\n").filter { $0.hasPrefix("| `") }.compactMap { line in
      let cells = line.split(separator: "|").map(\.trimmingSpaces)
      guard cells.count == 3, let room = quoted(cells[0]).first else { return nil }
      return Row(room: room, mayImport: Set(quoted(cells[2])))
    }
  }

  private static func quoted(_ text: Substring) -> [String] {
    text.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 1 }.map { String($0.element) }
  }
}

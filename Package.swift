// swift-tools-version: 6.2

import PackageDescription

/// Every room is built by the same rules.
let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .treatAllWarnings(as: .error),
]

/// A room, and the only rooms that it may see.
///
/// A room that calls C or walks raw bytes is exempt from strict memory safety.
func room(
  _ name: String,
  at path: String? = nil,
  sees rooms: [Target.Dependency] = [],
  walksRawBytes: Bool = false
) -> Target {
  .target(
    name: name,
    dependencies: rooms,
    path: path,
    swiftSettings: settings + (walksRawBytes ? [] : [.strictMemorySafety()])
  )
}

/// The tests of a room, beside the rooms that they set up.
func tests(_ name: String, sees rooms: [Target.Dependency], resources: [Resource] = []) -> Target {
  .testTarget(
    name: name,
    dependencies: rooms,
    path: "Tests/\(name)",
    resources: resources,
    swiftSettings: settings
  )
}

let argumentParser = Target.Dependency.product(
  name: "ArgumentParser",
  package: "swift-argument-parser"
)
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

let package = Package(
  name: "plimsoll",
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
  ],
  targets: [
    // Ground floor: words that everyone speaks.
    room("SourceText"),
    room("Findings", sees: ["SourceText"]),
    room("Facts", sees: ["SourceText"]),
    room("Capacity"),
    room("Queries", sees: ["SourceText"]),
    .target(name: "CByteScan"),
    room("Statistics"),
    room("Digests"),
    .target(name: "CEpoll"),
    .target(name: "CJavaScript"),
    .target(name: "CTLS"),
    .target(name: "CHTTP2"),
    .target(name: "CInflate"),

    // Left wing: what the code says.
    room("SyntaxTree", at: "Sources/Syntax/Tree", sees: ["CByteScan"], walksRawBytes: true),
    room(
      "JavaScriptSyntax",
      at: "Sources/Syntax/JavaScript",
      sees: ["SourceText", "Facts", "CByteScan", "SyntaxTree"],
      walksRawBytes: true
    ),
    room(
      "PythonSyntax",
      at: "Sources/Syntax/Python",
      sees: ["SourceText", "Facts", "CByteScan", "SyntaxTree"],
      walksRawBytes: true
    ),
    room(
      "TemplateSyntax",
      at: "Sources/Syntax/Template",
      sees: ["SourceText", "Facts", "SyntaxTree"],
      walksRawBytes: true
    ),
    room("ConfigSyntax", at: "Sources/Syntax/Config", sees: [yams]),
    room("SQLSyntax", at: "Sources/Syntax/SQL", sees: ["Queries"]),
    room("Workspace", sees: ["ConfigSyntax"], walksRawBytes: true),
    room(
      "SemanticModel",
      sees: [
        "SourceText", "Facts", "Queries", "SyntaxTree", "JavaScriptSyntax", "PythonSyntax",
        "TemplateSyntax", "Workspace",
      ]
    ),
    room("Frameworks", sees: ["SemanticModel"]),
    room(
      "DataModel",
      sees: [
        "SourceText", "Facts", "Queries", "ConfigSyntax", "SQLSyntax", "Workspace",
        "SemanticModel",
      ]
    ),
    room(
      "Environment",
      sees: [
        "SourceText", "Findings", "ConfigSyntax", "Workspace", "SemanticModel", "Frameworks",
      ]
    ),
    room("Database", sees: ["Queries", "ConfigSyntax", "SQLSyntax"], walksRawBytes: true),
    room("Rules", sees: ["SourceText", "Findings", "Queries", "SemanticModel", "Capacity"]),

    room("Fixes", sees: ["Findings"]),

    // Right wing: how the running system behaves.
    room(
      "LoadEngine",
      sees: [
        "Statistics", "Digests", "CEpoll", "CJavaScript", "CTLS", "CHTTP2", "CInflate",
        "ConfigSyntax", "JavaScriptSyntax",
      ],
      walksRawBytes: true
    ),
    room(
      "Chaos",
      sees: ["Statistics", "ConfigSyntax", "Workspace", "LoadEngine"],
      walksRawBytes: true
    ),

    room("Probes", sees: ["Statistics"], walksRawBytes: true),

    // What a person or a machine reads.
    room("Gate", sees: ["Findings", "ConfigSyntax"]),
    room("Report", sees: ["Findings", "Digests", "ConfigSyntax", "Gate"]),

    // The command: composes, decides nothing; the only room that sees all.
    .executableTarget(
      name: "plimsoll",
      dependencies: [
        "Findings", "Capacity", "Workspace", "SemanticModel", "Frameworks", "DataModel",
        "Environment", "Rules", "Fixes", "LoadEngine", "Chaos", "Probes", "Gate", "Report",
        "Queries", "Database", "SourceText", "Statistics", "ConfigSyntax",
        argumentParser,
      ],
      swiftSettings: settings
    ),

    // The front ends as text, for the differential tests and measurements.
    .executableTarget(
      name: "syntax-dump",
      dependencies: ["SyntaxTree", "JavaScriptSyntax", "PythonSyntax", "Facts", "SourceText"],
      path: "Tests/SyntaxDump",
      swiftSettings: settings
    ),

    // The house itself: walls, words, documents.
    tests("HouseTests", sees: []),
    // The rooms.
    tests("FindingsTests", sees: ["Findings", "SourceText"]),
    tests(
      "FixesTests",
      sees: [
        "Fixes", "Findings", "Rules", "DataModel", "SemanticModel", "Frameworks", "Workspace",
        "Capacity",
      ]
    ),
    tests("CapacityTests", sees: ["Capacity"]),
    tests("GateTests", sees: ["Gate", "Report", "Findings", "ConfigSyntax"]),
    tests("ReportTests", sees: ["Report", "Findings", "SourceText"]),
    tests("CommandTests", sees: ["plimsoll", "Report", "Findings", "Database"]),
    tests("JavaScriptSyntaxTests", sees: ["JavaScriptSyntax", "SyntaxTree", "SourceText"]),
    tests("PythonSyntaxTests", sees: ["PythonSyntax", "SyntaxTree", "SourceText"]),
    tests("ConfigSyntaxTests", sees: ["ConfigSyntax"]),
    tests("SQLSyntaxTests", sees: ["SQLSyntax", "Queries", "SourceText"]),
    tests(
      "LoweringTests",
      sees: ["JavaScriptSyntax", "PythonSyntax", "SyntaxTree", "Facts", "SourceText"]
    ),
    .executableTarget(
      name: "facts-dump",
      dependencies: ["SyntaxTree", "JavaScriptSyntax", "PythonSyntax", "Facts", "SourceText"],
      path: "Tests/facts-dump",
      swiftSettings: settings
    ),
    .executableTarget(
      name: "schema-dump",
      dependencies: ["DataModel", "Frameworks", "Queries", "SemanticModel", "Workspace"],
      path: "Tests/schema-dump",
      swiftSettings: settings
    ),
    tests("StatisticsTests", sees: ["Statistics"]),
    tests("DigestsTests", sees: ["Digests"]),
    tests("ProbesTests", sees: ["Probes", "Statistics"]),
    tests("LoadEngineTests", sees: ["LoadEngine", "Statistics"]),
    tests("ChaosTests", sees: ["Chaos", "LoadEngine", "ConfigSyntax"]),
    .executableTarget(
      name: "query-dump",
      dependencies: [
        "DataModel", "Frameworks", "Queries", "SemanticModel", "SourceText", "Workspace",
      ],
      path: "Tests/query-dump",
      swiftSettings: settings
    ),
    tests("WorkspaceTests", sees: ["Workspace", "ConfigSyntax"]),
    tests("FrameworksTests", sees: ["Frameworks", "SemanticModel"]),
    tests("SemanticModelTests", sees: ["SemanticModel", "Frameworks", "Workspace", "Facts"]),
    tests(
      "DataModelTests",
      sees: ["DataModel", "Queries", "SemanticModel", "Frameworks", "Workspace"]
    ),
    tests(
      "EnvironmentTests",
      sees: ["Environment", "Findings", "SemanticModel", "Frameworks", "Workspace"]
    ),
    tests("DatabaseTests", sees: ["Database", "Queries", "SourceText"]),
    tests(
      "MutationTests",
      sees: [
        "Rules", "Findings", "DataModel", "SemanticModel", "Frameworks", "Workspace", "Capacity",
      ]
    ),
    tests(
      "RulesTests",
      sees: [
        "Rules", "Findings", "DataModel", "SemanticModel", "Frameworks", "Workspace", "Capacity",
      ]
    ),
  ]
)

// The names that tell what a file is for, in lower case.

/// Each list says of which names it is, and how sure they are.
enum Words {
  /// Folders that group code by what it is about: below them a word means the trade itself.
  static let trades: Set<String> = [
    "routes", "route", "routers", "router", "controllers", "controller", "models", "model", "api",
    "pages", "views", "entities", "schemas", "resolvers", "features", "domain", "domains", "v1",
    "v2", "v3",
  ]
  /// Folders of what browsers fetch.
  static let served: Set<String> = [
    "public", "static", "assets", "wwwroot", "www", "resources", "htdocs", "webroot",
  ]
  /// Libraries that are found copied into such folders.
  static let libraries = [
    "jquery", "jquery-ui", "bootstrap", "angular", "lodash", "underscore", "backbone", "popper",
    "modernizr",
    "require", "moment", "handlebars", "knockout", "ember", "d3", "three", "tinymce", "ckeditor",
    "select2", "datatables", "sweetalert", "sweetalert2", "fontawesome", "summernote",
  ]

  /// Inner words of names that programs write: `api.generated.ts`.
  static let generatedMarks: Set<String> = ["generated", "gen", "min", "bundle", "chunk", "pb"]
  static let generatedEndings = ["_pb", "_grpc_pb", "_pb2", "_pb2_grpc", "-min", ".designer"]
  /// Inner words of test files: `user.spec.ts`.
  static let testMarks: Set<String> = [
    "test", "tests", "spec", "specs", "e2e", "e2e-spec", "cy", "test-d", "mock",
    "mocks", "int-spec",
  ]
  static let testNames: Set<String> = [
    "setuptests", "jest.setup", "jest-setup", "vitest.setup", "test-setup", "setup-tests",
    "test-utils", "testutils", "test-helper", "test-helpers",
  ]
  /// Folders that mean tests wherever they stand.
  static let testOnlyFolders: Set<String> = [
    "__tests__", "__test__", "__mocks__", "__fixtures__", "__snapshots__", "cypress", "playwright",
    "e2e",
  ]
  /// Folders that mean tests unless they stand below a trade.
  static let testFolders: Set<String> = [
    "test", "tests", "spec", "specs", "mocks", "fixtures", "unit-tests", "integration-tests",
    "e2e-tests", "testing",
  ]
  /// Folders that mean tooling wherever they stand.
  static let toolOnlyFolders: Set<String> = [
    ".storybook", ".github", ".gitlab", ".husky", ".vscode", ".circleci", ".yarn", "__stories__",
    "alembic", "seeders", "migrations",
  ]
  /// Folders that mean tooling unless they stand below a trade or in what browsers fetch.
  static let toolFolders: Set<String> = [
    "scripts", "seeds", "seed", "seeding", "migration", "stories", "benchmarks", "benchmark",
  ]
  /// Folders that mean tooling only beside a manifest, because elsewhere applications use the name.
  static let topToolFolders: Set<String> = [
    "script", "tools", "tool", "tooling", "examples", "example", "samples", "sample", "demo",
    "demos",
    "docs", "doc", "documentation", "bench", "perf", "migrate", "gulp", "grunt", "webpack",
    "deploy",
    "deployment", "k8s", "helm", "terraform", "infra", "ci", "hack", "config-overrides", "loadtest",
    "load-test", "load-tests", "install", "installer",
  ]
  /// How the names of folders end that show how something is used.
  static let exampleEndings = ["-examples", "_examples", "-example", "_example"]

  /// Folders that hold a folder for each version, with the steps that bring the stored data up to it.
  static let upgradeFolders: Set<String> = ["upgrades", "upgrade", "updates"]

  /// Whether a name begins as a version does: `1.15.0`, `v2_1`.
  static func isVersion(_ name: String) -> Bool {
    let digits = name.utf8.drop { $0 == UInt8(ascii: "v") }.prefix { $0 >= 0x30 && $0 <= 0x39 }
    guard let next = name.utf8[digits.endIndex...].first else { return false }
    return !digits.isEmpty && [UInt8(ascii: "."), UInt8(ascii: "_")].contains(next)
  }

  static let toolNames: Set<String> = [
    "gulpfile", "gruntfile", "jakefile", "knexfile", "ormconfig", "seeder", "dangerfile", "noxfile",
    "fabfile", "eslintrc", "seed", "seeds", "ecosystem", "config-overrides",
  ]
  /// Names that mean tooling only beside a manifest.
  static let topToolNames: Set<String> = [
    "setup", "manage", "migrate", "migration", "populate", "populatedb", "benchmark", "bench",
    "build",
    "deploy", "release", "postinstall", "preinstall", "test",
  ]
  /// Inner words of tools: `button.stories.tsx`.
  static let toolMarks: Set<String> = [
    "stories", "story", "bench", "benchmark", "seed", "seeder", "migration",
  ]
  /// Tools whose configuration is `NAME.config.js`, wherever it stands.
  static let configuredTools: Set<String> = [
    "jest", "webpack", "vite", "vitest", "rollup", "babel", "tailwind", "postcss", "next", "nuxt",
    "eslint", "prettier", "tsup", "playwright", "cypress", "svelte", "astro", "metro", "karma",
    "protractor", "ecosystem", "commitlint", "lint-staged", "stylelint", "drizzle", "remix",
    "craco",
    "esbuild", "snowpack", "vue", "gatsby", "capacitor", "windi", "uno", "nyc", "wallaby", "orval",
    "codegen", "jest-e2e", "jest-unit", "jest-mongodb", "rspack", "rsbuild", "turbo", "lerna",
    "tsdown",
    "unbuild", "quasar", "docusaurus", "expo", "react-native", "release", "semantic-release",
    "mikro-orm",
    "windicss", "plopfile", "farm", "wxt", "release-it", "i18next-parser", "sentry", "knip",
    "trigger",
  ]
  /// What applications configure in files of the same form: `db.config.js`.
  static let configuredServices: Set<String> = [
    "db", "database", "auth", "app", "server", "redis", "mongo", "mongodb", "mongoose", "aws", "s3",
    "firebase", "passport", "cloudinary", "multer", "swagger", "email", "mail", "mailer", "cors",
    "logger", "env", "jwt", "session", "socket", "stripe", "sequelize", "postgres", "mysql",
    "kafka",
    "rabbitmq", "queue", "cache", "axios", "api", "express", "pm2",
  ]
}

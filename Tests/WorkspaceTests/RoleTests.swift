// What paths tell of files.

import Testing

@testable import Workspace

@Suite("The role of a file")
struct RoleTests {
  @Test(
    "is the application's own",
    arguments: [
      "index.js", "bin/www", "bin/www.js", "bin/server.js", "src/routes/test.js",
      "src/controllers/tests.controller.ts", "routes/test/index.js", "app/config/db.config.js",
      "src/config/auth.config.ts", "src/models/seed.js", "routes/vendor/index.js",
      "src/vendor/vendor.service.ts", "public/scripts/app.js", "src/api/scripts/run.ts",
      "src/contest/index.ts", "src/latest.js", "src/specials/menu.ts", "db.config.js",
      "src/tools/search.ts", "src/examples.ts", "client/src/setup.js", "src/docs/swagger.js",
      "src/payment/stripe.integration.ts", "lib/require.js", "src/attestation/x.ts",
    ]
  )
  func source(_ path: String) {
    var roles = RoleRules(paths: ["package.json"])
    #expect(roles.role(of: path) == .source)
  }

  @Test(
    "is a test, a tool, or foreign",
    arguments: [
      ("test/a.js", FileRole.test), ("src/user/user.spec.ts", .test),
      ("src/__tests__/x.tsx", .test),
      ("cypress/e2e/a.cy.ts", .test), ("e2e/a.ts", .test),
      ("backend/app/tests/api/test_x.py", .test),
      ("backend/app/tests/utils.py", .test), ("conftest.py", .test), ("tests/fixtures/a.js", .test),
      ("src/setupTests.js", .test), ("test/app.e2e-spec.ts", .test),
      ("scripts/seed.js", .tooling), ("prisma/seed.ts", .tooling), ("seeder.js", .tooling),
      ("src/migrations/1-x.ts", .tooling), ("db/seeders/x.js", .tooling),
      ("webpack.prod.js", .tooling),
      ("jest.config.ts", .tooling), ("client/vite.config.ts", .tooling), ("gulpfile.js", .tooling),
      ("Gruntfile.js", .tooling), ("src/Button.stories.tsx", .tooling), ("docs/x.js", .tooling),
      ("examples/a/index.js", .tooling), ("benchmarks/a.js", .tooling), (".eslintrc.js", .tooling),
      ("knexfile.js", .tooling), ("karma.conf.js", .tooling),
      ("app/alembic/versions/x.py", .tooling), ("src/upgrades/1.15.0/fill.js", .tooling),
      ("install/web.js", .tooling), ("extra/push-examples/node/index.js", .tooling),
      ("ecosystem.config.js", .tooling), ("src/scripts/run.ts", .tooling),
      ("api/docs/x.js", .tooling),
      ("types/x.d.ts", .declaration), ("src/client/types.gen.ts", .generated),
      ("src/__generated__/x.ts", .generated), ("proto/x_pb.js", .generated),
      ("public/app.min.js", .generated), ("routeTree.gen.ts", .generated),
      ("public/js/jquery-3.1.1.js", .vendored), ("public/vendor/x.js", .vendored),
      ("vendor/lib/x.js", .vendored), ("static/plugins/x/x.js", .vendored),
      ("third_party/x.js", .vendored), ("public/js/bootstrap.bundle.js", .vendored),
    ]
  )
  func other(_ path: String, _ role: FileRole) {
    var roles = RoleRules(paths: ["package.json", "api/package.json"])
    #expect(roles.role(of: path) == role)
  }

  @Test("does not depend on where the root lies")
  func root() throws {
    let folder = try TemporaryFolder()
    try folder.write("x", to: "examples/test/scripts/app.js")
    let workspace = try Workspace(opening: folder.full("examples/test/scripts"))
    #expect(workspace.files.map(\.role) == [.source])
  }

  @Test(
    "comes with a language",
    arguments: [
      ("a.cjs", FileLanguage.javaScript), ("a.mts", .typeScript), ("a.tsx", .tsx),
      ("a.jsx", .javaScript),
      ("schema.prisma", .prisma), ("Dockerfile", .configuration), (".env.example", .configuration),
      ("a.yml", .yaml), ("requirements-dev.txt", .configuration),
    ]
  )
  func languages(_ name: String, _ language: FileLanguage) {
    #expect(FileLanguage(fileName: name) == language)
  }

  @Test("needs a language", arguments: ["a.png", "README", "js", ".ts", "a.", ""])
  func noLanguage(_ name: String) {
    #expect(FileLanguage(fileName: name) == nil)
  }
}

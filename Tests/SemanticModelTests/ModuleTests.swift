// A call finds its function through every way to export and import one.

import Testing

@Suite("Modules")
struct ModuleTests {
  @Test("a call finds the function that was", arguments: cases)
  func links(_ subject: CostCase) async {
    await expectCost(of: subject)
  }

  @Test("what walks any module that it is given chooses among none of them")
  func walkersOfModules() async {
    let wrap = """
      module.exports = function (m) { for (const key of Object.keys(m)) m[key] = wrapped(m[key]); };
      function wrapped(f) { return (...all) => f(...all); }
      """
    var files = ["db.js": DataLayer.commonJS, "wrap.js": wrap]
    for number in 0..<12 {
      let body = Array(repeating: "ask(1);", count: number + 1).joined(separator: " ")
      files["m\(number).js"] = """
        const { ask } = require('./db');
        exports.run = function () { \(body) };
        require('./wrap')(exports);
        """
    }
    files["main.js"] = "const m = require('./m0'); function start() { return m.run(); }"
    await expectCost(of: CostCase(what: "wrapped beside others", files: files, cost: "1"))
  }

  static let cases = commonJS + modules + mixed + dynamic + resolved

  private static func common(_ what: String, _ start: String, _ others: [String: String] = [:])
    -> CostCase
  {
    linked(what, start, others.merging(["db.js": DataLayer.commonJS]) { own, _ in own })
  }

  private static func module(_ what: String, _ start: String, _ others: [String: String] = [:])
    -> CostCase
  {
    linked(what, start, others.merging(["db.mjs": DataLayer.module]) { own, _ in own })
  }

  private static func linked(_ what: String, _ start: String, _ files: [String: String])
    -> CostCase
  {
    CostCase(what: what, files: files.merging(["main.js": start]) { own, _ in own }, cost: "1")
  }

  private static let commonJS = [
    common(
      "taken apart from require",
      "const { ask } = require('./db'); function start() { return ask(1); }"
    ),
    common(
      "reached through the module object",
      "const db = require('./db'); function start() { return db.ask(1); }"
    ),
    common(
      "taken apart under another name",
      "const { ask: go } = require('./db'); const start = () => go(1);"
    ),
    common(
      "required where it is called",
      "function start() { return require('./db').ask(1); }"
    ),
    common(
      "the whole of module.exports",
      "const run = require('./run'); function start() { return run(); }",
      [
        "run.js":
          "const { ask } = require('./db'); module.exports = function () { return ask(1); };"
      ]
    ),
    common(
      "in an object given to module.exports",
      "const { run } = require('./run'); function start() { return run(); }",
      [
        "run.js":
          "const { ask } = require('./db'); function run() { return ask(1); }\nmodule.exports = { run };"
      ]
    ),
    common(
      "attached to an alias of module.exports",
      "const { run } = require('./run'); function start() { return run(); }",
      [
        "run.js":
          "const { ask } = require('./db'); const self = module.exports = {}; self.run = () => ask(1);"
      ]
    ),
    common(
      "handed on by module.exports = require",
      "const { ask } = require('./all'); function start() { return ask(1); }",
      ["all.js": "module.exports = require('./db');"]
    ),
    common(
      "spread into another module's exports",
      "const { ask } = require('./all'); function start() { return ask(1); }",
      ["all.js": "module.exports = { ...require('./db'), other: 1 };"]
    ),
    common(
      "assigned into another module's exports",
      "const { ask } = require('./all'); function start() { return ask(1); }",
      ["all.js": "Object.assign(exports, require('./db'));"]
    ),
    common(
      "inherited from the class that a module is",
      "const Base = require('./base'); class Job extends Base {}\n"
        + "const job = new Job(); function start() { return job.run(); }",
      [
        "base.js":
          "const { ask } = require('./db'); module.exports = class Base { run() { return ask(1); } };"
      ]
    ),
    common(
      "given by the module that required its caller",
      "const parent = require('./parent'); function start() { return parent.child.go(); }",
      [
        "parent.js":
          "const { ask } = require('./db'); exports.load = () => ask(1); exports.child = require('./child');",
        "child.js": "const parent = module.parent.exports; exports.go = () => parent.load();",
      ]
    ),
    common(
      "attached by a file that receives the object",
      "const db = {}; require('./extend')(db); function start() { return db.run(); }",
      [
        "extend.js":
          "const { ask } = require('./db'); module.exports = (o) => { o.run = () => ask(1); };"
      ]
    ),
  ]

  private static let modules = [
    module(
      "imported by name",
      "import { ask } from './db.mjs'; function start() { return ask(1); }"
    ),
    module(
      "imported under another name",
      "import { ask as go } from './db.mjs'; function start() { return go(1); }"
    ),
    module(
      "imported as the default",
      "import query from './db.mjs'; function start() { return query(1); }"
    ),
    module(
      "imported in a namespace",
      "import * as db from './db.mjs'; function start() { return db.ask(1); }"
    ),
    module(
      "exported again by name",
      "import { ask } from './a.js'; function start() { return ask(1); }",
      ["a.js": "export { ask } from './db.mjs';"]
    ),
    module(
      "exported again with everything, twice",
      "import { ask } from './a.js'; function start() { return ask(1); }",
      ["a.js": "export * from './b.js';", "b.js": "export * from './db.mjs';"]
    ),
    module(
      "exported again as a namespace",
      "import { data } from './a.js'; function start() { return data.ask(1); }",
      ["a.js": "export * as data from './db.mjs';"]
    ),
    module(
      "a default that was given a name",
      "import { go } from './a.js'; function start() { return go(1); }",
      ["a.js": "export { default as go } from './db.mjs';"]
    ),
    module(
      "imported and exported below",
      "import { go } from './a.js'; function start() { return go(1); }",
      ["a.js": "import { ask } from './db.mjs';\nexport { ask as go };"]
    ),
    module(
      "exported by a module that imports its importer",
      "import { run } from './a.js'; export function start() { return run(); }",
      [
        "a.js":
          "import { start } from './main.js'; import { ask } from './db.mjs';\nexport const run = () => ask(start.name);"
      ]
    ),
  ]

  private static let mixed = [
    common(
      "in CommonJS and imported by name",
      "import { ask } from './db.js'; function start() { return ask(1); }"
    ),
    common(
      "in CommonJS and imported as the default",
      "import db from './db.js'; function start() { return db.ask(1); }"
    ),
    module(
      "in a module and required",
      "const { ask } = require('./db.mjs'); function start() { return ask(1); }"
    ),
    module(
      "a default in a module and required",
      "const ask = require('./db.mjs').default; function start() { return ask(1); }"
    ),
    CostCase(
      what: "assigned to `export =` in TypeScript",
      files: [
        "db.js": DataLayer.commonJS,
        "run.ts":
          "import { ask } from './db'; const it = { run() { return ask(1); } }; export = it;",
        "main.ts": "import it = require('./run'); function start() { return it.run(); }",
      ],
      cost: "1"
    ),
  ]

  private static let dynamic = [
    module(
      "imported when it is needed",
      "async function start() { const { ask } = await import('./db.mjs'); return ask(1); }"
    ),
    common(
      "required by a path that is put together",
      "const kind = process.env.KIND; const store = require('./stores/' + kind); function start() { return store.ask(1); }",
      [
        "stores/a.js": "module.exports = require('../db');",
        "stores/b.js": "exports.ask = () => 1;",
      ]
    ),
    common(
      "required by a template",
      "const store = require(`./stores/${process.env.KIND}.js`); function start() { return store.ask(1); }",
      ["stores/a.js": "module.exports = require('../db');"]
    ),
    common(
      "required by what follows __dirname",
      "const db = require(__dirname + '/db.js'); function start() { return db.ask(1); }"
    ),
    common(
      "required by path.join(__dirname, …)",
      "const path = require('path'); const db = require(path.join(__dirname, 'db')); function start() { return db.ask(1); }"
    ),
  ]

  private static let resolved = [
    common(
      "behind a folder's index",
      "const { ask } = require('./data'); function start() { return ask(1); }",
      ["data/index.js": "module.exports = require('../db');"]
    ),
    common(
      "behind a folder's package.json",
      "const { ask } = require('./data'); function start() { return ask(1); }",
      [
        "data/package.json": "{\"main\": \"lib/it.js\"}",
        "data/lib/it.js": "module.exports = require('../../db');",
      ]
    ),
    CostCase(
      what: "written in TypeScript and imported as .js",
      files: [
        "db.ts": DataLayer.module,
        "main.ts":
          "import { ask } from './db.js'; export function start(): unknown { return ask(1); }",
      ],
      cost: "1"
    ),
    CostCase(
      what: "behind a path of tsconfig.json",
      files: [
        "tsconfig.json":
          "{\"compilerOptions\": {\"baseUrl\": \".\", \"paths\": {\"@/*\": [\"src/*\"]}}}",
        "src/data/db.ts": DataLayer.module,
        "src/main.ts":
          "import { ask } from '@/data/db'; export function start() { return ask(1); }",
      ],
      cost: "1"
    ),
    CostCase(
      what: "in a package of the same repository",
      files: [
        "package.json": "{\"workspaces\": [\"packages/*\"]}",
        "packages/data/package.json": "{\"name\": \"@shop/data\", \"exports\": \"./lib.js\"}",
        "packages/data/lib.js": DataLayer.commonJS,
        "packages/api/package.json": "{\"name\": \"@shop/api\"}",
        "packages/api/main.js":
          "const { ask } = require('@shop/data'); function start() { return ask(1); }",
      ],
      cost: "1"
    ),
  ]
}

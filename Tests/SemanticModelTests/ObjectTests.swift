// A call finds its method through instances, factories, injection, parameters and closures.

import Testing

@Suite("Objects and closures")
struct ObjectTests {
  @Test("a call finds its function through", arguments: classes + functions + properties)
  func finds(_ subject: CostCase) async {
    await expectCost(of: subject)
  }

  @Test("functions in an object cost who hands them over, not everybody who hands over others")
  func handedObjects() async {
    let choose = "function choose(queries) { return queries[process.env.KIND](); }\n"
    let others = (0..<60).map { "function other\($0)() { return choose({ sql: () => two() }); }\n" }
    let code =
      choose + "function two() { ask(1); return ask(2); }\n" + others.joined()
      + "function start() { return choose({ sql: () => ask(1), none: () => null }); }"
    await expectCost(of: .code("an object of functions", code, "1"))
  }

  private static let store = "class Store { find(id) { return ask(id); } }\n"

  private static let classes: [CostCase] = [
    .code(
      "an instance",
      store + "const s = new Store(); function start() { return s.find(1); }",
      "1"
    ),
    .code("an instance made on the spot", store + "const start = () => new Store().find(1);", "1"),
    .code(
      "an inherited method",
      store + "class Orders extends Store {}\nconst start = () => new Orders().find(1);",
      "1"
    ),
    .code(
      "super",
      store + "class Orders extends Store { start() { return super.find(1); } }",
      "1"
    ),
    .code(
      "this, in a method of a base class",
      """
      class Base { start() { return this.load(); } }
      class Orders extends Base { load() { return ask(1); } }
      new Orders().start();
      """,
      "1"
    ),
    .code(
      "a static method",
      "class S { static find() { return ask(1); } }\nconst start = () => S.find();",
      "1"
    ),
    .code(
      "a field that holds a function",
      "class S { find = () => ask(1); start() { return this.find(); } }",
      "1"
    ),
    .code(
      "a field that the constructor sets",
      store
        + "class Service { constructor(store) { this.store = store; } start() { return this.store.find(1); } }\n"
        + "new Service(new Store()).start();",
      "1"
    ),
    .code(
      "a private field",
      store + "class Service { #store = new Store(); start() { return this.#store.find(1); } }",
      "1"
    ),
    .code(
      "an instance that is kept",
      store
        + "let kept; function get() { if (!kept) kept = new Store(); return kept; }\nconst start = () => get().find(1);",
      "1"
    ),
    .code(
      "a prototype",
      "function S() {}\nS.prototype.find = function () { return ask(1); };\nconst start = () => new S().find();",
      "1"
    ),
    CostCase(
      what: "the annotation of a parameter property",
      files: [
        "db.js": DataLayer.commonJS,
        "store.ts": "import { ask } from './db'; export class Store { find() { return ask(1); } }",
        "service.ts": """
        import { Store } from './store';
        @Injectable() export class Service {
          constructor(private readonly store: Store) {}
          start() { return this.store.find(); }
        }
        """,
      ],
      cost: "1"
    ),
  ]

  private static let functions: [CostCase] = [
    .code(
      "a factory's object",
      "const make = () => ({ find: (id) => ask(id) });\nconst s = make(); const start = () => s.find(1);",
      "1"
    ),
    .code(
      "a factory's closure",
      "const bound = (id) => () => ask(id);\nconst go = bound(1); const start = () => go();",
      "1"
    ),
    .code("a parameter", "const run = (f) => f(1);\nconst start = () => run(ask);", "1"),
    .code(
      "a parameter that is taken apart",
      "const run = ({ find }) => find(1);\nconst start = () => run({ find: ask });",
      "1"
    ),
    .code(
      "a parameter that is handed on",
      "const a = (f) => f(); const b = (f) => a(f);\nconst start = () => b(() => ask(1));",
      "1"
    ),
    .code(
      "a wrapper",
      "const timed = (f) => async (...all) => { const r = await f(...all); return r; };\nconst go = timed(ask); const start = () => go(1);",
      "1"
    ),
    .code("bind", "const go = ask.bind(null, 1); const start = () => go();", "1"),
    .code("call", "const start = () => ask.call(null, 1);", "1"),
    .code("apply", "const start = () => ask.apply(null, [1]);", "1"),
    .code("a continuation", "const start = () => Promise.resolve(1).then((id) => ask(id));", "1"),
    .code(
      "a function called on the spot",
      "const start = () => (async () => { await ask(1); })();",
      "1"
    ),
    .code(
      "a choice of functions",
      "const start = (x) => (x ? ask : other)(1); const other = () => 1;",
      "1"
    ),
    .code("an optional call", "const o = { ask }; const start = () => o?.ask?.(1);", "1"),
    .code(
      "a closure's variable",
      "function start() { let go; const set = () => { go = ask; }; set(); return go(1); }",
      "1"
    ),
    .code(
      "an inner function",
      "function start() { function inner() { return ask(1); } return inner(); }",
      "1"
    ),
    .code(
      "nothing: a closure that is only written down",
      "function start() { const later = () => ask(1); return later.length; }",
      "0"
    ),
  ]

  private static let properties: [CostCase] = [
    .code(
      "a property written later",
      "const o = {}; o.find = ask; const start = () => o.find(1);",
      "1"
    ),
    .code(
      "a property of a property",
      "const o = { a: {} }; o.a.find = ask; const start = () => o.a.find(1);",
      "1"
    ),
    .code(
      "this, in an object",
      "const o = { find() { return ask(1); }, start() { return this.find(); } };",
      "1"
    ),
    .code(
      "a table of functions",
      "const table = { a: ask, b: ask }; const start = (k) => table[k](1);",
      "1"
    ),
    .code(
      "a table that is written entry by entry",
      "const table = {}; table.a = ask; const start = (k) => table[k](1);",
      "1"
    ),
    CostCase(
      what: "a module that is a table",
      files: [
        "db.js": DataLayer.commonJS,
        "providers.js": "const { ask } = require('./db'); exports.a = (id) => ask(id);",
        "service.js": "const all = require('./providers'); const start = (k) => all[k](1);",
      ],
      cost: "1"
    ),
    .code(
      "a table that is computed",
      "const table = { ['a']: ask }; const start = () => table.a(1);",
      "1"
    ),
    .code(
      "Object.assign",
      "const o = Object.assign({}, { find: ask }); const start = () => o.find(1);",
      "1"
    ),
    .code(
      "what a callback gave, remembered in a map",
      """
      const seen = new Map();
      function remember(name, make) {
        if (!seen.has(name)) seen.set(name, make());
        return seen.get(name);
      }
      const db = remember("db", () => new (require("pg").Pool)());
      const start = () => db.query("SELECT 1");
      """,
      "1"
    ),
    .code(
      "a spread",
      "const base = { find: ask }; const o = { ...base }; const start = () => o.find(1);",
      "1"
    ),
    .code("a default of a parameter", "const start = (find = ask) => find(1);", "1"),
    .code(
      "what a function attaches to what it is given",
      "const add = (o) => { o.find = ask; }; const o = {}; add(o); const start = () => o.find(1);",
      "1"
    ),
  ]
}

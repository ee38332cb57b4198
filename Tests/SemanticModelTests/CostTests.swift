// What one execution costs: sums along a path, the larger of two branches, powers of what grows.

import Testing

@Suite("Costs")
struct CostTests {
  @Test("the cost of a function is right for", arguments: paths + callbacks + recursion)
  func costs(_ subject: CostCase) async {
    await expectCost(of: subject)
  }

  private static let paths: [CostCase] = [
    .code("a sequence", "async function start() { await ask(1); await ask(2); }", "2"),
    .code(
      "two branches",
      "async function start(x) { if (x) { await ask(1); await ask(2); } else await ask(3); }",
      "2"
    ),
    .code(
      "a branch that may not be taken",
      "async function start(x) { if (x) await ask(1); await ask(2); }",
      "2"
    ),
    .code(
      "three branches",
      "async function start(x) { if (x) { await ask(1); } else if (x > 1) { await ask(2); } else { await ask(3); } }",
      "1"
    ),
    .code(
      "a switch",
      "async function start(x) { switch (x) { case 1: await ask(1); break; case 2: await ask(2); await ask(3); break; default: } }",
      "2"
    ),
    .code("a conditional expression", "const start = (x) => x ? ask(1) : ask(2);", "1"),
    .code(
      "a sequence and a loop",
      "async function start(rows) { await ask(0); await ask(1); for (const r of rows) { await ask(r); await ask(r); await ask(r); } }",
      "2 + 3N"
    ),
    .code(
      "a loop in a loop",
      "async function start(rows) { for (const r of rows) for (const s of r.items) await ask(s); }",
      "N²"
    ),
    .code(
      "a loop in the function that is called",
      "async function all(rows) { for (const r of rows) await ask(r); }\nasync function start(rows) { await ask(0); await all(rows); }",
      "1 + N"
    ),
    .code(
      "a loop around a loop that is called",
      "async function all(rows) { for (const r of rows) await ask(r); }\nasync function start(rows) { for (const r of rows) await all(r.items); }",
      "N²"
    ),
    .code(
      "a branch inside a loop",
      "async function start(rows) { for (const r of rows) { if (r.a) await ask(r); else { await ask(r); await ask(r); } } }",
      "2N"
    ),
    .code(
      "finally",
      "async function start() { try { await ask(1); } finally { await ask(2); } }",
      "2"
    ),
  ]

  private static let callbacks: [CostCase] = [
    .code(
      "map and Promise.all",
      "const start = (rows) => Promise.all(rows.map((r) => ask(r)));",
      "N"
    ),
    .code(
      "a function handed to map by name",
      "const start = (rows) => Promise.all(rows.map(ask));",
      "N"
    ),
    .code("forEach", "function start(rows) { rows.forEach((r) => { ask(r); }); }", "N"),
    .code(
      "reduce",
      "const start = (rows) => rows.reduce(async (p, r) => { await p; return ask(r); }, null);",
      "N"
    ),
    .code(
      "map in a map",
      "const start = (rows) => rows.map((r) => r.items.map((i) => ask(i)));",
      "N²"
    ),
    .code(
      "an iterator of the project's own",
      "async function eachRow(rows, f) { for (const r of rows) await f(r); }\nconst start = (rows) => eachRow(rows, (r) => ask(r));",
      "N"
    ),
    .code(
      "its own iterator, twice",
      "async function eachRow(rows, f) { for (const r of rows) await f(r); }\nconst start = (rows) => eachRow(rows, (r) => eachRow(r.items, (i) => ask(i)));",
      "N²"
    ),
    .code(
      "an iterator that hands its callback on",
      "const each = (rows, f) => rows.forEach(f); const walk = (rows, f) => each(rows, f);\nconst start = (rows) => walk(rows, (r) => ask(r));",
      "N"
    ),
    .code(
      "a callback that is called once",
      "const once = (f) => f(); const start = () => once(() => ask(1));",
      "1"
    ),
    .code(
      "a transaction's callback",
      "async function inTransaction(work) { await ask(0); const r = await work(); await ask(1); return r; }\nconst start = () => inTransaction(async () => { await ask(2); });",
      "3"
    ),
    .code("a timer's callback", "function start() { setTimeout(() => ask(1), 1000); }", "0"),
    .code("a listener", "function start(source) { source.on('data', () => ask(1)); }", "0"),
  ]

  private static let recursion: [CostCase] = [
    .code(
      "a walk over a tree",
      "async function start(node) { await ask(node.id); for (const child of node.children) await start(child); }",
      "1 + N^∞"
    ),
    .code(
      "a walk over a tree by two functions",
      "async function start(node) { await ask(node.id); await below(node); }\nasync function below(node) { for (const child of node.children) await start(child); }",
      "1 + N^∞"
    ),
    .code(
      "a function that tries again",
      "async function start(n) { try { return await ask(1); } catch (e) { return start(n - 1); } }",
      "1"
    ),
  ]
}

@Suite("Loops")
struct LoopTests {
  @Test("grows with the data:", arguments: growing)
  func grows(_ subject: CostCase) async {
    let project = await Project(subject.files)
    #expect(project.cost("start") == "N")
  }

  @Test("does not grow with the data:", arguments: bounded + sets)
  func isBounded(_ subject: CostCase) async {
    let project = await Project(subject.files)
    #expect(project.cost("start") == "1")
  }

  /// Python's sets of what the code fixes.
  private static let sets: [CostCase] = [
    "set(FEATURES[plan]) - known", "sorted(set(FEATURES[plan]))",
    "set(FEATURES['a']) | set(FEATURES['b'])",
  ].map { made in
    CostCase(
      what: made,
      files: [
        "main.py": """
        import psycopg2
        connection = psycopg2.connect("x")
        FEATURES = {"a": ["read"], "b": ["read", "write"]}
        def start(plan, known):
            for feature in \(made):
                connection.cursor().execute("SELECT 1")
        """
      ],
      cost: "1"
    )
  }

  private static func loop(_ head: String, before: String = "") -> CostCase {
    .code(
      head,
      "\(before)\nasync function start(rows, n, cursor) { \(head) { await ask(1); } }",
      "N"
    )
  }

  private static let growing: [CostCase] = [
    loop("for (const row of rows)"),
    loop("for await (const row of cursor)"),
    loop("for (const key in rows)"),
    loop("for (let i = 0; i < rows.length; i++)"),
    loop("for (let i = 0; i < n; i += 1)"),
    loop("for (let i = 0; i < 1000; i++)"),
    loop("while (rows.length > 0)"),
    loop("for (const row of Object.values(rows))"),
    loop("for (const row of [...rows, 1])"),
    loop("for (const row of rows.filter(Boolean))"),
    loop("for (const row of rows.slice(1))"),
    loop("for (const row of found)", before: "const found = []; found.push(1);"),
  ]

  private static let bounded: [CostCase] = [
    loop("for (const table of ['a', 'b', 'c'])"),
    loop("for (const table of tables)", before: "const tables = ['a', 'b'];"),
    loop("for (const key of Object.keys(tables))", before: "const tables = { a: 1, b: 2 };"),
    loop("for (const table of new Set(['a', 'b']))"),
    loop("for (const row of rows.slice(0, 3))"),
    loop("for (let i = 0; i < 3; i++)"),
    loop("for (let attempt = 0; attempt < n; attempt++)"),
    loop("for (let i = 0; i < rows.length; i += 100)"),
    loop("for (const batch of chunk(rows, 100))"),
    loop("while (true)"),
    loop("while (!cursor.done)"),
    loop("for (;;)"),
    .code(
      "a loop that is left in its first turn",
      "async function start(rows) { for (const row of rows) { return await ask(row); } }",
      "1"
    ),
  ]
}

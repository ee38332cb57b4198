// Statements and declarations.

import Testing

@testable import JavaScriptSyntax

struct StatementSyntaxTests {
  @Test("variable declarations")
  func variableDeclarations() {
    expectTree(
      of: #"var a = 1, b; let [c] = d; const { e: { f = 2 } } = g"#,
      as: .javaScript,
      is: #"(variableDeclaration var declarations: [(declarator id: (identifier a) init: "#
        + #"(number 1)) (declarator id: (identifier b))]) (variableDeclaration let "#
        + #"declarations: [(declarator id: (arrayPattern elements: [(identifier c)]) init: "#
        + #"(identifier d))]) (variableDeclaration const declarations: [(declarator id: "#
        + #"(objectPattern properties: [(property key: (identifier e) value: "#
        + #"(objectPattern properties: [(property shorthand key: (identifier f) value: "#
        + #"(defaultPattern left: (identifier f) right: (number 2)))]))]) init: "#
        + #"(identifier g))])"#
    )
  }

  @Test("using declarations")
  func usingDeclarations() {
    expectTree(
      of: #"using a = b; { await using c = d }"#,
      as: .javaScript,
      is: #"(variableDeclaration using declarations: [(declarator id: (identifier a) init: "#
        + #"(identifier b))]) (block body: [(variableDeclaration await using declarations: "#
        + #"[(declarator id: (identifier c) init: (identifier d))])])"#
    )
  }

  @Test("let as a name")
  func letAsAName() {
    expectTree(
      of: #"let = 1; let\#n[a] = b; if (x) let\#n{}"#,
      as: .javaScript,
      is: #"(expressionStatement expression: (assignment = left: (identifier let) right: "#
        + #"(number 1))) (variableDeclaration let declarations: [(declarator id: "#
        + #"(arrayPattern elements: [(identifier a)]) init: (identifier b))]) (if test: "#
        + #"(identifier x) consequent: (expressionStatement expression: (identifier let))) "#
        + #"(block)"#
    )
  }

  @Test("an else-if chain")
  func anElseIfChain() {
    expectTree(
      of: #"if (a) b(); else if (c) d(); else e()"#,
      as: .javaScript,
      is: #"(if test: (identifier a) consequent: (expressionStatement expression: (call "#
        + #"callee: (identifier b))) alternate: (if test: (identifier c) consequent: "#
        + #"(expressionStatement expression: (call callee: (identifier d))) alternate: "#
        + #"(expressionStatement expression: (call callee: (identifier e)))))"#
    )
  }

  @Test("for loops")
  func forLoops() {
    expectTree(
      of: #"for (let i = 0; i < n; i++) a(); for (;;) ;"#,
      as: .javaScript,
      is: #"(for init: (variableDeclaration let declarations: [(declarator id: (identifier "#
        + #"i) init: (number 0))]) test: (binary < left: (identifier i) right: (identifier "#
        + #"n)) update: (update ++ argument: (identifier i)) body: (expressionStatement "#
        + #"expression: (call callee: (identifier a)))) (for body: (empty))"#
    )
  }

  @Test("for-in and for-of loops")
  func forInAndForOfLoops() {
    expectTree(
      of: #"for (const a in b) ; for (x.y of z) {} for (async of => 1; false; ) ;"#,
      as: .javaScript,
      is: #"(forIn left: (variableDeclaration const declarations: [(declarator id: "#
        + #"(identifier a))]) right: (identifier b) body: (empty)) (forOf left: (member "#
        + #"object: (identifier x) y) right: (identifier z) body: (block)) (for init: "#
        + #"(arrow async params: [(identifier of)] body: (number 1)) test: (false) body: "#
        + #"(empty))"#
    )
  }

  @Test("for-await loops")
  func forAwaitLoops() {
    expectTree(
      of: #"async function f() { for await (const a of b()) c(a) }"#,
      as: .javaScript,
      is: #"(function declaration async id: (identifier f) body: (block body: [(forOf "#
        + #"async left: (variableDeclaration const declarations: [(declarator id: "#
        + #"(identifier a))]) right: (call callee: (identifier b)) body: "#
        + #"(expressionStatement expression: (call callee: (identifier c) arguments: "#
        + #"[(identifier a)])))]))"#
    )
  }

  @Test("a using declaration in a loop")
  func aUsingDeclarationInALoop() {
    expectTree(
      of: #"for (using a of b) ; for (using of of) ; for (await using c of d) ;"#,
      as: .javaScript,
      is: #"(forOf left: (variableDeclaration using declarations: [(declarator id: "#
        + #"(identifier a))]) right: (identifier b) body: (empty)) (forOf left: "#
        + #"(identifier using) right: (identifier of) body: (empty)) (forOf left: "#
        + #"(variableDeclaration await using declarations: [(declarator id: (identifier "#
        + #"c))]) right: (identifier d) body: (empty))"#
    )
  }

  @Test("while and do loops")
  func whileAndDoLoops() {
    expectTree(
      of: #"while (a) b(); do c(); while (d) e"#,
      as: .javaScript,
      is: #"(while test: (identifier a) body: (expressionStatement expression: (call "#
        + #"callee: (identifier b)))) (doWhile body: (expressionStatement expression: "#
        + #"(call callee: (identifier c))) test: (identifier d)) (expressionStatement "#
        + #"expression: (identifier e))"#
    )
  }

  @Test("switch")
  func switchSyntax() {
    expectTree(
      of: #"switch (a) { case 1: b(); case 2: default: c() }"#,
      as: .javaScript,
      is: #"(switch discriminant: (identifier a) cases: [(switchCase test: (number 1) "#
        + #"consequent: [(expressionStatement expression: (call callee: (identifier b)))]) "#
        + #"(switchCase test: (number 2)) (switchCase consequent: [(expressionStatement "#
        + #"expression: (call callee: (identifier c)))])])"#
    )
  }

  @Test("try")
  func trySyntax() {
    expectTree(
      of: #"try { a() } catch { b() } finally { c() } try {} catch ({ d }) {}"#,
      as: .javaScript,
      is: #"(try block: (block body: [(expressionStatement expression: (call callee: "#
        + #"(identifier a)))]) handler: (block body: [(expressionStatement expression: "#
        + #"(call callee: (identifier b)))]) finalizer: (block body: [(expressionStatement "#
        + #"expression: (call callee: (identifier c)))])) (try block: (block) parameter: "#
        + #"(objectPattern properties: [(property shorthand key: (identifier d) value: "#
        + #"(identifier d))]) handler: (block))"#
    )
  }

  @Test("labels and jumps")
  func labelsAndJumps() {
    expectTree(
      of: #"a: for (;;) { continue a; break }"#,
      as: .javaScript,
      is: #"(labeled a body: (for body: (block body: [(continue a) (break)])))"#
    )
  }

  @Test("return and throw with semicolon insertion")
  func returnAndThrowWithSemicolonInsertion() {
    expectTree(
      of: #"function f() { return\#na; throw b }"#,
      as: .javaScript,
      is: #"(function declaration id: (identifier f) body: (block body: [(return) "#
        + #"(expressionStatement expression: (identifier a)) (throw argument: (identifier "#
        + #"b))]))"#
    )
  }

  @Test("functions")
  func functions() {
    expectTree(
      of: #"function f(a, b = 1, ...c) {} async function g() {} function* h({ d }) {}"#,
      as: .javaScript,
      is: #"(function declaration id: (identifier f) params: [(identifier a) "#
        + #"(defaultPattern left: (identifier b) right: (number 1)) (rest argument: "#
        + #"(identifier c))] body: (block)) (function declaration async id: (identifier g) "#
        + #"body: (block)) (function declaration * id: (identifier h) params: "#
        + #"[(objectPattern properties: [(property shorthand key: (identifier d) value: "#
        + #"(identifier d))])] body: (block))"#
    )
  }

  @Test("directives are statements")
  func directivesAreStatements() {
    expectTree(
      of: #""use client"; 'use strict'"#,
      as: .javaScript,
      is: #"(expressionStatement expression: (string "use client")) (expressionStatement "#
        + #"expression: (string 'use strict'))"#
    )
  }

  @Test("an async arrow as a statement")
  func anAsyncArrowAsAStatement() {
    expectTree(
      of: #"async () => {}\#n(a)"#,
      as: .javaScript,
      is: #"(expressionStatement expression: (arrow async body: (block))) "#
        + #"(expressionStatement expression: (identifier a))"#
    )
  }

  @Test("debugger, with, empty")
  func debuggerWithEmpty() {
    expectTree(
      of: #"debugger; with (a) b; ;"#,
      as: .javaScript,
      is: #"(debugger) (with object: (identifier a) body: (expressionStatement expression: "#
        + #"(identifier b))) (empty)"#
    )
  }
}

// Operators, calls, literals and arrow functions.

import Testing

@testable import JavaScriptSyntax

struct ExpressionSyntaxTests {
  @Test("a chain of members, calls and indexes")
  func aChainOfMembersCallsAndIndexes() {
    expectTree(
      of: #"a.b?.c(1, ...d)[e]?.[f]?.(g).#h"#,
      as: .javaScript,
      is: #"(expressionStatement expression: (member object: (call ?. callee: (index ?. "#
        + #"object: (index object: (call callee: (member ?. object: (member object: "#
        + #"(identifier a) b) c) arguments: [(number 1) (spread argument: (identifier "#
        + #"d))]) property: (identifier e)) property: (identifier f)) arguments: "#
        + #"[(identifier g)]) h))"#
    )
  }

  @Test("precedence and associativity")
  func precedenceAndAssociativity() {
    expectTree(
      of: #"a + b * c ** d ** e - f"#,
      as: .javaScript,
      is: #"(expressionStatement expression: (binary - left: (binary + left: (identifier "#
        + #"a) right: (binary * left: (identifier b) right: (binary ** left: (identifier "#
        + #"c) right: (binary ** left: (identifier d) right: (identifier e))))) right: "#
        + #"(identifier f)))"#
    )
  }

  @Test("logical operators and assignments")
  func logicalOperatorsAndAssignments() {
    expectTree(
      of: #"a ?? (b || c && d); x ||= y; x **= 2"#,
      as: .javaScript,
      is: #"(expressionStatement expression: (logical ?? left: (identifier a) right: "#
        + #"(logical || left: (identifier b) right: (logical && left: (identifier c) "#
        + #"right: (identifier d))))) (expressionStatement expression: (assignment ||= "#
        + #"left: (identifier x) right: (identifier y))) (expressionStatement expression: "#
        + #"(assignment **= left: (identifier x) right: (number 2)))"#
    )
  }

  @Test("unary, update and await operators")
  func unaryUpdateAndAwaitOperators() {
    expectTree(
      of: #"!typeof a, -b++, --c, void await d"#,
      as: .javaScript,
      is: #"(expressionStatement expression: (sequence expressions: [(unary ! argument: "#
        + #"(unary typeof argument: (identifier a))) (unary - argument: (update ++ "#
        + #"argument: (identifier b))) (update prefix -- argument: (identifier c)) (unary "#
        + #"void argument: (await argument: (identifier d)))]))"#
    )
  }

  @Test("new with and without arguments")
  func newWithAndWithoutArguments() {
    expectTree(
      of: #"new a.b(c).d; new new E()(); new.target"#,
      as: .javaScript,
      is: #"(expressionStatement expression: (member object: (new callee: (member object: "#
        + #"(identifier a) b) arguments: [(identifier c)]) d)) (expressionStatement "#
        + #"expression: (new callee: (new callee: (identifier E)))) (expressionStatement "#
        + #"expression: (metaProperty target))"#
    )
  }

  @Test("tagged and nested templates")
  func taggedAndNestedTemplates() {
    expectTree(
      of: #"x`a${b}c${`d${e}`}`"#,
      as: .javaScript,
      is: #"(expressionStatement expression: (taggedTemplate tag: (identifier x) quasi: "#
        + #"(template expressions: [(identifier b) (template expressions: [(identifier "#
        + #"e)])])))"#
    )
  }

  @Test("object literals")
  func objectLiterals() {
    expectTree(
      of: #"({ a, "b": c, [d]: e, f() {}, async *g() {}, get h() {}, set h(v) {}, ...i })"#,
      as: .javaScript,
      is: #"(expressionStatement expression: (object properties: [(property shorthand key: "#
        + #"(identifier a) value: (identifier a)) (property key: (string "b") value: "#
        + #"(identifier c)) (property computed key: (identifier d) value: (identifier e)) "#
        + #"(property key: (identifier f) value: (function body: (block))) (property async "#
        + #"* key: (identifier g) value: (function async * body: (block))) (property get "#
        + #"key: (identifier h) value: (function body: (block))) (property set key: "#
        + #"(identifier h) value: (function params: [(identifier v)] body: (block))) "#
        + #"(spread argument: (identifier i))]))"#
    )
  }

  @Test("array holes and spread")
  func arrayHolesAndSpread() {
    expectTree(
      of: #"[, a, , ...b, ]"#,
      as: .javaScript,
      is: #"(expressionStatement expression: (array elements: [_ (identifier a) _ (spread "#
        + #"argument: (identifier b))]))"#
    )
  }

  @Test("arrow functions")
  func arrowFunctions() {
    expectTree(
      of: #"a => b; (a, [b], { c = 1 }, ...d) => {}; async x => await x; async (x) => {}"#,
      as: .javaScript,
      is: #"(expressionStatement expression: (arrow params: [(identifier a)] body: "#
        + #"(identifier b))) (expressionStatement expression: (arrow params: [(identifier "#
        + #"a) (arrayPattern elements: [(identifier b)]) (objectPattern properties: "#
        + #"[(property shorthand key: (identifier c) value: (defaultPattern left: "#
        + #"(identifier c) right: (number 1)))]) (rest argument: (identifier d))] body: "#
        + #"(block))) (expressionStatement expression: (arrow async params: [(identifier "#
        + #"x)] body: (await argument: (identifier x)))) (expressionStatement expression: "#
        + #"(arrow async params: [(identifier x)] body: (block)))"#
    )
  }

  @Test("a call of a function named async")
  func aCallOfAFunctionNamedAsync() {
    expectTree(
      of: #"async(a, ...b); async.c; async"#,
      as: .javaScript,
      is: #"(expressionStatement expression: (call callee: (identifier async) arguments: "#
        + #"[(identifier a) (spread argument: (identifier b))])) (expressionStatement "#
        + #"expression: (member object: (identifier async) c)) (expressionStatement "#
        + #"expression: (identifier async))"#
    )
  }

  @Test("conditional chains")
  func conditionalChains() {
    expectTree(
      of: #"a ? b : c ? d : e = f"#,
      as: .javaScript,
      is: #"(expressionStatement expression: (conditional test: (identifier a) consequent: "#
        + #"(identifier b) alternate: (conditional test: (identifier c) consequent: "#
        + #"(identifier d) alternate: (assignment = left: (identifier e) right: "#
        + #"(identifier f)))))"#
    )
  }

  @Test("destructuring assignment")
  func destructuringAssignment() {
    expectTree(
      of: #"[a, b = 1, ...c] = d; ({ e, f: g = 2, ...h } = i)"#,
      as: .javaScript,
      is: #"(expressionStatement expression: (assignment = left: (arrayPattern elements: "#
        + #"[(identifier a) (defaultPattern left: (identifier b) right: (number 1)) (rest "#
        + #"argument: (identifier c))]) right: (identifier d))) (expressionStatement "#
        + #"expression: (assignment = left: (objectPattern properties: [(property "#
        + #"shorthand key: (identifier e) value: (identifier e)) (property key: "#
        + #"(identifier f) value: (defaultPattern left: (identifier g) right: (number 2))) "#
        + #"(rest argument: (identifier h))]) right: (identifier i)))"#
    )
  }

  @Test("regular expressions and division")
  func regularExpressionsAndDivision() {
    expectTree(
      of: #"a / b / c; /[/]\/x/v.test(d)"#,
      as: .javaScript,
      is: #"(expressionStatement expression: (binary / left: (binary / left: (identifier "#
        + #"a) right: (identifier b)) right: (identifier c))) (expressionStatement "#
        + #"expression: (call callee: (member object: (regExp /[/]\/x/v) test) arguments: "#
        + #"[(identifier d)]))"#
    )
  }

  @Test("numbers")
  func numbers() {
    expectTree(
      of: #"1_000n + 0xFFn + .5e-3 + 0b11 + 08.5"#,
      as: .javaScript,
      is: #"(expressionStatement expression: (binary + left: (binary + left: (binary + "#
        + #"left: (binary + left: (bigInt 1_000n) right: (bigInt 0xFFn)) right: (number "#
        + #".5e-3)) right: (number 0b11)) right: (number 08.5)))"#
    )
  }

  @Test("private names in objects")
  func privateNamesInObjects() {
    expectTree(
      of: #"class A { #b; static c(d) { return #b in d } }"#,
      as: .javaScript,
      is: #"(class declaration id: (identifier A) body: [(field key: (privateName b)) "#
        + #"(method static key: (identifier c) value: (function params: [(identifier d)] "#
        + #"body: (block body: [(return argument: (binary in left: (privateName b) right: "#
        + #"(identifier d)))])))])"#
    )
  }

  @Test("sequence and parentheses")
  func sequenceAndParentheses() {
    expectTree(
      of: #"(a, b), (c)"#,
      as: .javaScript,
      is: #"(expressionStatement expression: (sequence expressions: [(sequence "#
        + #"expressions: [(identifier a) (identifier b)]) (identifier c)]))"#
    )
  }

  @Test("import expressions")
  func importExpressions() {
    expectTree(
      of: #"import("a", { with: {} }); import.meta.url"#,
      as: .javaScript,
      is: #"(expressionStatement expression: (importCall arguments: [(string "a") (object "#
        + #"properties: [(property key: (identifier with) value: (object))])])) "#
        + #"(expressionStatement expression: (member object: (metaProperty meta) url))"#
    )
  }

  @Test("generic calls are comparisons in JavaScript")
  func genericCallsAreComparisonsInJavascript() {
    expectTree(
      of: #"f<T>(x)"#,
      as: .javaScript,
      is: #"(expressionStatement expression: (binary > left: (binary < left: (identifier "#
        + #"f) right: (identifier T)) right: (identifier x)))"#
    )
  }

  @Test("yield")
  func yieldSyntax() {
    expectTree(
      of: #"function* g() { yield; yield* a; const b = yield c }"#,
      as: .javaScript,
      is: #"(function declaration * id: (identifier g) body: (block body: "#
        + #"[(expressionStatement expression: (yield)) (expressionStatement expression: "#
        + #"(yield * argument: (identifier a))) (variableDeclaration const declarations: "#
        + #"[(declarator id: (identifier b) init: (yield argument: (identifier c)))])]))"#
    )
  }
}

// Classes, members and decorators.

import Testing

@testable import JavaScriptSyntax

struct ClassSyntaxTests {
  @Test("members")
  func members() {
    expectTree(
      of: #"class A extends b.C { d = 1; static #e; [f]() {} static { g() } get h() {} set "#
        + #"h(v) {} static async *i() {} }"#,
      as: .javaScript,
      is: #"(class declaration id: (identifier A) superClass: (member object: (identifier "#
        + #"b) C) body: [(field key: (identifier d) value: (number 1)) (field static key: "#
        + #"(privateName e)) (method computed key: (identifier f) value: (function body: "#
        + #"(block))) (staticBlock body: [(expressionStatement expression: (call callee: "#
        + #"(identifier g)))]) (method get key: (identifier h) value: (function body: "#
        + #"(block))) (method set key: (identifier h) value: (function params: "#
        + #"[(identifier v)] body: (block))) (method static async * key: (identifier i) "#
        + #"value: (function async * body: (block)))])"#
    )
  }

  @Test("modifier words as names")
  func modifierWordsAsNames() {
    expectTree(
      of: #"class A { static; get; set = 1; async() {} static static() {} get\#n*b() {} "#
        + #"async\#nc() {} }"#,
      as: .javaScript,
      is: #"(class declaration id: (identifier A) body: [(field key: (identifier static)) "#
        + #"(field key: (identifier get)) (field key: (identifier set) value: (number 1)) "#
        + #"(method key: (identifier async) value: (function body: (block))) (method "#
        + #"static key: (identifier static) value: (function body: (block))) (field key: "#
        + #"(identifier get)) (method * key: (identifier b) value: (function * body: "#
        + #"(block))) (field key: (identifier async)) (method key: (identifier c) value: "#
        + #"(function body: (block)))])"#
    )
  }

  @Test("class expressions")
  func classExpressions() {
    expectTree(
      of: #"x = class {}; y = class B extends C {}"#,
      as: .javaScript,
      is: #"(expressionStatement expression: (assignment = left: (identifier x) right: "#
        + #"(class))) (expressionStatement expression: (assignment = left: (identifier y) "#
        + #"right: (class id: (identifier B) superClass: (identifier C))))"#
    )
  }

  @Test("decorators")
  func decorators() {
    expectTree(
      of: #"@a @b.c(d) class E { @f g; @h() [i]() {} }"#,
      as: .javaScript,
      is: #"(class declaration id: (identifier E) body: [(field key: (identifier g) "#
        + #"decorators: [(decorator expression: (identifier f))]) (method computed key: "#
        + #"(identifier i) value: (function body: (block)) decorators: [(decorator "#
        + #"expression: (call callee: (identifier h)))])] decorators: [(decorator "#
        + #"expression: (identifier a)) (decorator expression: (call callee: (member "#
        + #"object: (identifier b) c) arguments: [(identifier d)]))])"#
    )
  }

  @Test("exported decorated classes")
  func exportedDecoratedClasses() {
    expectTree(
      of: #"@a export class B {} export default @c class {}"#,
      as: .javaScript,
      is: #"(exportNamed declaration: (class declaration id: (identifier B) decorators: "#
        + #"[(decorator expression: (identifier a))])) (exportDefault declaration: (class "#
        + #"declaration decorators: [(decorator expression: (identifier c))]))"#
    )
  }

  @Test("accessors")
  func accessors() {
    expectTree(
      of: #"class A { accessor b = 1; static accessor c; accessor\#nd }"#,
      as: .javaScript,
      is: #"(class declaration id: (identifier A) body: [(field key: (identifier b) value: "#
        + #"(number 1)) (field static key: (identifier c)) (field key: (identifier "#
        + #"accessor)) (field key: (identifier d))])"#
    )
  }
}

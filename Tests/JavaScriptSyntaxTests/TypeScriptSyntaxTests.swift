// Declarations and expressions of TypeScript.

import Testing

@testable import JavaScriptSyntax

struct TypeScriptSyntaxTests {
  @Test("annotations")
  func annotations() {
    expectTree(
      of: #"let a: string, b!: number; function f(this: A, b?: B, ...c: C[]): asserts b is "#
        + #"D {}"#,
      as: .typeScript,
      is: #"(variableDeclaration let declarations: [(declarator id: (identifier a) "#
        + #"typeAnnotation: (typeKeyword string)) (declarator id: (identifier b) "#
        + #"typeAnnotation: (typeKeyword number))]) (function declaration id: (identifier "#
        + #"f) params: [(parameter target: (this) typeAnnotation: (typeReference typeName: "#
        + #"(identifier A))) (parameter ? target: (identifier b) typeAnnotation: "#
        + #"(typeReference typeName: (identifier B))) (rest argument: (identifier c) "#
        + #"typeAnnotation: (arrayType elementType: (typeReference typeName: (identifier "#
        + #"C))))] body: (block) returnType: (predicateType declaration parameterName: "#
        + #"(identifier b) typeAnnotation: (typeReference typeName: (identifier D))))"#
    )
  }

  @Test("type assertions")
  func typeAssertions() {
    expectTree(
      of: #"a as const; <B>c; d!.e!(); f satisfies G as H"#,
      as: .typeScript,
      is: #"(expressionStatement expression: (asExpression expression: (identifier a) "#
        + #"typeAnnotation: (typeKeyword const))) (expressionStatement expression: "#
        + #"(typeAssertion expression: (identifier c) typeAnnotation: (typeReference "#
        + #"typeName: (identifier B)))) (expressionStatement expression: (call callee: "#
        + #"(nonNull expression: (member object: (nonNull expression: (identifier d)) "#
        + #"e)))) (expressionStatement expression: (asExpression expression: "#
        + #"(satisfiesExpression expression: (identifier f) typeAnnotation: (typeReference "#
        + #"typeName: (identifier G))) typeAnnotation: (typeReference typeName: "#
        + #"(identifier H))))"#
    )
  }

  @Test("type arguments")
  func typeArguments() {
    expectTree(
      of: #"f<A>(b); new C<D>(); e<F>; g`h`; i<J>`k`; a < b > c; f<<T>(x: T) => T>(y)"#,
      as: .typeScript,
      is: #"(expressionStatement expression: (call callee: (identifier f) arguments: "#
        + #"[(identifier b)] typeArguments: [(typeReference typeName: (identifier A))])) "#
        + #"(expressionStatement expression: (new callee: (identifier C) typeArguments: "#
        + #"[(typeReference typeName: (identifier D))])) (expressionStatement expression: "#
        + #"(instantiation expression: (identifier e) typeArguments: [(typeReference "#
        + #"typeName: (identifier F))])) (expressionStatement expression: (taggedTemplate "#
        + #"tag: (identifier g) quasi: (template expressions: []))) (expressionStatement "#
        + #"expression: (taggedTemplate tag: (identifier i) quasi: (template expressions: "#
        + #"[]) typeArguments: [(typeReference typeName: (identifier J))])) "#
        + #"(expressionStatement expression: (binary > left: (binary < left: (identifier "#
        + #"a) right: (identifier b)) right: (identifier c))) (expressionStatement "#
        + #"expression: (call callee: (identifier f) arguments: [(identifier y)] "#
        + #"typeArguments: [(functionType typeParameters: [(typeParameter name: "#
        + #"(identifier T))] params: [(parameter target: (identifier x) typeAnnotation: "#
        + #"(typeReference typeName: (identifier T)))] returnType: (typeReference "#
        + #"typeName: (identifier T)))]))"#
    )
  }

  @Test("generic arrow functions")
  func genericArrowFunctions() {
    expectTree(
      of: #"<T>(a: T): T => a; async <T,>(b: T) => {}; <const T extends U = V>(c) => d"#,
      as: .typeScript,
      is: #"(expressionStatement expression: (arrow params: [(parameter target: "#
        + #"(identifier a) typeAnnotation: (typeReference typeName: (identifier T)))] "#
        + #"body: (identifier a) typeParameters: [(typeParameter name: (identifier T))] "#
        + #"returnType: (typeReference typeName: (identifier T)))) (expressionStatement "#
        + #"expression: (arrow async params: [(parameter target: (identifier b) "#
        + #"typeAnnotation: (typeReference typeName: (identifier T)))] body: (block) "#
        + #"typeParameters: [(typeParameter name: (identifier T))])) (expressionStatement "#
        + #"expression: (arrow params: [(identifier c)] body: (identifier d) "#
        + #"typeParameters: [(typeParameter name: (identifier T) constraint: "#
        + #"(typeReference typeName: (identifier U)) default: (typeReference typeName: "#
        + #"(identifier V)))]))"#
    )
  }

  @Test("arrow functions with types")
  func arrowFunctionsWithTypes() {
    expectTree(
      of: #"(a: A, b?: B, { c }: C = {}): D => e; x ? (y) : z => 1; x ? (y): z => 1 : 2"#,
      as: .typeScript,
      is: #"(expressionStatement expression: (arrow params: [(parameter target: "#
        + #"(identifier a) typeAnnotation: (typeReference typeName: (identifier A))) "#
        + #"(parameter ? target: (identifier b) typeAnnotation: (typeReference typeName: "#
        + #"(identifier B))) (parameter target: (objectPattern properties: [(property "#
        + #"shorthand key: (identifier c) value: (identifier c))]) typeAnnotation: "#
        + #"(typeReference typeName: (identifier C)) default: (object))] body: (identifier "#
        + #"e) returnType: (typeReference typeName: (identifier D)))) (expressionStatement "#
        + #"expression: (conditional test: (identifier x) consequent: (identifier y) "#
        + #"alternate: (arrow params: [(identifier z)] body: (number 1)))) "#
        + #"(expressionStatement expression: (conditional test: (identifier x) consequent: "#
        + #"(arrow params: [(identifier y)] body: (number 1) returnType: (typeReference "#
        + #"typeName: (identifier z))) alternate: (number 2)))"#
    )
  }

  @Test("parameter properties")
  func parameterProperties() {
    expectTree(
      of: #"class A { constructor(private readonly b: B, public c = 1, @d() e) {} }"#,
      as: .typeScript,
      is: #"(class declaration id: (identifier A) body: [(method key: (identifier "#
        + #"constructor) value: (function params: [(parameter declare target: (identifier "#
        + #"b) typeAnnotation: (typeReference typeName: (identifier B))) (parameter "#
        + #"declare target: (identifier c) default: (number 1)) (parameter target: "#
        + #"(identifier e) decorators: [(decorator expression: (call callee: (identifier "#
        + #"d)))])] body: (block)))])"#
    )
  }

  @Test("class members")
  func classMembers() {
    expectTree(
      of: #"abstract class A<T> extends B<T> implements C, D { declare e: F; abstract g(): "#
        + #"void; private h?: I; static readonly [k: string]: J; override k!: L; m?(): N; "#
        + #"f(): void; f(a?) {} }"#,
      as: .typeScript,
      is: #"(class declare declaration id: (identifier A) superClass: (identifier B) body: "#
        + #"[(field declare key: (identifier e) typeAnnotation: (typeReference typeName: "#
        + #"(identifier F))) (method declare key: (identifier g) value: (function "#
        + #"returnType: (typeKeyword void))) (field ? key: (identifier h) typeAnnotation: "#
        + #"(typeReference typeName: (identifier I))) (indexSignature name: (identifier k) "#
        + #"keyType: (typeKeyword string) typeAnnotation: (typeReference typeName: "#
        + #"(identifier J))) (field key: (identifier k) typeAnnotation: (typeReference "#
        + #"typeName: (identifier L))) (method ? key: (identifier m) value: (function "#
        + #"returnType: (typeReference typeName: (identifier N)))) (method key: "#
        + #"(identifier f) value: (function returnType: (typeKeyword void))) (method key: "#
        + #"(identifier f) value: (function params: [(parameter ? target: (identifier a))] "#
        + #"body: (block)))] typeParameters: [(typeParameter name: (identifier T))] "#
        + #"superTypeArguments: [(typeReference typeName: (identifier T))] implements: "#
        + #"[(typeReference typeName: (identifier C)) (typeReference typeName: (identifier "#
        + #"D))])"#
    )
  }

  @Test("enums")
  func enums() {
    expectTree(
      of: #"enum A { B, C = 1, "D" = E.F } const enum G { H } declare enum I {}"#,
      as: .typeScript,
      is: #"(enum id: (identifier A) members: [(enumMember id: (identifier B)) (enumMember "#
        + #"id: (identifier C) initializer: (number 1)) (enumMember id: (string "D") "#
        + #"initializer: (member object: (identifier E) F))]) (enum declaration id: "#
        + #"(identifier G) members: [(enumMember id: (identifier H))]) (enum declare id: "#
        + #"(identifier I))"#
    )
  }

  @Test("namespaces")
  func namespaces() {
    expectTree(
      of: #"namespace a.b { c } declare module "d" { export const e: F } declare global { "#
        + #"var g: H } module i {}"#,
      as: .typeScript,
      is: #"(module id: (member object: (identifier a) b) body: (block body: "#
        + #"[(expressionStatement expression: (identifier c))])) (module declare id: "#
        + #"(string "d") body: (block body: [(exportNamed declaration: "#
        + #"(variableDeclaration const declarations: [(declarator id: (identifier e) "#
        + #"typeAnnotation: (typeReference typeName: (identifier F)))]))])) (module "#
        + #"declare id: (identifier global) body: (block body: [(variableDeclaration var "#
        + #"declarations: [(declarator id: (identifier g) typeAnnotation: (typeReference "#
        + #"typeName: (identifier H)))])])) (module id: (identifier i) body: (block))"#
    )
  }

  @Test("import and export forms")
  func importAndExportForms() {
    expectTree(
      of: #"import a = require("b"); import c = d.e; export = f; export as namespace g; "#
        + #"import type h from "i"; import { type j, type as k, type as as l } from "m"; "#
        + #"export type { n } from "o"; import type p = require("q")"#,
      as: .typeScript,
      is: #"(importEquals id: (identifier a) moduleReference: (call callee: (identifier "#
        + #"require) arguments: [(string "b")])) (importEquals id: (identifier c) "#
        + #"moduleReference: (member object: (identifier d) e)) (exportAssignment "#
        + #"expression: (identifier f)) (exportAsNamespace id: (identifier g)) "#
        + #"(importDeclaration type specifiers: [(importDefault local: (identifier h))] "#
        + #"source: (string "i")) (importDeclaration specifiers: [(importSpecifier type "#
        + #"imported: (identifier j) local: (identifier j)) (importSpecifier imported: "#
        + #"(identifier type) local: (identifier k)) (importSpecifier type imported: "#
        + #"(identifier as) local: (identifier l))] source: (string "m")) (exportNamed "#
        + #"type specifiers: [(exportSpecifier local: (identifier n) exported: (identifier "#
        + #"n))] source: (string "o")) (importEquals type id: (identifier p) "#
        + #"moduleReference: (call callee: (identifier require) arguments: [(string "#
        + #""q")]))"#
    )
  }

  @Test("ambient declarations")
  func ambientDeclarations() {
    expectTree(
      of: #"declare const a: B; declare function c(): void; declare class D { e(): F } "#
        + #"declare let g"#,
      as: .typeScript,
      is: #"(variableDeclaration declare const declarations: [(declarator id: (identifier "#
        + #"a) typeAnnotation: (typeReference typeName: (identifier B)))]) (function "#
        + #"declare declaration id: (identifier c) returnType: (typeKeyword void)) (class "#
        + #"declare declaration id: (identifier D) body: [(method key: (identifier e) "#
        + #"value: (function returnType: (typeReference typeName: (identifier F))))]) "#
        + #"(variableDeclaration declare let declarations: [(declarator id: (identifier "#
        + #"g))])"#
    )
  }

  @Test("words as names")
  func wordsAsNames() {
    expectTree(
      of: #"type = 1; declare; namespace; abstract\#nclass A {} type\#nB = 1; as; satisfies"#,
      as: .typeScript,
      is: #"(expressionStatement expression: (assignment = left: (identifier type) right: "#
        + #"(number 1))) (expressionStatement expression: (identifier declare)) "#
        + #"(expressionStatement expression: (identifier namespace)) (expressionStatement "#
        + #"expression: (identifier abstract)) (class declaration id: (identifier A)) "#
        + #"(expressionStatement expression: (identifier type)) (expressionStatement "#
        + #"expression: (assignment = left: (identifier B) right: (number 1))) "#
        + #"(expressionStatement expression: (identifier as)) (expressionStatement "#
        + #"expression: (identifier satisfies))"#
    )
  }

  @Test("overloads")
  func overloads() {
    expectTree(
      of: #"function f(a: A): B; function f(a) {} export default abstract class C {}"#,
      as: .typeScript,
      is: #"(function declaration id: (identifier f) params: [(parameter target: "#
        + #"(identifier a) typeAnnotation: (typeReference typeName: (identifier A)))] "#
        + #"returnType: (typeReference typeName: (identifier B))) (function declaration "#
        + #"id: (identifier f) params: [(identifier a)] body: (block)) (exportDefault "#
        + #"declaration: (class declare declaration id: (identifier C)))"#
    )
  }
}

// Imports and exports.

import Testing

@testable import JavaScriptSyntax

struct ModuleSyntaxTests {
  @Test("imports")
  func imports() {
    expectTree(
      of: #"import "a"; import b from "c"; import * as d from "e"; import f, { g, h as i, "#
        + #"default as j, "k-l" as m } from "n""#,
      as: .javaScript,
      is: #"(importDeclaration source: (string "a")) (importDeclaration specifiers: "#
        + #"[(importDefault local: (identifier b))] source: (string "c")) "#
        + #"(importDeclaration specifiers: [(importNamespace local: (identifier d))] "#
        + #"source: (string "e")) (importDeclaration specifiers: [(importDefault local: "#
        + #"(identifier f)) (importSpecifier imported: (identifier g) local: (identifier "#
        + #"g)) (importSpecifier imported: (identifier h) local: (identifier i)) "#
        + #"(importSpecifier imported: (identifier default) local: (identifier j)) "#
        + #"(importSpecifier imported: (string "k-l") local: (identifier m))] source: "#
        + #"(string "n"))"#
    )
  }

  @Test("import attributes")
  func importAttributes() {
    expectTree(
      of: #"import a from "b" with { type: "json" }; export * from "c" with { "d": "e" }"#,
      as: .javaScript,
      is: #"(importDeclaration specifiers: [(importDefault local: (identifier a))] source: "#
        + #"(string "b") attributes: [(importAttribute key: (identifier type) value: "#
        + #"(string "json"))]) (exportAll source: (string "c") attributes: "#
        + #"[(importAttribute key: (string "d") value: (string "e"))])"#
    )
  }

  @Test("exports")
  func exports() {
    expectTree(
      of: #"export { a, b as c, d as "e-f" }; export * from "g"; export * as h from "i"; "#
        + #"export { j } from "k""#,
      as: .javaScript,
      is: #"(exportNamed specifiers: [(exportSpecifier local: (identifier a) exported: "#
        + #"(identifier a)) (exportSpecifier local: (identifier b) exported: (identifier "#
        + #"c)) (exportSpecifier local: (identifier d) exported: (string "e-f"))]) "#
        + #"(exportAll source: (string "g")) (exportAll exported: (identifier h) source: "#
        + #"(string "i")) (exportNamed specifiers: [(exportSpecifier local: (identifier j) "#
        + #"exported: (identifier j))] source: (string "k"))"#
    )
  }

  @Test("exported declarations")
  func exportedDeclarations() {
    expectTree(
      of: #"export const a = 1; export default function () {} export async function b() {}"#,
      as: .javaScript,
      is: #"(exportNamed declaration: (variableDeclaration const declarations: "#
        + #"[(declarator id: (identifier a) init: (number 1))])) (exportDefault "#
        + #"declaration: (function declaration body: (block))) (exportNamed declaration: "#
        + #"(function declaration async id: (identifier b) body: (block)))"#
    )
  }

  @Test("default exports")
  func defaultExports() {
    expectTree(
      of: #"export default a => b"#,
      as: .javaScript,
      is: #"(exportDefault declaration: (arrow params: [(identifier a)] body: (identifier "#
        + #"b)))"#
    )
  }

  @Test("phases")
  func phases() {
    expectTree(
      of: #"import defer * as a from "b"; import source c from "d"; import defer from "e""#,
      as: .javaScript,
      is: #"(importDeclaration specifiers: [(importNamespace local: (identifier a))] "#
        + #"source: (string "b")) (importDeclaration specifiers: [(importDefault local: "#
        + #"(identifier c))] source: (string "d")) (importDeclaration specifiers: "#
        + #"[(importDefault local: (identifier defer))] source: (string "e"))"#
    )
  }
}

// JSX in TypeScript.

import Testing

@testable import JavaScriptSyntax

struct TSXSyntaxTests {
  @Test("generic arrows and elements")
  func genericArrowsAndElements() {
    expectTree(
      of: #"x = <T,>(a: T) => a; y = <T extends U>(b) => c; z = <T extends/>; w = <A<B> "#
        + #"c={d as E}/>"#,
      as: .tsx,
      is: #"(expressionStatement expression: (assignment = left: (identifier x) right: "#
        + #"(arrow params: [(parameter target: (identifier a) typeAnnotation: "#
        + #"(typeReference typeName: (identifier T)))] body: (identifier a) "#
        + #"typeParameters: [(typeParameter name: (identifier T))]))) (expressionStatement "#
        + #"expression: (assignment = left: (identifier y) right: (arrow params: "#
        + #"[(identifier b)] body: (identifier c) typeParameters: [(typeParameter name: "#
        + #"(identifier T) constraint: (typeReference typeName: (identifier U)))]))) "#
        + #"(expressionStatement expression: (assignment = left: (identifier z) right: "#
        + #"(jsxElement name: (jsxIdentifier T) attributes: [(jsxAttribute name: "#
        + #"(jsxIdentifier extends))]))) (expressionStatement expression: (assignment = "#
        + #"left: (identifier w) right: (jsxElement name: (jsxIdentifier A) attributes: "#
        + #"[(jsxAttribute name: (jsxIdentifier c) value: (jsxExpression expression: "#
        + #"(asExpression expression: (identifier d) typeAnnotation: (typeReference "#
        + #"typeName: (identifier E)))))] typeArguments: [(typeReference typeName: "#
        + #"(identifier B))])))"#
    )
  }

  @Test("children with types")
  func childrenWithTypes() {
    expectTree(
      of: #"<a>{(b as C)!}{d<E>(f)}</a>"#,
      as: .tsx,
      is: #"(expressionStatement expression: (jsxElement name: (jsxIdentifier a) children: "#
        + #"[(jsxExpression expression: (nonNull expression: (asExpression expression: "#
        + #"(identifier b) typeAnnotation: (typeReference typeName: (identifier C))))) "#
        + #"(jsxExpression expression: (call callee: (identifier d) arguments: "#
        + #"[(identifier f)] typeArguments: [(typeReference typeName: (identifier "#
        + #"E))]))]))"#
    )
  }
}

// JSX elements.

import Testing

@testable import JavaScriptSyntax

struct JSXSyntaxTests {
  @Test("elements and attributes")
  func elementsAndAttributes() {
    expectTree(
      of: #"<a b="c" d={e} f {...g} h-i='j\#n' k=<l/>>text {m} {/* n */} {...o}</a>"#,
      as: .javaScript,
      is: #"(expressionStatement expression: (jsxElement name: (jsxIdentifier a) "#
        + #"attributes: [(jsxAttribute name: (jsxIdentifier b) value: (string "c")) "#
        + #"(jsxAttribute name: (jsxIdentifier d) value: (jsxExpression expression: "#
        + #"(identifier e))) (jsxAttribute name: (jsxIdentifier f)) (jsxSpreadAttribute "#
        + #"argument: (identifier g)) (jsxAttribute name: (jsxIdentifier h-i) value: "#
        + #"(string 'j\#n')) (jsxAttribute name: (jsxIdentifier k) value: (jsxElement name: "#
        + #"(jsxIdentifier l)))] children: [(jsxText text ) (jsxExpression expression: "#
        + #"(identifier m)) (jsxText  ) (jsxExpression) (jsxText  ) (jsxExpression * "#
        + #"expression: (identifier o))]))"#
    )
  }

  @Test("names")
  func names() {
    expectTree(
      of: #"<a.b.c/>; <d:e f:g="h"/>; <i-j/>; <this.k/>"#,
      as: .javaScript,
      is: #"(expressionStatement expression: (jsxElement name: (jsxMember object: "#
        + #"(jsxMember object: (jsxIdentifier a) b) c))) (expressionStatement expression: "#
        + #"(jsxElement name: (jsxNamespacedName namespace: (jsxIdentifier d) e) "#
        + #"attributes: [(jsxAttribute name: (jsxNamespacedName namespace: (jsxIdentifier "#
        + #"f) g) value: (string "h"))])) (expressionStatement expression: (jsxElement "#
        + #"name: (jsxIdentifier i-j))) (expressionStatement expression: (jsxElement name: "#
        + #"(jsxMember object: (jsxIdentifier this) k)))"#
    )
  }

  @Test("fragments")
  func fragments() {
    expectTree(
      of: #"<>a<b/></>"#,
      as: .javaScript,
      is: #"(expressionStatement expression: (jsxFragment children: [(jsxText a) "#
        + #"(jsxElement name: (jsxIdentifier b))]))"#
    )
  }

  @Test("text with quotes and entities")
  func textWithQuotesAndEntities() {
    expectTree(
      of: #"<p>It's "x" &amp; {"y"} // no comment</p>"#,
      as: .javaScript,
      is: #"(expressionStatement expression: (jsxElement name: (jsxIdentifier p) children: "#
        + #"[(jsxText It's "x" &amp; ) (jsxExpression expression: (string "y")) (jsxText  "#
        + #"// no comment)]))"#
    )
  }

  @Test("generics stay comparisons")
  func genericsStayComparisons() {
    expectTree(
      of: #"a < b > c"#,
      as: .javaScript,
      is: #"(expressionStatement expression: (binary > left: (binary < left: (identifier "#
        + #"a) right: (identifier b)) right: (identifier c)))"#
    )
  }

  @Test("elements in expressions")
  func elementsInExpressions() {
    expectTree(
      of: #"x = a ? <b/> : <c>{d.map(e => <f key={e}/>)}</c>"#,
      as: .javaScript,
      is: #"(expressionStatement expression: (assignment = left: (identifier x) right: "#
        + #"(conditional test: (identifier a) consequent: (jsxElement name: (jsxIdentifier "#
        + #"b)) alternate: (jsxElement name: (jsxIdentifier c) children: [(jsxExpression "#
        + #"expression: (call callee: (member object: (identifier d) map) arguments: "#
        + #"[(arrow params: [(identifier e)] body: (jsxElement name: (jsxIdentifier f) "#
        + #"attributes: [(jsxAttribute name: (jsxIdentifier key) value: (jsxExpression "#
        + #"expression: (identifier e)))]))]))]))))"#
    )
  }
}

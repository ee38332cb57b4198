// Types.

import Testing

@testable import JavaScriptSyntax

struct TypeSyntaxTests {
  @Test("keywords, references and operators")
  func keywordsReferencesAndOperators() {
    expectTree(
      of: #"type A = string | keyof B & readonly C[] | unique symbol | undefined"#,
      as: .typeScript,
      is: #"(typeAlias id: (identifier A) typeAnnotation: (unionType types: [(typeKeyword "#
        + #"string) (intersectionType types: [(typeOperator keyof typeAnnotation: "#
        + #"(typeReference typeName: (identifier B))) (typeOperator readonly "#
        + #"typeAnnotation: (arrayType elementType: (typeReference typeName: (identifier "#
        + #"C))))]) (typeOperator unique typeAnnotation: (typeKeyword symbol)) "#
        + #"(typeKeyword undefined)]))"#
    )
  }

  @Test("leading bars")
  func leadingBars() {
    expectTree(
      of: #"type A = | B | C; type D = & E"#,
      as: .typeScript,
      is: #"(typeAlias id: (identifier A) typeAnnotation: (unionType types: "#
        + #"[(typeReference typeName: (identifier B)) (typeReference typeName: (identifier "#
        + #"C))])) (typeAlias id: (identifier D) typeAnnotation: (intersectionType types: "#
        + #"[(typeReference typeName: (identifier E))]))"#
    )
  }

  @Test("conditional types")
  func conditionalTypes() {
    expectTree(
      of: #"type A = B extends infer C extends D ? E : F extends (infer G) ? H : I"#,
      as: .typeScript,
      is: #"(typeAlias id: (identifier A) typeAnnotation: (conditionalType checkType: "#
        + #"(typeReference typeName: (identifier B)) extendsType: (inferType name: "#
        + #"(identifier C) constraint: (typeReference typeName: (identifier D))) trueType: "#
        + #"(typeReference typeName: (identifier E)) falseType: (conditionalType "#
        + #"checkType: (typeReference typeName: (identifier F)) extendsType: (inferType "#
        + #"name: (identifier G)) trueType: (typeReference typeName: (identifier H)) "#
        + #"falseType: (typeReference typeName: (identifier I)))))"#
    )
  }

  @Test("an inferred constraint before a question mark")
  func anInferredConstraintBeforeAQuestionMark() {
    expectTree(
      of: #"type A = B extends [infer C extends D ? 1 : 2] ? 3 : 4; type E = F extends "#
        + #"infer G extends H ? I : J"#,
      as: .typeScript,
      is: #"(typeAlias id: (identifier A) typeAnnotation: (conditionalType checkType: "#
        + #"(typeReference typeName: (identifier B)) extendsType: (tupleType elementTypes: "#
        + #"[(conditionalType checkType: (inferType name: (identifier C)) extendsType: "#
        + #"(typeReference typeName: (identifier D)) trueType: (literalType 1) falseType: "#
        + #"(literalType 2))]) trueType: (literalType 3) falseType: (literalType 4))) "#
        + #"(typeAlias id: (identifier E) typeAnnotation: (conditionalType checkType: "#
        + #"(typeReference typeName: (identifier F)) extendsType: (inferType name: "#
        + #"(identifier G) constraint: (typeReference typeName: (identifier H))) trueType: "#
        + #"(typeReference typeName: (identifier I)) falseType: (typeReference typeName: "#
        + #"(identifier J))))"#
    )
  }

  @Test("function and constructor types")
  func functionAndConstructorTypes() {
    expectTree(
      of: #"type A = (b: B, c?: C, ...d: D) => E; type F = new <T>() => T; type G = "#
        + #"abstract new () => H; type I = (J); type K = ({ a }: L) => M; type N = ({ a: O "#
        + #"})"#,
      as: .typeScript,
      is: #"(typeAlias id: (identifier A) typeAnnotation: (functionType params: "#
        + #"[(parameter target: (identifier b) typeAnnotation: (typeReference typeName: "#
        + #"(identifier B))) (parameter ? target: (identifier c) typeAnnotation: "#
        + #"(typeReference typeName: (identifier C))) (rest argument: (identifier d) "#
        + #"typeAnnotation: (typeReference typeName: (identifier D)))] returnType: "#
        + #"(typeReference typeName: (identifier E)))) (typeAlias id: (identifier F) "#
        + #"typeAnnotation: (constructorType typeParameters: [(typeParameter name: "#
        + #"(identifier T))] returnType: (typeReference typeName: (identifier T)))) "#
        + #"(typeAlias id: (identifier G) typeAnnotation: (constructorType returnType: "#
        + #"(typeReference typeName: (identifier H)))) (typeAlias id: (identifier I) "#
        + #"typeAnnotation: (typeReference typeName: (identifier J))) (typeAlias id: "#
        + #"(identifier K) typeAnnotation: (functionType params: [(parameter target: "#
        + #"(objectPattern properties: [(property shorthand key: (identifier a) value: "#
        + #"(identifier a))]) typeAnnotation: (typeReference typeName: (identifier L)))] "#
        + #"returnType: (typeReference typeName: (identifier M)))) (typeAlias id: "#
        + #"(identifier N) typeAnnotation: (objectType members: [(propertySignature key: "#
        + #"(identifier a) typeAnnotation: (typeReference typeName: (identifier O)))]))"#
    )
  }

  @Test("tuples")
  func tuples() {
    expectTree(
      of: #"type A = [b: B, c?: C, ...d: D[], E?, ...F]"#,
      as: .typeScript,
      is: #"(typeAlias id: (identifier A) typeAnnotation: (tupleType elementTypes: "#
        + #"[(namedTupleMember label: (identifier b) elementType: (typeReference typeName: "#
        + #"(identifier B))) (namedTupleMember ? label: (identifier c) elementType: "#
        + #"(typeReference typeName: (identifier C))) (restType typeAnnotation: "#
        + #"(namedTupleMember label: (identifier d) elementType: (arrayType elementType: "#
        + #"(typeReference typeName: (identifier D))))) (optionalType typeAnnotation: "#
        + #"(typeReference typeName: (identifier E))) (restType typeAnnotation: "#
        + #"(typeReference typeName: (identifier F)))]))"#
    )
  }

  @Test("object types")
  func objectTypes() {
    expectTree(
      of: #"type A = { readonly b?: B; c(): C; new (d): D; (e: E): F; [g: string]: H; get "#
        + #"i(): I; set i(v); readonly: J, [k.l]: M }"#,
      as: .typeScript,
      is: #"(typeAlias id: (identifier A) typeAnnotation: (objectType members: "#
        + #"[(propertySignature ? key: (identifier b) typeAnnotation: (typeReference "#
        + #"typeName: (identifier B))) (methodSignature key: (identifier c) returnType: "#
        + #"(typeReference typeName: (identifier C))) (constructSignature params: "#
        + #"[(identifier d)] returnType: (typeReference typeName: (identifier D))) "#
        + #"(callSignature params: [(parameter target: (identifier e) typeAnnotation: "#
        + #"(typeReference typeName: (identifier E)))] returnType: (typeReference "#
        + #"typeName: (identifier F))) (indexSignature name: (identifier g) keyType: "#
        + #"(typeKeyword string) typeAnnotation: (typeReference typeName: (identifier H))) "#
        + #"(methodSignature get key: (identifier i) returnType: (typeReference typeName: "#
        + #"(identifier I))) (methodSignature set key: (identifier i) params: [(identifier "#
        + #"v)]) (propertySignature key: (identifier readonly) typeAnnotation: "#
        + #"(typeReference typeName: (identifier J))) (propertySignature computed key: "#
        + #"(member object: (identifier k) l) typeAnnotation: (typeReference typeName: "#
        + #"(identifier M)))]))"#
    )
  }

  @Test("mapped types")
  func mappedTypes() {
    expectTree(
      of: #"type A = { -readonly [B in keyof C as `d${B}`]+?: E }"#,
      as: .typeScript,
      is: #"(typeAlias id: (identifier A) typeAnnotation: (mappedType key: (identifier B) "#
        + #"constraint: (typeOperator keyof typeAnnotation: (typeReference typeName: "#
        + #"(identifier C))) nameType: (templateType types: [(typeReference typeName: "#
        + #"(identifier B))]) typeAnnotation: (typeReference typeName: (identifier E))))"#
    )
  }

  @Test("template types and literals")
  func templateTypesAndLiterals() {
    expectTree(
      of: #"type A = `a${B}c` | -1 | "d" | true | null | void"#,
      as: .typeScript,
      is: #"(typeAlias id: (identifier A) typeAnnotation: (unionType types: [(templateType "#
        + #"types: [(typeReference typeName: (identifier B))]) (literalType -1) "#
        + #"(literalType "d") (literalType true) (typeKeyword null) (typeKeyword void)]))"#
    )
  }

  @Test("queries and imports")
  func queriesAndImports() {
    expectTree(
      of: #"type A = typeof b.c<D> | typeof import("e") | import("f", { with: {} }).G.H<I>"#,
      as: .typeScript,
      is: #"(typeAlias id: (identifier A) typeAnnotation: (unionType types: [(typeQuery "#
        + #"exprName: (qualifiedName left: (identifier b) c) typeArguments: "#
        + #"[(typeReference typeName: (identifier D))]) (typeQuery exprName: (importType "#
        + #"argument: (literalType "e"))) (importType argument: (literalType "f") "#
        + #"typeArguments: [(typeReference typeName: (identifier I))] H options: (object "#
        + #"properties: [(property key: (identifier with) value: (object))]))]))"#
    )
  }

  @Test("predicates")
  func predicates() {
    expectTree(
      of: #"function f(a): a is B {} function g(): this is C {} function h(a): asserts a "#
        + #"{} function i(): asserts this is D {}"#,
      as: .typeScript,
      is: #"(function declaration id: (identifier f) params: [(identifier a)] body: "#
        + #"(block) returnType: (predicateType parameterName: (identifier a) "#
        + #"typeAnnotation: (typeReference typeName: (identifier B)))) (function "#
        + #"declaration id: (identifier g) body: (block) returnType: (predicateType "#
        + #"parameterName: (thisType) typeAnnotation: (typeReference typeName: (identifier "#
        + #"C)))) (function declaration id: (identifier h) params: [(identifier a)] body: "#
        + #"(block) returnType: (predicateType declaration parameterName: (identifier a))) "#
        + #"(function declaration id: (identifier i) body: (block) returnType: "#
        + #"(predicateType declaration parameterName: (thisType) typeAnnotation: "#
        + #"(typeReference typeName: (identifier D))))"#
    )
  }

  @Test("indexed access")
  func indexedAccess() {
    expectTree(
      of: #"type A = B["c"][D[]][number]"#,
      as: .typeScript,
      is: #"(typeAlias id: (identifier A) typeAnnotation: (indexedType objectType: "#
        + #"(indexedType objectType: (indexedType objectType: (typeReference typeName: "#
        + #"(identifier B)) indexType: (literalType "c")) indexType: (arrayType "#
        + #"elementType: (typeReference typeName: (identifier D)))) indexType: "#
        + #"(typeKeyword number)))"#
    )
  }

  @Test("interfaces")
  func interfaces() {
    expectTree(
      of: #"interface A<T> extends B, C.D<T> { e: F; g: H }"#,
      as: .typeScript,
      is: #"(interface id: (identifier A) body: [(propertySignature key: (identifier e) "#
        + #"typeAnnotation: (typeReference typeName: (identifier F))) (propertySignature "#
        + #"key: (identifier g) typeAnnotation: (typeReference typeName: (identifier H)))] "#
        + #"typeParameters: [(typeParameter name: (identifier T))] extends: "#
        + #"[(typeReference typeName: (identifier B)) (typeReference typeName: "#
        + #"(qualifiedName left: (identifier C) D) typeArguments: [(typeReference "#
        + #"typeName: (identifier T))])])"#
    )
  }

  @Test("closing angles run together")
  func closingAnglesRunTogether() {
    expectTree(
      of: #"let a: A<B<C<D>>>= e, b: F<G>=h"#,
      as: .typeScript,
      is: #"(variableDeclaration let declarations: [(declarator id: (identifier a) init: "#
        + #"(identifier e) typeAnnotation: (typeReference typeName: (identifier A) "#
        + #"typeArguments: [(typeReference typeName: (identifier B) typeArguments: "#
        + #"[(typeReference typeName: (identifier C) typeArguments: [(typeReference "#
        + #"typeName: (identifier D))])])])) (declarator id: (identifier b) init: "#
        + #"(identifier h) typeAnnotation: (typeReference typeName: (identifier F) "#
        + #"typeArguments: [(typeReference typeName: (identifier G))]))])"#
    )
  }
}

// The operands of statements, modules and TypeScript: the rest of the one table.

import SyntaxTree

extension Layout {
  static let statements = [
    Layout(.block, "BlockStatement", .list("body")),
    Layout(.expressionStatement, "ExpressionStatement", .child("expression")),
    // symbol: a `VariableKeyword`.
    Layout(.variableDeclaration, "VariableDeclaration", .list("declarations")),
    Layout(
      .declarator,
      "VariableDeclarator",
      .child("id"),
      .child("init"),
      .child("typeAnnotation")
    ),
    Layout(.if, "IfStatement", .child("test"), .child("consequent"), .child("alternate")),
    Layout(
      .for,
      "ForStatement",
      .child("init"),
      .child("test"),
      .child("update"),
      .child("body")
    ),
    Layout(.forIn, "ForInStatement", .child("left"), .child("right"), .child("body")),
    Layout(.forOf, "ForOfStatement", .child("left"), .child("right"), .child("body")),
    Layout(.while, "WhileStatement", .child("test"), .child("body")),
    Layout(.doWhile, "DoWhileStatement", .child("body"), .child("test")),
    Layout(.return, "ReturnStatement", .child("argument")),
    Layout(.break, "BreakStatement", .name("label")),
    Layout(.continue, "ContinueStatement", .name("label")),
    Layout(.throw, "ThrowStatement", .child("argument")),
    Layout(
      .try,
      "TryStatement",
      .child("block"),
      .child("parameter"),
      .child("handler"),
      .child("finalizer")
    ),
    Layout(.switch, "SwitchStatement", .child("discriminant"), .list("cases")),
    // No test: `default`.
    Layout(.switchCase, "SwitchCase", .child("test"), .list("consequent")),
    Layout(.labeled, "LabeledStatement", .name("label"), .child("body")),
    Layout(.empty, "EmptyStatement"),
    Layout(.debugger, "DebuggerStatement"),
    Layout(.with, "WithStatement", .child("object"), .child("body")),
  ]

  static let modules = [
    Layout(
      .importDeclaration,
      "ImportDeclaration",
      .list("specifiers"),
      .child("source"),
      .list("attributes")
    ),
    // Without `as`, both are the same node; the imported name may be a `string`.
    Layout(.importSpecifier, "ImportSpecifier", .child("imported"), .child("local")),
    Layout(.importDefault, "ImportDefaultSpecifier", .child("local")),
    Layout(.importNamespace, "ImportNamespaceSpecifier", .child("local")),
    Layout(.importAttribute, "ImportAttribute", .child("key"), .child("value")),
    // Either a declaration, or specifiers with or without a source.
    Layout(
      .exportNamed,
      "ExportNamedDeclaration",
      .child("declaration"),
      .list("specifiers"),
      .child("source"),
      .list("attributes")
    ),
    // A declaration or an expression.
    Layout(.exportDefault, "ExportDefaultDeclaration", .child("declaration")),
    Layout(
      .exportAll,
      "ExportAllDeclaration",
      .child("exported"),
      .child("source"),
      .list("attributes")
    ),
    // Without `as`, both are the same node.
    Layout(.exportSpecifier, "ExportSpecifier", .child("local"), .child("exported")),
    // `import a = require("b")` (a `call`) or `import a = b.c`.
    Layout(
      .importEquals,
      "TSImportEqualsDeclaration",
      .child("id"),
      .child("moduleReference")
    ),
    // `export = a`.
    Layout(.exportAssignment, "TSExportAssignment", .child("expression")),
    Layout(.exportAsNamespace, "TSNamespaceExportDeclaration", .child("id")),
  ]

  static let typeScript = [
    Layout(.asExpression, "TSAsExpression", .child("expression"), .child("typeAnnotation")),
    Layout(
      .satisfiesExpression,
      "TSSatisfiesExpression",
      .child("expression"),
      .child("typeAnnotation")
    ),
    Layout(.nonNull, "TSNonNullExpression", .child("expression")),
    // `<T>x`: the type stands before the expression.
    Layout(.typeAssertion, "TSTypeAssertion", .child("expression"), .child("typeAnnotation")),
    Layout(
      .instantiation,
      "TSInstantiationExpression",
      .child("expression"),
      .list("typeArguments")
    ),
    Layout(
      .interface,
      "TSInterfaceDeclaration",
      .child("id"),
      .list("body"),
      .list("typeParameters"),
      .list("extends")
    ),
    Layout(
      .typeAlias,
      "TSTypeAliasDeclaration",
      .child("id"),
      .child("typeAnnotation"),
      .list("typeParameters")
    ),
    Layout(.enum, "TSEnumDeclaration", .child("id"), .list("members")),
    Layout(.enumMember, "TSEnumMember", .child("id"), .child("initializer")),
    // The name is an `identifier`, a `member` or a `string`; the body a `block` or absent.
    Layout(.module, "TSModuleDeclaration", .child("id"), .child("body")),
  ]

  static let types = [
    Layout(.typeReference, "TSTypeReference", .child("typeName"), .list("typeArguments")),
    // `string`, `any`, `void`, `null`, …; `const` of `as const`.
    Layout(.typeKeyword, "TSKeyword", .name("keyword")),
    Layout(.unionType, "TSUnionType", .list("types")),
    Layout(.intersectionType, "TSIntersectionType", .list("types")),
    Layout(.arrayType, "TSArrayType", .child("elementType")),
    Layout(.tupleType, "TSTupleType", .list("elementTypes")),
    Layout(
      .functionType,
      "TSFunctionType",
      .list("typeParameters"),
      .list("params"),
      .child("returnType")
    ),
    Layout(
      .constructorType,
      "TSConstructorType",
      .list("typeParameters"),
      .list("params"),
      .child("returnType")
    ),
    // A string, number, bigint, `true` or `false`; the text says which.
    Layout(.literalType, "TSLiteralType"),
    Layout(.templateType, "TSTemplateLiteralType", .list("types")),
    Layout(.typeQuery, "TSTypeQuery", .child("exprName"), .list("typeArguments")),
    // `keyof`, `unique`, `readonly`.
    Layout(.typeOperator, "TSTypeOperator", .child("typeAnnotation"), .name("operator")),
    Layout(.indexedType, "TSIndexedAccessType", .child("objectType"), .child("indexType")),
    Layout(
      .conditionalType,
      "TSConditionalType",
      .child("checkType"),
      .child("extendsType"),
      .child("trueType"),
      .child("falseType")
    ),
    Layout(
      .mappedType,
      "TSMappedType",
      .child("key"),
      .child("constraint"),
      .child("nameType"),
      .child("typeAnnotation")
    ),
    Layout(.inferType, "TSInferType", .child("name"), .child("constraint")),
    Layout(.predicateType, "TSTypePredicate", .child("parameterName"), .child("typeAnnotation")),
    // `import("x").A.B<T>`: the qualifier is the last name.
    Layout(
      .importType,
      "TSImportType",
      .child("argument"),
      .list("typeArguments"),
      .name("qualifier"),
      .child("options")
    ),
    Layout(.optionalType, "TSOptionalType", .child("typeAnnotation")),
    Layout(.restType, "TSRestType", .child("typeAnnotation")),
    Layout(.namedTupleMember, "TSNamedTupleMember", .child("label"), .child("elementType")),
    Layout(.objectType, "TSTypeLiteral", .list("members")),
    Layout(.thisType, "TSThisType"),
    Layout(
      .qualifiedName,
      "TSQualifiedName",
      .child("left"),
      .name("right"),
      .offset("rightStart")
    ),
  ]

  static let typeMembers = [
    Layout(.propertySignature, "TSPropertySignature", .child("key"), .child("typeAnnotation")),
    Layout(
      .methodSignature,
      "TSMethodSignature",
      .child("key"),
      .list("params"),
      .child("returnType"),
      .list("typeParameters")
    ),
    Layout(
      .callSignature,
      "TSCallSignatureDeclaration",
      .empty,
      .list("params"),
      .child("returnType"),
      .list("typeParameters")
    ),
    Layout(
      .constructSignature,
      "TSConstructSignatureDeclaration",
      .empty,
      .list("params"),
      .child("returnType"),
      .list("typeParameters")
    ),
    Layout(
      .indexSignature,
      "TSIndexSignature",
      .child("name"),
      .child("keyType"),
      .child("typeAnnotation")
    ),
    Layout(
      .typeParameter,
      "TSTypeParameter",
      .child("name"),
      .child("constraint"),
      .child("default")
    ),
  ]
}

// The kinds of syntax nodes.

import SyntaxTree

/// What a node is; `Layout.table` says what its operands hold.
enum Kind: UInt8, CaseIterable, Sendable {
  /// `none` is node 0, which stands for every absent node and for the holes of arrays.
  case none
  /// A place that could not be read; its range may be empty.
  case error
  case program

  // Names and literals.
  case identifier, privateName, number, bigInt, string, regExp, null, `true`, `false`, this, `super`
  case template, taggedTemplate

  // Expressions.
  case array, object, property, spread, function, arrow, `class`
  case unary, update, binary, logical, assignment, conditional, sequence
  case call, new, member, index, yield, await, importCall, metaProperty

  // Patterns and parameters.
  case arrayPattern, objectPattern, defaultPattern, rest, parameter

  // Class members.
  case method, field, staticBlock, decorator

  // JSX.
  case jsxElement, jsxFragment, jsxAttribute, jsxSpreadAttribute, jsxExpression, jsxText
  case jsxIdentifier, jsxMember, jsxNamespacedName

  // Statements.
  case block, expressionStatement, variableDeclaration, declarator
  case `if`, `for`, forIn, forOf, `while`, doWhile, `return`, `break`, `continue`, `throw`
  case `try`, `switch`, switchCase, labeled, empty, debugger, with

  // Modules.
  case importDeclaration, importSpecifier, importDefault, importNamespace, importAttribute
  case exportNamed, exportDefault, exportAll, exportSpecifier
  case importEquals, exportAssignment, exportAsNamespace

  // TypeScript: expressions and declarations.
  case asExpression, satisfiesExpression, nonNull, typeAssertion, instantiation
  case interface, typeAlias, `enum`, enumMember, module

  // TypeScript: types.
  case typeReference, typeKeyword, unionType, intersectionType, arrayType, tupleType
  case functionType, constructorType, literalType, templateType, typeQuery, typeOperator,
    indexedType
  case conditionalType, mappedType, inferType, predicateType, importType
  case optionalType, restType, namedTupleMember, objectType, thisType
  case propertySignature, methodSignature, callSignature, constructSignature, indexSignature
  case typeParameter, qualifiedName
}

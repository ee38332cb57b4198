// The trees that the TypeScript compiler reads, in ESTree's names. usage: node typescript.js LIST
//
// TypeScript cuts some nodes elsewhere than ESTree does. Printed are the kinds whose places agree;
// compare.py compares those and leaves the rest to Babel.
'use strict';
const ts = require('typescript');
const { dumpAll } = require('./dump');

const K = ts.SyntaxKind;

/** Kinds whose start and end are ESTree's. */
const SAME = {
  CallExpression: 'CallExpression', NewExpression: 'NewExpression',
  PropertyAccessExpression: 'MemberExpression', ElementAccessExpression: 'MemberExpression',
  ArrowFunction: 'ArrowFunctionExpression', ConditionalExpression: 'ConditionalExpression',
  AwaitExpression: 'AwaitExpression', YieldExpression: 'YieldExpression',
  AsExpression: 'TSAsExpression', SatisfiesExpression: 'TSSatisfiesExpression',
  NonNullExpression: 'TSNonNullExpression', TypeAssertionExpression: 'TSTypeAssertion',
  TaggedTemplateExpression: 'TaggedTemplateExpression',
  TemplateExpression: 'TemplateLiteral', NoSubstitutionTemplateLiteral: 'TemplateLiteral',
  IfStatement: 'IfStatement', ForStatement: 'ForStatement', ForOfStatement: 'ForOfStatement',
  ForInStatement: 'ForInStatement', WhileStatement: 'WhileStatement', DoStatement: 'DoWhileStatement',
  ReturnStatement: 'ReturnStatement', ThrowStatement: 'ThrowStatement', TryStatement: 'TryStatement',
  SwitchStatement: 'SwitchStatement', CaseClause: 'SwitchCase', DefaultClause: 'SwitchCase',
  LabeledStatement: 'LabeledStatement', ExpressionStatement: 'ExpressionStatement',
  EmptyStatement: 'EmptyStatement', BreakStatement: 'BreakStatement',
  ContinueStatement: 'ContinueStatement', DebuggerStatement: 'DebuggerStatement',
  ImportSpecifier: 'ImportSpecifier', ExportSpecifier: 'ExportSpecifier',
  ImportDeclaration: 'ImportDeclaration', VariableDeclaration: 'VariableDeclarator',
  JsxElement: 'JSXElement', JsxSelfClosingElement: 'JSXElement', JsxFragment: 'JSXFragment',
  JsxAttribute: 'JSXAttribute', JsxSpreadAttribute: 'JSXSpreadAttribute',
  JsxExpression: 'JSXExpressionContainer',
  UnionType: 'TSUnionType', IntersectionType: 'TSIntersectionType', ArrayType: 'TSArrayType',
  TupleType: 'TSTupleType', FunctionType: 'TSFunctionType', ConditionalType: 'TSConditionalType',
  MappedType: 'TSMappedType', InferType: 'TSInferType', TypeLiteral: 'TSTypeLiteral',
  TypeQuery: 'TSTypeQuery', TypeOperator: 'TSTypeOperator', TypeReference: 'TSTypeReference',
  IndexedAccessType: 'TSIndexedAccessType', LiteralType: 'TSLiteralType',
  TypePredicate: 'TSTypePredicate', EnumMember: 'TSEnumMember', EnumDeclaration: 'TSEnumDeclaration',
  TypeAliasDeclaration: 'TSTypeAliasDeclaration', InterfaceDeclaration: 'TSInterfaceDeclaration',
  Decorator: 'Decorator',
};

/** Names for kinds that share a number with a marker. */
const BY_NUMBER = new Map(Object.keys(SAME).map((name) => [K[name], SAME[name]]));

/** Whether ESTree has no such node, or another one, in this place. */
function isForeign(node) {
  const parent = node.parent;
  switch (node.kind) {
    case K.VariableDeclaration:
      return parent.kind === K.CatchClause;
    case K.NoSubstitutionTemplateLiteral:
      return parent.kind === K.LiteralType;
    case K.LiteralType:
      return node.literal.kind === K.NullKeyword || node.literal.kind === K.NoSubstitutionTemplateLiteral;
    case K.CallExpression:
      return node.expression.kind === K.ImportKeyword;
    case K.TypeReference:
      return node.typeName.escapedText === 'const';
    case K.PropertyAccessExpression: case K.ElementAccessExpression:
      return isTypeName(node);
    // `<A.B>` is a name there.
    case K.JsxExpression:
      return false;
  }
  return false;
}

/** `implements a.B`, `interface X extends a.B`: a name, where TypeScript keeps an expression. */
function isTypeName(node) {
  let at = node;
  while (at.kind === K.PropertyAccessExpression) at = at.parent;
  if (/^Jsx(Opening|Closing|SelfClosing)/.test(K[at.kind])) return true;
  return at.kind === K.ExpressionWithTypeArguments &&
    (at.parent.token === K.ImplementsKeyword || at.parent.parent.kind === K.InterfaceDeclaration);
}

function visit(file, text, print) {
  const walk = (node) => {
    const name = BY_NUMBER.get(node.kind);
    if (name && !isForeign(node)) print(name, node.getStart(file), node.end);
    ts.forEachChild(node, walk);
  };
  walk(file);
}

dumpAll((path, text) => {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true);
  if (file.parseDiagnostics.length > 0) {
    const first = file.parseDiagnostics[0];
    throw new Error(ts.flattenDiagnosticMessageText(first.messageText, ' ') + ` at ${first.start}`);
  }
  return file;
}, visit);

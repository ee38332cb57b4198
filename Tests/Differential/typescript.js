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
  Decorator: 'Decorator', ExternalModuleReference: 'CallExpression',
  IntrinsicKeyword: 'TSTypeReference', ExpressionWithTypeArguments: 'TSTypeReference',
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
    case K.ExpressionWithTypeArguments:
      return !isTypeName(node.expression);
  }
  return false;
}

/** `implements a.B`, `interface X extends a.B`, `<a.B>`: a name, where TypeScript keeps an expression. */
function isTypeName(node) {
  let at = node;
  while (at.kind === K.PropertyAccessExpression || at.kind === K.Identifier) at = at.parent;
  if (/^Jsx(Opening|Closing|SelfClosing)/.test(K[at.kind])) return true;
  return at.kind === K.ExpressionWithTypeArguments &&
    (at.parent.token === K.ImplementsKeyword || at.parent.parent.kind === K.InterfaceDeclaration);
}

/** `import a = b.c`: a member of a value there. */
function isImported(node) {
  let at = node;
  while (at.kind === K.QualifiedName) at = at.parent;
  return at !== node && at.kind === K.ImportEqualsDeclaration;
}

/** Where a declaration starts without `export` and `default`, which are a node around it in ESTree. */
function startOf(node, text, file) {
  const exporting = (node.modifiers || []).filter(
    (modifier) => modifier.kind === K.ExportKeyword || modifier.kind === K.DefaultKeyword);
  if (exporting.length === 0) return node.getStart(file);
  return ts.skipTrivia(text, exporting[exporting.length - 1].end);
}

function visit(file, text, print) {
  const walk = (node) => {
    // `typeof import("x")` is one node there.
    const isQuery = node.kind === K.ImportType && node.isTypeOf;
    const name = isQuery ? 'TSTypeQuery' : isImported(node) ? 'MemberExpression' : BY_NUMBER.get(node.kind);
    if (name && !isForeign(node)) print(name, startOf(node, text, file), node.end);
    // `namespace a.b {}` has a member for its name there.
    if (node.kind === K.ModuleDeclaration && node.parent.kind === K.ModuleDeclaration) {
      let outer = node;
      while (outer.parent.kind === K.ModuleDeclaration) outer = outer.parent;
      print('MemberExpression', outer.name.getStart(file), node.name.end);
    }
    ts.forEachChild(node, walk);
  };
  walk(file);
}

if (process.argv[2] === '--types') {
  console.log([...new Set(BY_NUMBER.values())].join(','));
  process.exit(0);
}

dumpAll((path, text) => {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true);
  if (file.parseDiagnostics.length > 0) {
    const first = file.parseDiagnostics[0];
    throw new Error(ts.flattenDiagnosticMessageText(first.messageText, ' ') + ` at ${first.start}`);
  }
  return file;
}, visit);

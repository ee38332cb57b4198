// Walks trees in ESTree's form, as acorn makes them and Babel does on request.
'use strict';

// Wrappers that add no structure: their children say where they are.
const WRAPPERS = new Set([
  'ClassBody', 'ChainExpression', 'CatchClause', 'ParenthesizedExpression', 'File',
  'TSTypeAnnotation', 'TSTypeParameterInstantiation', 'TSTypeParameterDeclaration',
  'TSInterfaceBody', 'TSParenthesizedType', 'TSParameterProperty',
  'JSXOpeningElement', 'JSXEmptyExpression',
]);

// Parts whose text the node before them repeats, or which hold nothing.
const SKIPPED = new Set([
  'JSXClosingElement', 'JSXOpeningFragment', 'JSXClosingFragment', 'InterpreterDirective',
]);

const NAMES = {
  ClassAccessorProperty: 'PropertyDefinition',
  JSXSpreadChild: 'JSXExpressionContainer',
  TSDeclareFunction: 'FunctionDeclaration',
  TSExpressionWithTypeArguments: 'TSTypeReference',
  TSModuleBlock: 'BlockStatement',
};

const NOT_CHILDREN = new Set(['type', 'extra', 'loc', 'range', 'errors', 'comments',
  'leadingComments', 'trailingComments', 'innerComments', 'tokens', 'interpreter']);

/** What tells two nodes of one type and place apart. */
function detail(node) {
  switch (node.type) {
    case 'Identifier': case 'PrivateIdentifier': case 'JSXIdentifier': return node.name;
    case 'UnaryExpression': case 'UpdateExpression': case 'BinaryExpression':
    case 'LogicalExpression': case 'AssignmentExpression': case 'TSTypeOperator':
      return node.operator;
    case 'VariableDeclaration': return node.kind;
    case 'Property': return node.computed ? 'computed' : '';
    case 'FunctionDeclaration': case 'FunctionExpression': case 'TSDeclareFunction':
      return `${Boolean(node.async)} ${Boolean(node.generator)}`;
    case 'ArrowFunctionExpression': return String(Boolean(node.async));
    case 'CallExpression': case 'MemberExpression': return node.optional ? '?.' : '';
    case 'MethodDefinition': case 'PropertyDefinition': case 'ClassAccessorProperty':
      return node.static ? 'static' : '';
  }
  return '';
}

const NAME = /(?:[$_\u200c\u200d\p{ID_Continue}]|\\u\{[0-9a-fA-F]+\}|\\u[0-9a-fA-F]{4})+/uy;

/** The end of the name that starts at an offset. */
function endOfName(text, start) {
  NAME.lastIndex = start;
  return NAME.test(text) ? NAME.lastIndex : start;
}

/** The end of a pattern without its annotation, which Babel counts in and we do not. */
function endOfPattern(node, text) {
  if (!node.typeAnnotation && !node.optional) return node.end;
  if (node.type === 'Identifier') return endOfName(text, node.start);
  let end = node.typeAnnotation ? node.typeAnnotation.start : node.end;
  while (end > node.start && /[\s?]/.test(text[end - 1])) end--;
  return end;
}

function walk(node, parent, text, print) {
  const type = node.type;
  if (SKIPPED.has(type)) return;
  const children = (skip) => {
    for (const key in node) {
      if (NOT_CHILDREN.has(key) || (skip && skip.includes(key))) continue;
      const value = node[key];
      if (Array.isArray(value)) {
        for (const child of value) if (child && child.type) walk(child, node, text, print);
      } else if (value && typeof value === 'object' && typeof value.type === 'string') {
        walk(value, node, text, print);
      }
    }
  };
  const named = (name = type, end = node.end) => print(name, node.start, end, detail(node));

  if (WRAPPERS.has(type)) return children();
  if (type === 'TSIntrinsicKeyword') {
    // A name like any other for us: only the standard library's own declarations use it.
    print('TSTypeReference', node.start, node.end);
    return print('Identifier', node.start, node.end, 'intrinsic');
  }
  const keyword = /^TS(\w+)Keyword$/.exec(type);
  if (keyword) return print('TSKeyword', node.start, node.end, keyword[1].toLowerCase());
  switch (type) {
    case 'MetaProperty': return named();
    case 'TemplateLiteral':
      named();
      for (const piece of node.quasis) print('TemplateElement', piece.start, piece.end);
      for (const child of node.expressions) walk(child, node, text, print);
      return;
    case 'Identifier':
      if (node.name === 'this' && isReceiver(parent, node)) print('ThisExpression', node.start, endOfPattern(node, text));
      else named(type, endOfPattern(node, text));
      return children();
    case 'ExportNamedDeclaration': case 'ExportDefaultDeclaration': {
      // `@a export class B {}`: for Babel the decorators make the class start before its export.
      const declaration = node.declaration;
      if (declaration && declaration.start < node.start) {
        print(type, declaration.start, node.end);
        declaration.start = node.start + /^export\s+(default\s+)?/.exec(text.slice(node.start, node.start + 80))[0].length;
      } else named();
      return children();
    }
    case 'TSModuleDeclaration': {
      // `namespace a.b {}` is one declaration with a member for its name; Babel nests two.
      named();
      walk(node.id, node, text, print);
      let inner = node;
      while (inner.body && inner.body.type === 'TSModuleDeclaration') {
        inner = inner.body;
        print('MemberExpression', node.id.start, inner.id.end);
        walk(inner.id, inner, text, print);
      }
      if (inner.body) walk(inner.body, inner, text, print);
      return;
    }
    case 'TSImportEqualsDeclaration':
      if (node.isExport) {
        print('ExportNamedDeclaration', node.start, node.end);
        print(type, node.start + /^export\s+/.exec(text.slice(node.start, node.start + 80))[0].length, node.end);
      } else named();
      return children();
    case 'LabeledStatement': case 'BreakStatement': case 'ContinueStatement':
      named();
      return children(['label']);
    case 'TSQualifiedName':
      named(parent.type === 'TSImportEqualsDeclaration' || parent.isImported ? 'MemberExpression' : type);
      node.isImported = parent.type === 'TSImportEqualsDeclaration' || parent.isImported;
      return children();
    case 'TSInstantiationExpression':
      // Babel's way to read the arguments of a superclass behind a line break.
      if (parent.superClass !== node) named();
      return children();
    case 'FunctionExpression': {
      // A method's type parameters belong to its function.
      const parameters = parent.value === node && (node.typeParameters || parent.typeParameters);
      print(type, parameters ? parameters.start : node.start, node.end, detail(node));
      return children();
    }
    case 'ObjectPattern': case 'ArrayPattern':
      named(type, endOfPattern(node, text));
      return children();
    case 'AssignmentPattern': {
      // A parameter with a type or modifiers holds its default itself.
      const isParameter = node.left.typeAnnotation || node.left.optional || node.left.decorators ||
        node.decorators || parent.type === 'TSParameterProperty';
      if (!isParameter) named();
      return children();
    }
    case 'TSDeclareMethod': {
      print('MethodDefinition', node.start, node.end, node.static ? 'static' : '');
      return children();
    }
    case 'MethodDefinition':
      named();
      // An abstract or overloaded method's value has no body; Babel makes no node for it.
      return children();
    case 'TSLiteralType':
      if (node.literal.type === 'TemplateLiteral') {
        print('TSTemplateLiteralType', node.start, node.end);
        for (const child of node.literal.expressions) walk(child, node, text, print);
      } else named();
      return;
    case 'TSTypeReference':
      if (node.typeName.type === 'Identifier' && node.typeName.name === 'const') {
        return print('TSKeyword', node.start, node.end, 'const');
      }
      named();
      return children();
    case 'TSTypeParameter': {
      const isBare = parent.type === 'TSMappedType' || parent.type === 'TSInferType';
      if (!isBare) named();
      const start = nameOfTypeParameter(node, text);
      print('Identifier', start, endOfName(text, start), node.name);
      return children(['name']);
    }
    case 'TSImportType':
      named();
      print('TSLiteralType', node.argument.start, node.argument.end);
      return children(['qualifier', 'argument']);
    case 'TSExternalModuleReference':
      print('CallExpression', node.start, node.end);
      print('Identifier', node.start, endOfName(text, node.start), 'require');
      return children();
  }
  named(NAMES[type] || type);
  return children();
}

/** Where a type parameter's name starts, behind `const`, `in` and `out`. */
function nameOfTypeParameter(node, text) {
  const modifiers = ['const', 'in', 'out'].filter((word) => node[word]);
  let start = node.start;
  while (modifiers.length > 0) {
    const end = endOfName(text, start);
    const index = modifiers.indexOf(text.slice(start, end));
    if (index < 0) break;
    modifiers.splice(index, 1);
    start = end;
    while (/\s/.test(text[start])) start++;
  }
  return start;
}

/** Whether the name `this` declares or names a receiver, and is no property's name. */
function isReceiver(parent, node) {
  return Boolean(node.typeAnnotation) || (parent.params || parent.parameters || []).includes(node) ||
    parent.parameterName === node || parent.exprName === node || parent.left === node;
}

/** Calls `print` for every node of an ESTree tree. */
function visit(tree, text, print) {
  walk(tree, { type: '' }, text, print);
}

module.exports = { visit };

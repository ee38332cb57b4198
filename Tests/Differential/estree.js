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

const NOT_CHILDREN = new Set(['type', 'label', 'extra', 'loc', 'range', 'errors', 'comments',
  'leadingComments', 'trailingComments', 'innerComments', 'tokens', 'value_', 'interpreter']);

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
        // A shorthand's key and value are one node.
        if (key === 'key' && node.shorthand) continue;
        walk(value, node, text, print);
      }
    }
  };
  const named = (name = type, end = node.end) => print(name, node.start, end, detail(node));

  if (WRAPPERS.has(type)) return children();
  if (/^TS\w+Keyword$/.test(type)) return print('TSKeyword', node.start, node.end);
  switch (type) {
    case 'MetaProperty': return named();
    case 'ImportSpecifier': case 'ExportSpecifier': {
      named();
      const [first, second] = type === 'ImportSpecifier'
        ? [node.imported, node.local] : [node.local, node.exported];
      walk(first, node, text, print);
      if (second.start !== first.start) walk(second, node, text, print);
      return;
    }
    case 'TemplateLiteral':
      named();
      for (const piece of node.quasis) print('TemplateElement', piece.start, piece.end);
      for (const child of node.expressions) walk(child, node, text, print);
      return;
    case 'Identifier':
      if (node.name === 'this') print('ThisExpression', node.start, endOfPattern(node, text));
      else named(type, endOfPattern(node, text));
      return children();
    case 'ObjectPattern': case 'ArrayPattern': case 'RestElement':
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
        return print('TSKeyword', node.start, node.end);
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
      return children(['qualifier']);
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

/** Calls `print` for every node of an ESTree tree. */
function visit(tree, text, print) {
  walk(tree, { type: '' }, text, print);
}

module.exports = { visit };

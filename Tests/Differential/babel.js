// The trees that Babel reads, in ESTree's form. usage: node babel.js LIST
'use strict';
const babel = require('@babel/parser');
const { dumpAll } = require('./dump');
const { visit } = require('./estree');

/** The plugins for a file, by its extension, as its compiler would choose them. */
function plugins(path) {
  const common = [['estree', { classFeatures: true }], 'decorators-legacy', 'importAssertions',
    'explicitResourceManagement', 'decoratorAutoAccessors'];
  if (/\.d\.[cm]?ts$/.test(path)) return [...common, ['typescript', { dts: true }]];
  if (/\.[cm]?ts$/.test(path)) return [...common, 'typescript'];
  if (/\.tsx$/.test(path)) return [...common, 'typescript', 'jsx'];
  return [...common, 'jsx'];
}

dumpAll((path, text) => babel.parse(text, {
  sourceType: 'unambiguous',
  allowReturnOutsideFunction: true,
  allowAwaitOutsideFunction: true,
  allowUndeclaredExports: true,
  plugins: plugins(path),
}).program, visit);

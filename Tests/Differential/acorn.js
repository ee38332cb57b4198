// The trees that acorn reads. usage: node acorn.js LIST [test262]
'use strict';
const acorn = require('acorn');
const { dumpAll } = require('./dump');
const { visit } = require('./estree');

const isTest262 = process.argv[3] === 'test262';

/** Modules first, then scripts; test262 says in each file which it is. */
function goals(text) {
  if (!isTest262) return ['module', 'script'];
  return [/flags:\s*\[[^\]]*\bmodule\b/.test(text) ? 'module' : 'script'];
}

dumpAll((path, text) => {
  let refused;
  for (const sourceType of goals(text)) {
    try {
      return acorn.parse(text, {
        ecmaVersion: 'latest',
        sourceType,
        allowHashBang: true,
        // Files that a bundler or Node wraps use these freely.
        allowReturnOutsideFunction: !isTest262,
        allowAwaitOutsideFunction: isTest262 ? undefined : true,
      });
    } catch (error) {
      refused = error;
    }
  }
  throw refused;
}, visit);

// Prints syntax trees as lines of `Type start end detail`, with offsets in UTF-8 bytes.
'use strict';
const fs = require('fs');

/** UTF-16 offsets to UTF-8 byte offsets; a lone surrogate counts as the replacement character. */
function byteOffsets(text, byteLength) {
  if (text.length === byteLength) return (offset) => offset;
  const table = new Uint32Array(text.length + 1);
  let bytes = 0;
  for (let i = 0; i < text.length; i++) {
    table[i] = bytes;
    const unit = text.charCodeAt(i);
    const next = text.charCodeAt(i + 1);
    if (unit < 0x80) bytes += 1;
    else if (unit < 0x800) bytes += 2;
    else if (unit >= 0xd800 && unit < 0xdc00 && next >= 0xdc00 && next < 0xe000) {
      table[++i] = bytes;
      bytes += 4;
    } else bytes += 3;
  }
  table[text.length] = bytes;
  return (offset) => table[offset];
}

/**
 * Reads the list of paths in `process.argv[2]`, and prints for each `# path` and either its nodes
 * or `! reason`. `parse(path, text)` returns a tree or throws; `visit(tree, text, print)` calls
 * `print(type, start, end, detail)` for each node.
 */
function dumpAll(parse, visit) {
  const paths = fs.readFileSync(process.argv[2], 'utf8').split('\n').filter(Boolean);
  for (const path of paths) {
    const bytes = fs.readFileSync(path);
    const text = bytes.toString('utf8');
    const lines = ['# ' + path];
    if (Buffer.byteLength(text) !== bytes.length) {
      lines.push('! not UTF-8');
    } else {
      try {
        const tree = parse(path, text);
        const offset = byteOffsets(text, bytes.length);
        visit(tree, text, (type, start, end, detail) => {
          const place = `${type} ${offset(start)} ${offset(end)}`;
          lines.push(detail ? `${place} ${detail}` : place);
        });
      } catch (error) {
        lines.length = 1;
        lines.push('! ' + String(error.message).split('\n')[0]);
      }
    }
    fs.writeSync(1, lines.join('\n') + '\n');
  }
}

module.exports = { dumpAll };

// Tree-sitter in V8, by its own JavaScript: the same steps as in Java's GrammarProbe.
'use strict';

const fs = require('fs');
const path = require('path');
const {pathToFileURL} = require('url');
const {hash} = require('./programs.js');
const now = () => Number(process.hrtime.bigint());

exports.measure = async (request, different) => {
  const script = path.join(__dirname, 'web-tree-sitter.mjs');
  fs.copyFileSync(request.script, script);
  const {Parser, Language} = await import(pathToFileURL(script));
  const grammar = fs.readFileSync(request.grammar);
  const parse = (language, text) => {
    const parser = new Parser();
    parser.setLanguage(language);
    const tree = parser.parse(text);
    const expression = tree.rootNode.toString();
    tree.delete();
    parser.delete();
    return expression;
  };
  const answer = {loads: [], samples: []};
  let first;
  for (let i = 0; i < request.loads; i++) {
    const bytes = new Uint8Array(different(grammar, i));
    const from = now();
    if (i === 0) await Parser.init({locateFile: () => request.program});
    const language = await Language.load(bytes);
    const tree = parse(language, request.small);
    answer.loads.push(now() - from);
    answer.smallChecksum = hash(Buffer.from(tree));
    first = first || language;
  }
  const large = fs.readFileSync(request.large, 'utf8');
  const end = now() + request.budgetMillis * 1e6;
  do {
    const from = now();
    const tree = parse(first, large);
    answer.samples.push(now() - from);
    answer.checksum = hash(Buffer.from(tree));
  } while (now() < end);
  return answer;
};

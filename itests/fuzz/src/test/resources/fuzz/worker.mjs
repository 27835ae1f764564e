// Makes random modules and runs them in V8.
// usage: node worker.mjs WASM_OPT FOLDER FIRST COUNT FLAG...
// For each seed from FIRST on it writes a line of four numbers (the seed, how many bytes the module has, how many those of
// what V8 made of it, and 0, or 1 if that is an error), then both. A module of 0 bytes could not be made.
import fs from 'node:fs';
import { once } from 'node:events';
import { noise, wasmOpt } from './binaryen.mjs';
import { exportState } from './sections.mjs';
import { transcript } from './v8.mjs';

const LEAST_BYTES = 300;
const MOST_BYTES = 6000;
/** What becomes of the modules after they are made; which one, the seed tells. */
const SHAPES = [
  [],
  ['-O2'],
  ['--merge-blocks', '--code-folding', '--remove-unused-brs', '--ssa'],
  ['-O3'],
  ['--no-fuzz-oob'],
  ['--no-fuzz-oob', '-Os'],
  ['--inlining-optimizing', '--coalesce-locals'],
];

const [program, folder, first, count, ...flags] = process.argv.slice(2);
const run = wasmOpt(program);
const input = `${folder}/in-${process.pid}`;
const output = `${folder}/out-${process.pid}.wasm`;

async function make(seed) {
  fs.writeFileSync(input, noise(seed, LEAST_BYTES, MOST_BYTES));
  fs.rmSync(output, { force: true });
  const status = await run(['-q', '-ttf', input, '--denan', ...flags, ...SHAPES[seed % SHAPES.length], '-o', output]);
  return status === 0 ? fs.readFileSync(output) : Buffer.alloc(0);
}

function frame(seed, module, text, failed) {
  const bytes = Buffer.from(text);
  return Buffer.concat([Buffer.from(`${seed} ${module.length} ${bytes.length} ${failed}\n`), module, bytes]);
}

for (let seed = Number(first); seed < Number(first) + Number(count); seed++) {
  let module = await make(seed);
  let result;
  try {
    if (module.length > 0) {
      module = exportState(module);
    }
    result = frame(seed, module, module.length > 0 ? transcript(module).join('\n') : '', 0);
  } catch (e) {
    result = frame(seed, module, String(e.stack), 1);
  }
  if (!process.stdout.write(result)) {
    await once(process.stdout, 'drain');
  }
}
for (const file of [input, output]) {
  fs.rmSync(file, { force: true });
}

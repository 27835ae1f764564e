// Makes random modules and runs them in V8.
// usage: node worker.mjs WASM_OPT
// Each line of the input is an order: the first seed, how many, and binaryen's switches. For each seed of an order it writes
// a line of four numbers (the seed, how many bytes the module has, how many those of what V8 made of it, and 0, or 1 if that
// is an error), then both. A module of 0 bytes could not be made.
import { once } from 'node:events';
import readline from 'node:readline';
import { noise, wasmOpt } from './binaryen.mjs';
import { relax, withoutRelaxed } from './relaxed.mjs';
import { exportState } from './sections.mjs';
import { transcript } from './v8.mjs';

const LEAST_BYTES = 100;
const MANY_BYTES = 800;
const MOST_BYTES = 6000;
/** One module out of so many is large. These and the number of shapes have no common factor, so that all meet. */
const LARGE = 13;
/** What becomes of the modules after they are made; which one, the seed tells. */
const SHAPES = [
  [],
  ['-O2'],
  ['--merge-blocks', '--code-folding', '--remove-unused-brs', '--ssa', '--minimize-rec-groups'],
  ['-O3'],
  ['--no-fuzz-oob'],
  ['--no-fuzz-oob', '-Os', '--minimize-rec-groups'],
  ['--inlining-optimizing', '--coalesce-locals', '--minimize-rec-groups'],
];

const run = wasmOpt(process.argv[2]);

const RELAXED = '--enable-relaxed-simd';

/** A module, and what V8 gets in its place. */
async function make(seed, switches) {
  const input = seed % LARGE === 0 ? noise(seed, MANY_BYTES, MOST_BYTES) : noise(seed, LEAST_BYTES, MANY_BYTES);
  const args = ['-q', '-ttf', '--denan', ...switches, ...SHAPES[seed % SHAPES.length]];
  if (!switches.includes(RELAXED)) {
    const module = await run(args, input);
    return [module, module];
  }
  const text = relax(String(await run([...args, '-S'], input)), seed);
  // Without this switch binaryen takes no two types that are the same.
  const parse = (of) => run(['-q', ...switches, '--enable-gc'], Buffer.from(of));
  return [await parse(text), await parse(withoutRelaxed(text))];
}

async function write(seed, module, text, failed) {
  const bytes = Buffer.from(text);
  const frame = Buffer.concat([Buffer.from(`${seed} ${module.length} ${bytes.length} ${failed}\n`), module, bytes]);
  if (!process.stdout.write(frame)) {
    await once(process.stdout, 'drain');
  }
}

async function sample(seed, switches) {
  let [module, oracle] = await make(seed, switches);
  try {
    let text = '';
    if (module.length > 0) {
      const same = module === oracle;
      module = exportState(module);
      text = transcript(same ? module : exportState(oracle)).join('\n');
    }
    await write(seed, module, text, 0);
  } catch (e) {
    await write(seed, module, String(e.stack), 1);
  }
}

for await (const line of readline.createInterface({ input: process.stdin })) {
  const [first, count, ...switches] = line.split(' ');
  for (let seed = Number(first); seed < Number(first) + Number(count); seed++) {
    await sample(seed, switches);
  }
}

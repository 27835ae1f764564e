// wasm-opt of npm's binaryen, many times in one process. Each run gets an instance of its own, so that nothing of the runs
// before can change what it makes.
import fs from 'node:fs';
import vm from 'node:vm';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** Reads the program; gives a function from arguments to the exit status. */
export function wasmOpt(program) {
  const source = fs.readFileSync(program, 'utf8').replace(/^#!.*/, '');
  const main = new vm.Script(`(function (Module, require, process, module, __dirname, __filename) {${source}\n})`)
    .runInThisContext();
  let compiled = null;
  process.on('unhandledRejection', (reason) => {
    if (!(reason instanceof WebAssembly.RuntimeError)) {
      throw reason;
    }
  });
  // The program has its WebAssembly as text in itself: it is read once.
  const instantiate = WebAssembly.instantiate;
  WebAssembly.instantiate = async (binary, imports) => {
    compiled = new WebAssembly.Module(binary);
    WebAssembly.instantiate = instantiate;
    return { instance: new WebAssembly.Instance(compiled, imports) };
  };
  return (args) => new Promise((resolve) => {
    const process = Object.create(globalThis.process, {
      argv: { value: ['node', 'wasm-opt', ...args] },
      exitCode: { set: resolve },
    });
    // What ends a run that fails is thrown where nobody waits for it.
    const module = { onAbort: () => resolve(1), print: (line) => console.error(line), printErr: (line) => console.error(line) };
    if (compiled) {
      module.instantiateWasm = (imports, receive) => receive(new WebAssembly.Instance(compiled, imports));
    }
    main(module, require, process, undefined, '/', '/wasm-opt');
  });
}

/** Bytes that a seed gives: the generator of xorshift with a multiplication, of 64 bits. */
export function noise(seed, least, most) {
  let state = BigInt.asUintN(64, (BigInt(seed) + 1n) * 0x9E3779B97F4A7C15n);
  const next = () => {
    state ^= state >> 12n;
    state = BigInt.asUintN(64, state ^ (state << 25n));
    state ^= state >> 27n;
    return Number(BigInt.asUintN(32, (state * 0x2545F4914F6CDD1Dn) >> 32n));
  };
  const bytes = new Uint8Array(least + (next() % (most - least)));
  for (let i = 0; i < bytes.length; i++) {
    bytes[i] = next();
  }
  return bytes;
}

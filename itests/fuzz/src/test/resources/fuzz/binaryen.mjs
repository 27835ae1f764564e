// wasm-opt of npm's binaryen, many times in one process. The program starts once; each run begins with the memory as it was
// then, so that nothing of the runs before can change what it makes. Its files are in this process's memory.
import fs from 'node:fs';
import vm from 'node:vm';
import { createRequire } from 'node:module';
import { Files, INPUT, OUTPUT } from './files.mjs';

const require = createRequire(import.meta.url);

/** What stands at the end of the program's text: it gives what a further run needs. */
const INSIDE = `; return {
  callMain, stackSave, stackRestore, memory: () => HEAPU8, streams: () => FS.streams, revive: () => { ABORT = false; },
};`;
const STANDARD_STREAMS = 3;
/** A program whose memory has grown beyond is started again, as memories do not shrink. */
const MOST_MEMORY = 128 << 20;
const BLOCK = 1 << 16;
const NO_BYTES = new Uint8Array(BLOCK);
const CLEAR_BLOCKS = 16;

/** What a memory has at some time. */
class Image {
  constructor(memory) {
    this.blocks = [];
    for (let at = 0; at < memory.length; at += BLOCK) {
      this.blocks.push(isClear(memory, at) ? null : memory.slice(at, at + BLOCK));
    }
    while (this.blocks.at(-1) === null) {
      this.blocks.pop();
    }
  }

  /** Most of the memory past the image is not used in most runs: after so many clear blocks the rest is clear. */
  restore(memory) {
    let clear = 0;
    for (let i = 0; i * BLOCK < memory.length && clear < CLEAR_BLOCKS; i++) {
      if (this.blocks[i]) {
        memory.set(this.blocks[i], i * BLOCK);
      } else if (!isClear(memory, i * BLOCK)) {
        memory.fill(0, i * BLOCK, (i + 1) * BLOCK);
        clear = 0;
      } else if (i >= this.blocks.length) {
        clear++;
      }
    }
  }
}

function isClear(memory, at) {
  return Buffer.compare(memory.subarray(at, at + BLOCK), NO_BYTES) === 0;
}

class Program {
  constructor(path) {
    const source = fs.readFileSync(path, 'utf8').replace(/^#!.*/, '');
    this.main = new vm.Script(`(function (Module, require, process, module, __dirname, __filename) {${source}\n${INSIDE}\n})`)
      .runInThisContext();
    this.compiled = null;
    this.files = new Files(Buffer.alloc(0));
    // The program has its WebAssembly as text in itself: it is read once.
    const instantiate = WebAssembly.instantiate;
    WebAssembly.instantiate = async (binary, imports) => {
      this.compiled = new WebAssembly.Module(binary);
      WebAssembly.instantiate = instantiate;
      return { instance: new WebAssembly.Instance(this.compiled, imports) };
    };
  }

  /** An instance that has started but not run, with the memory that it has then. */
  async start() {
    const current = new Proxy({}, { get: (_, name) => (...args) => this.files[name](...args) });
    const process = Object.create(globalThis.process, {
      argv: { value: ['node', 'wasm-opt'] },
      env: { value: {} },
      exitCode: { set() {} },
    });
    const inside = await new Promise((resolve) => {
      let found = null;
      const print = (line) => this.files.say(line + '\n');
      const module = { noInitialRun: true, onRuntimeInitialized: () => resolve(found), print, printErr: print };
      if (this.compiled) {
        module.instantiateWasm = (imports, receive) => receive(new WebAssembly.Instance(this.compiled, imports));
      }
      const load = (name) => (name === 'node:fs' ? current : require(name));
      found = this.main(module, load, process, undefined, '/', '/wasm-opt');
    });
    return { ...inside, stack: inside.stackSave(), image: new Image(inside.memory()) };
  }

  async run(args, input) {
    this.files = new Files(input);
    this.instance ??= await this.start();
    try {
      const status = this.instance.callMain([INPUT, ...args, '-o', OUTPUT]);
      this.reset();
      if (status === 0) {
        return this.files.contents(OUTPUT);
      }
    } catch (e) {
      this.instance = null;
      this.files.say(e.stack);
    }
    console.error(`${args.join(' ')}: ${this.files.messages}`);
    return Buffer.alloc(0);
  }

  /** Makes the instance what it was when it had started. */
  reset() {
    const { revive, stackRestore, stack, image, memory, streams } = this.instance;
    revive();
    stackRestore(stack);
    streams().length = STANDARD_STREAMS;
    image.restore(memory());
    if (memory().length > MOST_MEMORY) {
      this.instance = null;
    }
  }
}

/** Reads the program; gives a function from arguments and input to the output, which has no bytes if the run has failed. */
export function wasmOpt(path) {
  const program = new Program(path);
  return (args, input) => program.run(args, input);
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

// Runs a module in V8 and writes down what it does, as Transcript.java does. Lines that begin with `call` are the plan.
import { globalHalves, takesVector, withHalves } from './vectors.mjs';

const f32 = new Float32Array(1), f32bits = new Uint32Array(f32.buffer);
const f64 = new Float64Array(1), f64bits = new BigUint64Array(f64.buffer);

/** The one object of the host that modules get. */
const HOST = Object.freeze({ name: 'host' });

const INTS = [0, 1, -1, 42, -0x80000000, 65536, 0x7fffffff];
const LONGS = [0n, 1n, -1n, 1n << 32n, -(1n << 63n), -77n, (1n << 63n) - 1n];
const NUMBERS = [0, 1.5, -0, -1e30, 4e9, 5e-324, Infinity];
/** The low halves and the high ones. */
const VECTORS = [
  [0n, 0n], [1n, 2n], [-1n, -1n], [0x3fc000003f800000n, -0x3fffffff40000000n], [0x0706050403020100n, 0x0f0e0d0c0b0a0908n],
  [0x7fff80007fff8000n, 0x80ff7f01fe02fd03n], [0x4008000000000000n, -0x4010000000000000n],
];
const ROUNDS = 3;
const MOST_ENTRIES = 1000;
/** How many calls host functions make for modules while one call is under way: calls that call each other must end. */
const INNER_CALLS = 20;

const NUMERIC = {
  i32: (v) => 'i32:' + (v >>> 0).toString(16).padStart(8, '0'),
  i64: (v) => 'i64:' + BigInt.asUintN(64, v).toString(16).padStart(16, '0'),
  f32: (v) => { f32[0] = v; return 'f32:' + (v !== v ? 'nan' : f32bits[0].toString(16).padStart(8, '0')); },
  v128: ([low, high]) => 'v128:' + [high, low].map((v) => BigInt.asUintN(64, v).toString(16).padStart(16, '0')).join(''),
  f64: (v) => { f64[0] = v; return 'f64:' + (v !== v ? 'nan' : f64bits[0].toString(16).padStart(16, '0')); },
};

function text(type, value) {
  return NUMERIC[type] ? NUMERIC[type](value) : reference(value);
}

function reference(value) {
  if (value === null) return 'null';
  if (typeof value === 'function') return 'func';
  if (typeof value === 'number') return 'i31:' + value;
  return value === HOST ? 'host' : 'gc';
}

/** V128 and exceptions are no JavaScript values. */
const crosses = (type) => !/v128|exn/.test(type);
const HEAP = { funcref: 'func', externref: 'extern', anyref: 'any', eqref: 'eq', i31ref: 'i31' };
const heap = (type) => HEAP[type] || type.replace(/^\(ref (null )?/, '').replace(/\)$/, '');
const nullable = (type) => !type.startsWith('(ref ') || type.startsWith('(ref null ');

/** An argument's value and text, or nothing if no value of the type can be made here. */
function argument(type, position, round) {
  const which = (round * (position + 3)) % INTS.length;
  const numbers = { i32: INTS, i64: LONGS, f32: NUMBERS, f64: NUMBERS, v128: VECTORS }[type];
  if (numbers) {
    return { value: numbers[which], text: NUMERIC[type](numbers[which]) };
  }
  const kind = heap(type);
  if (nullable(type) && (round + position) % 2 === 0) {
    return { value: null, text: 'null' };
  }
  if (kind === 'extern') {
    return { value: HOST, text: 'host' };
  }
  if (kind === 'i31' || kind === 'eq' || kind === 'any') {
    return { value: 7, text: 'i31:7' };
  }
  return nullable(type) ? { value: null, text: 'null' } : undefined;
}

const vector = (type) => type === 'v128';

const all = (type) => [...type.parameters, ...type.results];

/** What a call needs, or nothing if values of these types cannot be made here. */
function plan(type, round) {
  const args = type.parameters.map((p, i) => argument(p, i, round));
  return args.every((a) => a) ? args : undefined;
}

/** The results of a call of a function, or of what takes and gives halves in its place. */
function call(f, type, args) {
  const result = f(...args.flatMap((a) => a.value));
  const values = Array.isArray(result) ? result : [result];
  return type.results.map((t) => (vector(t) ? [values.shift(), values.shift()] : values.shift()));
}

/** What is called in place of a function, or nothing if it cannot be called from here. */
function caller(f, type) {
  return all(type).some(vector) ? withHalves(f, type) : all(type).every(crosses) ? f : undefined;
}

class Stop extends Error {}

const TRAPS = [
  [/unreachable/, 'unreachable'],
  [/out of bounds|out-of-bounds/, 'bounds'],
  [/divide by zero|remainder by zero/, 'integer divide by zero'],
  [/divide result unrepresentable|float unrepresentable/, 'unrepresentable'],
  [/null function|signature mismatch/, 'signature'],
  [/dereferencing a null pointer|rethrowing null|null reference/, 'null'],
  [/illegal cast/, 'cast'],
  [/unaligned/, 'unaligned'],
];

class Run {
  constructor() {
    this.lines = [];
    this.exports = [];
    this.innerCalls = 0;
    this.wasmTag = new WebAssembly.Tag({ parameters: ['i32'] });
    this.jsTag = new WebAssembly.Tag({ parameters: ['externref'] });
    this.tags = [['wasmtag', this.wasmTag, ['i32']], ['jstag', this.jsTag, ['externref']]];
  }

  log(line) {
    this.lines.push(line);
  }

  outcome(error) {
    if (error instanceof WebAssembly.Exception) {
      for (const [name, tag, types] of this.tags) {
        if (error.is(tag)) {
          const values = types.map((t, i) => (crosses(t) ? text(t, error.getArg(tag, i)) : '?'));
          return ['exception', name, ...values].join(' ');
        }
      }
      return 'exception unknown';
    }
    const message = String(error.message);
    if (error instanceof RangeError && /call stack/.test(message)
      || /too large|memory allocation|out of memory/i.test(message)) {
      throw new Stop(message);
    }
    if (error instanceof WebAssembly.RuntimeError) {
      for (const [pattern, kind] of TRAPS) {
        if (pattern.test(message)) {
          return 'trap ' + kind;
        }
      }
    }
    throw error;
  }

  /** Calls a function from a host function: what it returns or throws is no matter but for whether it throws. */
  inner(f, how, catches) {
    const type = f.type();
    const args = all(type).every(crosses) ? plan(type, 0) : undefined;
    if (!args || this.innerCalls++ >= INNER_CALLS) {
      this.log(how + ' not callable');
      return 0;
    }
    try {
      f(...args.map((a) => a.value));
      return 0;
    } catch (e) {
      if (!catches) {
        throw e;
      }
      this.log(how + ' caught ' + this.outcome(e));
      return 1;
    }
  }

  callExport(index, catches) {
    const functions = this.exports.filter(([, v]) => typeof v === 'function');
    if (functions.length === 0) {
      return 0;
    }
    return this.inner(functions[(index >>> 0) % functions.length][1], 'call-export', catches);
  }

  callReference(f, catches) {
    if (f === null) {
      this.log('call-ref null');
      return 0;
    }
    return this.inner(f, 'call-ref', catches);
  }

  table(index, action) {
    const table = this.exports.find(([name]) => name === 'table')?.[1];
    try {
      return table && (index >>> 0) < table.length ? action(table, address(table)(index >>> 0)) : null;
    } catch (e) {
      if (e instanceof TypeError || e instanceof RangeError) {
        this.log('table refused');
        return null;
      }
      throw e;
    }
  }

  imports() {
    const support = {
      throw: (which) => {
        throw which === 0
          ? new WebAssembly.Exception(this.jsTag, [HOST])
          : new WebAssembly.Exception(this.wasmTag, [which]);
      },
      sleep: (milliseconds, value) => value,
      'log-branch': (id, taken) => this.log(`log-branch ${id} ${taken}`),
      'table-get': (index) => this.table(index, (t, i) => t.get(i)) ?? null,
      'table-set': (index, value) => { this.table(index, (t, i) => t.set(i, value)); },
      'call-export': (index) => { this.callExport(index, false); },
      'call-export-catch': (index) => this.callExport(index, true),
      'call-ref': (f) => { this.callReference(f, false); },
      'call-ref-catch': (f) => this.callReference(f, true),
      wasmtag: this.wasmTag,
      jstag: this.jsTag,
    };
    for (const type of ['i32', 'i64', 'f32', 'f64', 'anyref', 'funcref', 'externref']) {
      support['log-' + type] = (v) => this.log('log-' + type + ' ' + text(type, v));
    }
    support['log-v128'] = takesVector((low, high) => this.log('log-v128 ' + NUMERIC.v128([low, high])));
    return { 'fuzzing-support': support, __fuzz_import: new Proxy({}, { get: () => HOST, has: () => true }) };
  }

  calls(types) {
    const callers = this.exports.filter(([, value]) => typeof value === 'function')
      .map(([name, f]) => [name, caller(f, types.get(name)), types.get(name)]);
    for (let round = 0; round < ROUNDS; round++) {
      for (const [name, f, type] of callers) {
        const args = f ? plan(type, round) : undefined;
        if (args) {
          this.log(['call', name, ...args.map((a) => a.text), '->', ...type.results].join(' '));
          this.log('= ' + this.result(f, type, args));
        }
      }
    }
  }

  result(f, type, args) {
    this.innerCalls = 0;
    try {
      return call(f, type, args).map((v, i) => text(type.results[i], v)).join(' ');
    } catch (e) {
      return this.outcome(e);
    }
  }

  state(types) {
    for (const [name, value] of this.exports) {
      if (!name.startsWith('$')) {
        continue;
      }
      if (value instanceof WebAssembly.Memory) {
        this.log(`memory ${name} ${hash(value)}`);
      } else if (value instanceof WebAssembly.Global && vector(types.get(name).value)) {
        this.log(`global ${name} ${NUMERIC.v128(globalHalves(value, types.get(name)))}`);
      } else if (value instanceof WebAssembly.Global && crosses(types.get(name).value)) {
        this.log(`global ${name} ${text(types.get(name).value, value.value)}`);
      } else if (value instanceof WebAssembly.Table && crosses(types.get(name).element)) {
        this.log(`table ${name} ${entries(value)}`);
      }
    }
  }
}

const BLOCK = 4096;
const NO_BYTES = Buffer.alloc(BLOCK);

/** FNV-1a of 32 bits over the bytes that are not zero, with their addresses. */
function hash(memory) {
  const all = Buffer.from(memory.buffer);
  let h = 0x811C9DC5 | 0;
  for (let block = 0; block < all.length; block += BLOCK) {
    if (all.compare(NO_BYTES, 0, BLOCK, block, block + BLOCK) !== 0) {
      for (let i = block; i < block + BLOCK; i++) {
        if (all[i] !== 0) {
          h = Math.imul(h ^ i, 0x01000193);
          h = Math.imul(h ^ all[i], 0x01000193);
        }
      }
    }
  }
  return all.length + ':' + (h >>> 0).toString(16).padStart(8, '0');
}

/** What makes an index of a number: tables with 64-bit addresses take no other than big ones. */
const address = (table) => (typeof table.length === 'bigint' ? BigInt : Number);

function entries(table) {
  const length = Number(table.length);
  const at = address(table);
  const kinds = [];
  for (let i = 0; i < Math.min(length, MOST_ENTRIES); i++) {
    kinds.push(reference(table.get(at(i))));
  }
  return `${length}: ${kinds.join(' ')}`.trim();
}

/** The lines of a module's transcript. */
export function transcript(binary) {
  const module = new WebAssembly.Module(binary);
  const run = new Run();
  const types = new Map(WebAssembly.Module.exports(module).map((e) => [e.name, e.type]));
  try {
    let instance;
    try {
      instance = new WebAssembly.Instance(module, run.imports());
    } catch (e) {
      run.log('instantiation ' + run.outcome(e));
      return run.lines;
    }
    run.exports = Object.entries(instance.exports);
    for (const [name, value] of run.exports) {
      if (value instanceof WebAssembly.Tag) {
        run.tags.push([name, value, value.type().parameters]);
      }
    }
    run.calls(types);
    run.state(types);
  } catch (e) {
    if (!(e instanceof Stop)) {
      throw e;
    }
    run.log('limit ' + e.message);
  }
  return run.lines;
}

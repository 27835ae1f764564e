// Vectors are no JavaScript values: small modules take them apart into two 64-bit halves and put them together.
import { leb } from './sections.mjs';

const TYPE = 1, IMPORT = 2, FUNCTION = 3, EXPORT = 7, CODE = 10;
const FUNC = 0, GLOBAL = 3;
const V128 = 0x7b, I64 = 0x7e;
const CODES = {
  i32: 0x7f, i64: I64, f32: 0x7d, f64: 0x7c, v128: V128,
  funcref: 0x70, externref: 0x6f, anyref: 0x6e, eqref: 0x6d, i31ref: 0x6c,
};
const HEADER = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
const GET = 0x20, SET = 0x21, GLOBAL_GET = 0x23, CALL = 0x10, END = 0x0b;
const SPLAT = [0xfd, 0x12], REPLACE_HIGH = [0xfd, 0x1e, 1], EXTRACT_LOW = [0xfd, 0x1d, 0], EXTRACT_HIGH = [0xfd, 0x1d, 1];

const section = (id, contents) => [id, ...leb(contents.length), ...contents];
const list = (items) => [...leb(items.length), ...items.flat()];
const signature = (parameters, results) => [0x60, ...list(parameters), ...list(results)];
const flat = (codes) => codes.flatMap((code) => (code === V128 ? [I64, I64] : [code]));
const get = (local) => [GET, ...leb(local)];
const halves = (value) => [...value, ...EXTRACT_LOW, ...value, ...EXTRACT_HIGH];

/** A module with one import, `m` `x`, and one function, which it exports as `f`. The types are the import's and the function's. */
function module(types, kind, description, locals, code) {
  const body = [...list(locals.map((local) => [1, local])), ...code, END];
  return new WebAssembly.Module(Uint8Array.from([
    ...HEADER,
    ...section(TYPE, list(types)),
    ...section(IMPORT, [1, 1, 0x6d, 1, 0x78, kind, ...description]),
    ...section(FUNCTION, [1, ...leb(types.length - 1)]),
    ...section(EXPORT, [1, 1, 0x66, FUNC, kind === FUNC ? 1 : 0]),
    ...section(CODE, [1, ...leb(body.length), ...body]),
  ]));
}

const made = new Map();

function instance(key, make, x) {
  if (!made.has(key)) {
    made.set(key, make());
  }
  return new WebAssembly.Instance(made.get(key), { m: { x } }).exports.f;
}

/**
 * A function of WebAssembly that takes and gives two halves, the low one first, for each vector; nothing if the function's type
 * cannot be said in a module of its own.
 */
export function withHalves(f, type) {
  if (![...type.parameters, ...type.results].every((t) => t in CODES)) {
    return undefined;
  }
  const make = () => {
    const parameters = type.parameters.map((t) => CODES[t]);
    const results = type.results.map((t) => CODES[t]);
    const code = [];
    let local = 0;
    for (const parameter of parameters) {
      code.push(...get(local++));
      if (parameter === V128) {
        code.push(...SPLAT, ...get(local++), ...REPLACE_HIGH);
      }
    }
    code.push(CALL, 0);
    const kept = results.map((_, i) => local + i);
    [...kept].reverse().forEach((result) => code.push(SET, ...leb(result)));
    kept.forEach((result, i) => code.push(...(results[i] === V128 ? halves(get(result)) : get(result))));
    return module(
      [signature(parameters, results), signature(flat(parameters), flat(results))], FUNC, [0], results, code);
  };
  try {
    return instance(`${type.parameters} -> ${type.results}`, make, f);
  } catch (e) {
    // Its type is not a recursion group of its own, or is not final.
    if (e instanceof WebAssembly.LinkError) {
      return undefined;
    }
    throw e;
  }
}

/** The halves of a global. */
export function globalHalves(global, type) {
  const make = () => module(
    [signature([], [I64, I64])], GLOBAL, [V128, type.mutable ? 1 : 0], [], halves([GLOBAL_GET, 0]));
  return instance(`global ${type.mutable}`, make, global)();
}

/** A function of WebAssembly that takes a vector and gives its halves to a function of JavaScript. */
export function takesVector(f) {
  const make = () => module(
    [signature([I64, I64], []), signature([V128], [])], FUNC, [0], [], [...halves(get(0)), CALL, 0]);
  return instance('takes', make, f);
}

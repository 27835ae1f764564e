// Relaxed vector instructions may give one of several results, and V8 gives those of its processor. The engine gives what the
// specification's deterministic profile says, so V8 gets a module in which functions of plain instructions stand for them.

const get = (n) => `(local.get ${n})`;
const plain = (name) => (a, b, c) => `(${name} ${[a, b, c].filter((x) => x).join(' ')})`;
const bytes = (shape, a) => `(i16x8.shr_s ${shape === 'even' ? `(i16x8.shl ${a} (i32.const 8))` : a} (i32.const 8))`;
const products = (shape, a, b) => `(i16x8.mul ${bytes(shape, a)} ${bytes(shape, b)})`;
const dot = (a, b) => `(i16x8.add ${products('even', a, b)} ${products('odd', a, b)})`;
const product = (shape, a, b) => `(${shape}.mul ${a} ${b})`;

/** By the number of their operands, what the instructions do. */
const MEANINGS = {
  1: {
    'i32x4.relaxed_trunc_f32x4_s': plain('i32x4.trunc_sat_f32x4_s'),
    'i32x4.relaxed_trunc_f32x4_u': plain('i32x4.trunc_sat_f32x4_u'),
    'i32x4.relaxed_trunc_f64x2_s_zero': plain('i32x4.trunc_sat_f64x2_s_zero'),
    'i32x4.relaxed_trunc_f64x2_u_zero': plain('i32x4.trunc_sat_f64x2_u_zero'),
  },
  2: {
    'i8x16.relaxed_swizzle': plain('i8x16.swizzle'),
    'f32x4.relaxed_min': plain('f32x4.min'),
    'f32x4.relaxed_max': plain('f32x4.max'),
    'f64x2.relaxed_min': plain('f64x2.min'),
    'f64x2.relaxed_max': plain('f64x2.max'),
    'i16x8.relaxed_q15mulr_s': plain('i16x8.q15mulr_sat_s'),
    'i16x8.relaxed_dot_i8x16_i7x16_s': dot,
  },
  3: {
    'f32x4.relaxed_madd': (a, b, c) => `(f32x4.add ${product('f32x4', a, b)} ${c})`,
    'f32x4.relaxed_nmadd': (a, b, c) => `(f32x4.sub ${c} ${product('f32x4', a, b)})`,
    'f64x2.relaxed_madd': (a, b, c) => `(f64x2.add ${product('f64x2', a, b)} ${c})`,
    'f64x2.relaxed_nmadd': (a, b, c) => `(f64x2.sub ${c} ${product('f64x2', a, b)})`,
    'i8x16.relaxed_laneselect': plain('v128.bitselect'),
    'i16x8.relaxed_laneselect': plain('v128.bitselect'),
    'i32x4.relaxed_laneselect': plain('v128.bitselect'),
    'i64x2.relaxed_laneselect': plain('v128.bitselect'),
    'i32x4.relaxed_dot_i8x16_i7x16_add_s': (a, b, c) => `(i32x4.add (i32x4.extadd_pairwise_i16x8_s ${dot(a, b)}) ${c})`,
  },
};

/** Halves of lanes and lanes where instructions differ in what they do: limits of integers, what rounds, no numbers. */
const WORDS = [
  0, 1, 0xffffffff, 0x80000000, 0x7fff8000, 0x80008000, 0x807f80ff, 0x0f1e1d02, 0x3f800000, 0xbf8ccccd, 0x7f7fffff, 0x7fc00000,
  0x4f000000, 0xcf000000, 0x4f800000, 0x41dfffff, 0x41e00000, 0xc1e00000, 0x3ff00000, 0x7ff80000, 0x00000003, 0x40490fdb,
];
const DEPTH = 3;
/** Not-a-numbers have many bit patterns: what may hold one is all zeros after. */
const CALM = `(func $calm (param v128) (result v128)
  (v128.and (local.get 0) (i8x16.splat (i32.sub (i32.const 0) (i32x4.all_true (f32x4.eq (local.get 0) (local.get 0)))))))`;

const withFunctions = (text, functions) => text.slice(0, text.lastIndexOf(')')) + functions.join('\n') + ')';

/** A module's text with vectors that relaxed instructions make in place of constants, as the seed tells; binaryen has few. */
export function relax(text, seed) {
  let state = (seed * 2654435761 + 1) >>> 0;
  const one = (of) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return of[(state >>> 8) % of.length];
  };
  const vector = (depth) => {
    if (depth === 0 || one([0, 1, 2, 3]) === 0) {
      return `(v128.const i32x4 ${[0, 0, 0, 0].map(() => one(WORDS)).join(' ')})`;
    }
    const count = one([1, 2, 2, 3, 3]);
    const operands = Array.from({ length: count }, () => vector(depth - 1));
    return `(call $calm (${one(Object.keys(MEANINGS[count]))} ${operands.join(' ')}))`;
  };
  const bodies = text.indexOf('\n (func ');
  const relaxed = text.slice(0, bodies) + text.slice(bodies).replace(/\(v128\.const [^)]*\)/g, () => vector(DEPTH));
  return withFunctions(relaxed, [CALM]);
}

/** A module's text with functions in place of relaxed instructions. */
export function withoutRelaxed(text) {
  const functions = [];
  for (const [count, meanings] of Object.entries(MEANINGS)) {
    for (const [name, meaning] of Object.entries(meanings)) {
      const called = text.replaceAll(`(${name} `, `(call $${name} `).replaceAll(`(${name}\n`, `(call $${name}\n`);
      if (called !== text) {
        const body = meaning(...[0, 1, 2].slice(0, count).map(get));
        functions.push(`(func $${name} (param${' v128'.repeat(count)}) (result v128) ${body})`);
      }
      text = called;
    }
  }
  return withFunctions(text, functions);
}

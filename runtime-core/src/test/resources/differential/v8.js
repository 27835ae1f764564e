// Runs modules under their call plans and writes transcripts, as Transcript.java does.
// usage: node v8.js MODULE.wasm..., each with MODULE.plan beside it; writes MODULE.v8
const fs = require('fs');

const f32 = new Float32Array(1), f32bits = new Uint32Array(f32.buffer);
const f64 = new Float64Array(1), f64bits = new BigUint64Array(f64.buffer);

const text = {
  i32: v => 'i32:' + (v >>> 0).toString(16).padStart(8, '0'),
  i64: v => 'i64:' + BigInt.asUintN(64, v).toString(16).padStart(16, '0'),
  f32: v => { f32[0] = v; return 'f32:' + (v !== v ? 'nan' : f32bits[0].toString(16).padStart(8, '0')); },
  f64: v => { f64[0] = v; return 'f64:' + (v !== v ? 'nan' : f64bits[0].toString(16).padStart(16, '0')); },
};

function argument(word) {
  const [type, hex] = word.split(':');
  switch (type) {
    case 'i32': return parseInt(hex, 16) | 0;
    case 'i64': return BigInt.asIntN(64, BigInt('0x' + hex));
    case 'f32': f32bits[0] = parseInt(hex, 16); return f32[0];
    default: f64bits[0] = BigInt('0x' + hex); return f64[0];
  }
}

function outcome(error) {
  const m = String(error.message);
  if (error instanceof RangeError) return 'trap call stack exhausted';
  if (/unreachable/.test(m)) return 'trap unreachable';
  if (/out of bounds/.test(m)) return 'trap bounds';
  if (/divide by zero|remainder by zero/.test(m)) return 'trap integer divide by zero';
  if (/divide result unrepresentable|float unrepresentable/.test(m)) return 'trap unrepresentable';
  if (/signature mismatch/.test(m)) return 'trap signature';
  throw error;
}

function hash(memory) {
  const all = new Uint8Array(memory.buffer);
  let h = 0x811C9DC5 | 0;
  for (let i = 0; i < all.length; i++) {
    if (all[i] !== 0) {
      h = Math.imul(h ^ i, 0x01000193);
      h = Math.imul(h ^ all[i], 0x01000193);
    }
  }
  return all.length + ':' + (h >>> 0).toString(16).padStart(8, '0');
}

function run(file) {
  const lines = [];
  const logs = {};
  for (const type of ['i32', 'i64', 'f32', 'f64']) {
    logs['log-' + type] = v => { lines.push('log-' + type + ' ' + text[type](v)); };
  }
  const module = new WebAssembly.Module(fs.readFileSync(file));
  let instance;
  try {
    instance = new WebAssembly.Instance(module, { 'fuzzing-support': logs });
  } catch (e) {
    return ['instantiation ' + outcome(e)];
  }
  const plan = fs.readFileSync(file.replace(/\.wasm$/, '.plan'), 'utf8').split('\n').filter(l => l);
  for (const line of plan) {
    const [call, types] = line.split(' ->');
    const [name, ...words] = call.split(' ');
    let result;
    try {
      const r = instance.exports[name](...words.map(argument));
      const wanted = (types || '').split(' ').filter(t => t);
      const values = wanted.length === 1 ? [r] : wanted.length ? [...r] : [];
      result = values.map((v, i) => text[wanted[i]](v)).join(' ');
    } catch (e) {
      result = outcome(e);
    }
    lines.push(call + ' => ' + result);
  }
  for (const e of WebAssembly.Module.exports(module)) {
    if (e.kind === 'memory') lines.push('memory ' + hash(instance.exports[e.name]));
  }
  return lines;
}

for (const file of process.argv.slice(2)) {
  fs.writeFileSync(file.replace(/\.wasm$/, '.v8'), run(file).join('\n') + '\n');
}

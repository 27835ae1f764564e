// Measures a workload in Node's V8, as the JVM's and the native harnesses do: a warm-up, then the mean time of run(units)
// in each of several samples of equal length. Usage: node driver.js '{"mode": ..., ...}'; prints JSON.
'use strict';

const fs = require('fs');

const request = JSON.parse(process.argv[2]);
const read = (path) => fs.readFileSync(path);
const now = () => Number(process.hrtime.bigint());

function instantiate(bytes, imports) {
  return new WebAssembly.Instance(new WebAssembly.Module(bytes), imports || {});
}

function library() {
  return instantiate(read(request.library)).exports;
}

// The function to be measured, by what the module is connected to: see Wiring.java.
function open() {
  switch (request.wiring) {
    case 'PLAIN':
      return instantiate(read(request.module)).exports.run;
    case 'HOST':
      return instantiate(read(request.module), {env: {step: (x) => (Math.imul(x, 3) + 1) | 0}}).exports.run;
    case 'INSTANCE':
      return instantiate(read(request.module), {env: {step: library().step}}).exports.run;
    case 'POINTERS': {
      const program = instantiate(read(request.module)).exports;
      const table = program.__indirect_function_table;
      for (let i = 0; i < request.libraries; i++) {
        const at = table.grow(1);
        table.set(at, library().step);
        program.set_pointer(i, at);
      }
      program.set_count(Math.max(1, request.libraries));
      return program.run;
    }
    case 'ENTRY': {
      const step = library().step;
      return (units) => {
        let x = 1;
        for (let i = 0; i < units; i++) x = step(x) ^ i;
        return x;
      };
    }
    case 'ROUND_TRIP': {
      const program = instantiate(read(request.module)).exports;
      const table = program.__indirect_function_table;
      const code = new WebAssembly.Module(read(request.library));
      const at = table.grow(1);
      return (units) => {
        let x = 1;
        for (let i = 0; i < units; i++) {
          table.set(at, new WebAssembly.Instance(code, {}).exports.step);
          program.set_pointer(0, at);
          x = program.call_pointer(x) ^ i;
          table.set(at, null);
        }
        return x;
      };
    }
    default:
      throw new Error('wiring ' + request.wiring);
  }
}

function timed() {
  const run = open();
  const one = run(1);
  const all = run(request.units);
  const warm = now() + request.warmUpMillis * 1e6;
  while (now() < warm) run(request.units);
  const samples = [];
  for (let i = 0; i < request.samples; i++) {
    const start = now();
    let rounds = 0;
    let end;
    do {
      if (run(request.units) !== all) throw new Error('the checksum changed');
      rounds++;
      end = now();
    } while (end - start < request.sampleMillis * 1e6);
    samples.push((end - start) / rounds);
  }
  return {one, all, samples};
}

// The module with a custom section behind it that holds a number, so that no engine finds it compiled.
function different(bytes, number) {
  const custom = Buffer.from([0, 6, 1, 0x6e, 0, 0, 0, 0]);
  custom.writeInt32LE(number, 4);
  return Buffer.concat([bytes, custom]);
}

// Bytes to first result: the first time in this process, then more of them.
function start() {
  const module = read(request.module);
  const samples = [];
  const begin = now();
  let checksum;
  while (samples.length < request.repeats && (now() - begin < request.budgetMillis * 1e6 || samples.length === 0)) {
    const bytes = different(module, samples.length);
    const from = now();
    checksum = instantiate(bytes).exports.run(request.units);
    samples.push(now() - from);
  }
  return {checksum, samples};
}

// Opens more and more libraries, each a module of its own, and tells what the process has grown by.
function footprint() {
  if (!global.gc) throw new Error('needs --expose-gc');
  const bytes = read(request.library);
  const resident = () => {
    global.gc();
    global.gc();
    return process.memoryUsage.rss();
  };
  const kept = [];
  const points = [];
  const begin = now();
  const before = resident();
  let sum = 0;
  for (const count of request.counts) {
    while (kept.length < count && now() - begin < request.budgetMillis * 1e6) {
      const instance = instantiate(different(bytes, kept.length));
      sum = (sum + instance.exports.step(kept.length)) | 0;
      kept.push(instance);
    }
    if (kept.length < count) break;
    points.push({count, resident: resident() - before});
  }
  return {points, checksum: sum};
}

const modes = {timed, start, footprint};
if (require.main === module && modes[request.mode]) {
  console.log(JSON.stringify(modes[request.mode]()));
} else if (require.main === module && request.mode === 'grammar') {
  require('./grammar.js').measure(request, different).then((answer) => console.log(JSON.stringify(answer)));
} else if (require.main === module) {
  const program = require('./programs.js');
  console.log(JSON.stringify(program.measure(request, instantiate)));
}

// The real programs in V8: the same steps as in Java's package dev.tagalong.bench.program.
'use strict';

const fs = require('fs');
const now = () => Number(process.hrtime.bigint());

// FNV-1a.
function hash(bytes) {
  let h = 0x811c9dc5;
  for (const b of bytes) h = Math.imul(h ^ b, 16777619);
  return h >>> 0;
}

function formatter(instance, input, path) {
  const e = instance.exports;
  const send = (bytes) => {
    const at = e.clear_shared_bytes(bytes.length); // may grow the memory
    new Uint8Array(e.memory.buffer, at, bytes.length).set(bytes);
  };
  send(Buffer.from('{"global":{},"plugin":{}}'));
  e.register_config(1);
  return () => {
    send(Buffer.from(path));
    e.set_file_path();
    send(input);
    const status = e.format(1);
    if (status === 2) throw new Error('format failed');
    const length = status === 0 ? 0 : e.get_formatted_text();
    return hash(new Uint8Array(e.memory.buffer, e.get_shared_bytes_ptr(), length));
  };
}

// The names are what Emscripten made of QuickJS's; see QuickJs.java.
function quickJs(instance, input, memory) {
  const e = instance.exports;
  e.u();
  const context = e.N(e.K(), 0);
  const code = e.v(input.length + 1);
  const name = e.v(2);
  const bytes = () => new Uint8Array(memory.buffer);
  bytes().set([115, 0], name);
  bytes().set(input, code);
  bytes()[code + input.length] = 0;
  return () => {
    const value = e.pa(context, code, input.length, name, 0, 0);
    const number = e.Z(context, value);
    e.P(context, value);
    return number;
  };
}

function quickJsImports(memory) {
  const a = {a: memory};
  for (const name of 'bcdefghijklmnopqrst') {
    a[name] = () => {
      throw new Error('unexpected call of import ' + name);
    };
  }
  a.e = () => 0;
  a.f = (count, size) => {
    const words = new Uint32Array(memory.buffer);
    words[count >> 2] = 0;
    words[size >> 2] = 0;
    return 0;
  };
  a.p = () => 1e12;
  a.m = () => {};
  a.n = () => {};
  a.k = (size) => {
    const more = Math.ceil(((size >>> 0) - memory.buffer.byteLength) / 65536);
    if (more > 0) memory.grow(more);
    return 1;
  };
  return {a};
}

exports.hash = hash;

exports.measure = (request, instantiate) => {
  const module = fs.readFileSync(request.module);
  const input = fs.readFileSync(request.input);
  const start = now();
  let run;
  if (request.mode === 'quickjs') {
    const memory = new WebAssembly.Memory({initial: 256, maximum: 32768});
    run = quickJs(instantiate(module, quickJsImports(memory)), input, memory);
  } else {
    run = formatter(instantiate(module), input, request.path);
  }
  const checksum = run();
  const first = now() - start;
  const samples = [];
  const begin = now();
  while (samples.length < request.repeats && now() - begin < request.budgetMillis * 1e6) {
    const from = now();
    if (run() !== checksum) throw new Error('the checksum changed');
    samples.push(now() - from);
  }
  return {checksum, first, samples};
};

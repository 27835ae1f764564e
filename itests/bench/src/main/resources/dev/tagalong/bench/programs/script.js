// What a JavaScript interpreter spends its life on: property access, calls, closures, strings, arrays, numbers, sorting.
(function () {
  'use strict';
  let seed = 12345;
  const random = () => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) / 4294967296;
  let sum = 0;
  const mix = (value) => { sum = (Math.imul(sum ^ value, 16777619) + (sum >>> 15)) >>> 0; };

  class Vector {
    constructor(x, y) { this.x = x; this.y = y; }
    plus(other) { return new Vector(this.x + other.x, this.y + other.y); }
    get length() { return Math.sqrt(this.x * this.x + this.y * this.y); }
  }
  let place = new Vector(0, 0);
  for (let i = 0; i < 20000; i++) place = place.plus(new Vector(random() - 0.5, random() - 0.5));
  mix(Math.floor(place.length * 1e6));

  function fib(n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }
  mix(fib(20));

  const words = [];
  for (let i = 0; i < 3000; i++) words.push('w' + Math.floor(random() * 500).toString(36));
  const counts = new Map();
  for (const word of words) counts.set(word, (counts.get(word) || 0) + 1);
  const sorted = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  for (const [word, count] of sorted.slice(0, 50)) mix(word.length * 1000 + count);

  const composite = new Uint8Array(20000);
  for (let i = 2; i < composite.length; i++) {
    if (composite[i]) continue;
    mix(i);
    for (let k = i * i; k < composite.length; k += i) composite[k] = 1;
  }

  const queue = [];
  for (let i = 0; i < 5000; i++) {
    queue.push({key: Math.floor(random() * 1e6), next: null});
    if (queue.length > 50) mix(queue.shift().key);
  }

  let text = '';
  for (let i = 0; i < 2000; i++) text += String.fromCharCode(97 + (i * 7) % 26);
  mix(text.replace(/[aeiou]+/g, (m) => m.toUpperCase()).split('A').length);
  const copy = JSON.parse(JSON.stringify({a: words.slice(0, 200), b: {c: [1, 2, {d: text}]}}));
  mix(copy.a.length + copy.b.c[2].d.length);

  const table = [() => 1, (x) => x + 1, (x, y) => x ^ y, (...all) => all.length];
  for (let i = 0; i < 20000; i++) mix(table[i & 3](i, i >> 1));
  return sum;
})()

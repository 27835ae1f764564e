// Exports more of a module than it exports itself, so that its state can be compared.

const IMPORT = 2, TABLE = 4, MEMORY = 5, GLOBAL = 6, EXPORT = 7, CODE = 10, TAG = 13;
// Where a section stands, by its number, as tags stand between memories and globals and the data count before the code.
const ORDER = { 1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 13: 6, 6: 7, 7: 8, 8: 9, 9: 10, 12: 11, 10: 12, 11: 13 };
const KINDS = { table: 1, memory: 2, global: 3, tag: 4 };

export function leb(value) {
  const bytes = [];
  do {
    bytes.push((value & 0x7f) | (value > 0x7f ? 0x80 : 0));
    value >>>= 7;
  } while (value);
  return bytes;
}

function readLeb(bytes, at) {
  let value = 0;
  let shift = 0;
  for (;;) {
    const byte = bytes[at++];
    value += (byte & 0x7f) * 2 ** shift;
    shift += 7;
    if (byte < 0x80) {
      return [value, at];
    }
  }
}

function sections(bytes) {
  const found = [];
  for (let at = 8; at < bytes.length;) {
    const id = bytes[at];
    const [size, start] = readLeb(bytes, at + 1);
    found.push({ id, contents: bytes.subarray(start, start + size) });
    at = start + size;
  }
  return found;
}

function skipLimits(bytes, at) {
  const [flags, start] = readLeb(bytes, at);
  const end = readLeb(bytes, start)[1];
  return flags & 1 ? readLeb(bytes, end)[1] : end;
}

/** A reference type with a heap type of its own has that behind its first byte. */
function skipType(bytes, at) {
  return bytes[at] === 0x63 || bytes[at] === 0x64 ? readLeb(bytes, at + 1)[1] : at + 1;
}

const SKIPS = {
  0: (bytes, at) => readLeb(bytes, at)[1],
  [KINDS.table]: (bytes, at) => skipLimits(bytes, skipType(bytes, at)),
  [KINDS.memory]: skipLimits,
  [KINDS.global]: (bytes, at) => skipType(bytes, at) + 1,
  [KINDS.tag]: (bytes, at) => readLeb(bytes, at + 1)[1],
};

/** Of an import section, the kind of each. */
function importedKinds(bytes) {
  let [count, at] = readLeb(bytes, 0);
  const kinds = [];
  while (count-- > 0) {
    for (let names = 0; names < 2; names++) {
      const [length, start] = readLeb(bytes, at);
      at = start + length;
    }
    kinds.push(bytes[at]);
    at = SKIPS[bytes[at]](bytes, at + 1);
  }
  return kinds;
}

/** The module with its memories, tables, globals and tags exported as well, as `$memory0`, `$table0` and so on. */
export function exportState(bytes) {
  const all = sections(bytes);
  const imported = all.find((s) => s.id === IMPORT);
  const imports = imported ? importedKinds(imported.contents) : [];
  const count = (id) => {
    const section = all.find((s) => s.id === id);
    return section ? readLeb(section.contents, 0)[0] : 0;
  };
  const entries = [];
  let added = 0;
  for (const [kind, id] of [['table', TABLE], ['memory', MEMORY], ['global', GLOBAL], ['tag', TAG]]) {
    const total = imports.filter((i) => i === KINDS[kind]).length + count(id);
    for (let i = 0; i < total; i++, added++) {
      const name = [...Buffer.from(`$${kind}${i}`)];
      entries.push(...leb(name.length), ...name, KINDS[kind], ...leb(i));
    }
  }
  const old = all.find((s) => s.id === EXPORT);
  const [number, start] = old ? readLeb(old.contents, 0) : [0, 0];
  const rest = old ? [...old.contents.subarray(start)] : [];
  const contents = Uint8Array.from([...leb(number + added), ...rest, ...entries]);
  const others = all.filter((s) => s.id !== EXPORT);
  const behind = others.findIndex((s) => s.id !== 0 && ORDER[s.id] > ORDER[EXPORT]);
  others.splice(behind < 0 ? others.length : behind, 0, { id: EXPORT, contents });
  return Buffer.concat([
    bytes.subarray(0, 8),
    ...others.flatMap((s) => [Buffer.from([s.id, ...leb(s.contents.length)]), s.contents]),
  ]);
}

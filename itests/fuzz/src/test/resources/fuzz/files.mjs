// As much of node:fs as a program uses that reads one file, writes another and prints, without a disk.

export const INPUT = '/in';
export const OUTPUT = '/out';

const FIRST_DESCRIPTOR = 3;
const REGULAR_FILE = 0o100644;
const NO_TIME = new Date(0);

export class Files {
  constructor(input) {
    this.byPath = new Map([[INPUT, input]]);
    this.open = [];
    this.messages = '';
  }

  say(text) {
    this.messages += text;
  }

  contents(path) {
    const contents = this.byPath.get(path);
    if (!contents) {
      throw Object.assign(new Error(`no ${path}`), { code: 'ENOENT' });
    }
    return contents;
  }

  path(descriptor) {
    return this.open[descriptor - FIRST_DESCRIPTOR];
  }

  stats(path) {
    return {
      dev: 1, ino: path === INPUT ? 1 : 2, mode: REGULAR_FILE, nlink: 1, uid: 0, gid: 0, rdev: 0, blksize: 4096, blocks: 0,
      size: this.contents(path).length,
      atime: NO_TIME, mtime: NO_TIME, ctime: NO_TIME, atimeMs: 0, mtimeMs: 0, ctimeMs: 0,
      isDirectory: () => false,
      isSymbolicLink: () => false,
    };
  }

  lstatSync(path) {
    return this.stats(path);
  }

  statSync(path) {
    return this.stats(path);
  }

  fstatSync(descriptor) {
    return this.stats(this.path(descriptor));
  }

  openSync(path) {
    if (path === OUTPUT) {
      this.byPath.set(path, Buffer.alloc(0));
    }
    this.contents(path);
    return this.open.push(path) - 1 + FIRST_DESCRIPTOR;
  }

  closeSync() {}

  readSync(descriptor, buffer, offset, length, position) {
    const part = this.contents(this.path(descriptor)).subarray(position, position + length);
    new Uint8Array(buffer.buffer, buffer.byteOffset).set(part, offset);
    return part.length;
  }

  writeSync(descriptor, buffer, offset, length) {
    // The memory that this is in changes after.
    const part = Buffer.from(new Uint8Array(buffer.buffer, buffer.byteOffset + offset, length));
    if (descriptor < FIRST_DESCRIPTOR) {
      this.say(part);
    } else {
      const path = this.path(descriptor);
      this.byPath.set(path, Buffer.concat([this.contents(path), part]));
    }
    return length;
  }
}

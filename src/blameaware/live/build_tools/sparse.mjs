// Writes a memory snapshot without what every browser gets from the WebAssembly module anyway, and
// without zeros. The format is described in browser/restore.js.
import {checksum} from '../browser/restore.js';

const BLOCK = 64;

// The memory image that a WebAssembly module's data section makes.
export function staticImage(wasm, size) {
  let at = 8;
  const number = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = wasm[at++];
      value |= (byte & 127) << shift;
      if (!(byte & 128)) return value >>> 0;
    }
  };
  const image = new Uint8Array(size);
  while (at < wasm.length) {
    const section = wasm[at++];
    const length = number();
    if (section !== 11) {
      at += length;
      continue;
    }
    for (let left = number(); left > 0; left--) {
      const flags = number();
      if (flags !== 0 || wasm[at++] !== 0x41) throw new Error('a data segment of another kind');
      const offset = number();
      at++; // the end of the offset's expression
      const bytes = number();
      image.set(wasm.subarray(at, at + bytes), offset);
      at += bytes;
    }
  }
  return image;
}

// `start` is the memory just before a restore: a block may be left out only if the module's data
// section alone explains it there.
export function sparse(snapshot, wasm, start) {
  const head = new Uint32Array(snapshot.buffer, snapshot.byteOffset, 2)[1];
  const memory = snapshot.subarray(head);
  const image = staticImage(wasm, memory.length);
  const grown = new Uint8Array(memory.length);
  grown.set(start.subarray(0, memory.length));
  const runs = [];
  for (let block = 0; block * BLOCK < memory.length; block++) {
    if (explained(memory, image, grown, block * BLOCK)) continue;
    const last = runs.at(-1);
    if (last && last[0] + last[1] === block) last[1]++;
    else runs.push([block, 1]);
  }
  const parts = [new Uint32Array([0x4556494c, 1, head, memory.length, checksum(memory), runs.length])];
  parts.push(snapshot.subarray(0, head), Uint32Array.from(runs.flat()));
  for (const [first, count] of runs) {
    parts.push(memory.subarray(first * BLOCK, (first + count) * BLOCK));
  }
  return Buffer.concat(parts.map((p) => Buffer.from(p.buffer, p.byteOffset, p.byteLength)));
}

function explained(memory, image, start, at) {
  for (let i = at; i < at + BLOCK; i++) {
    if (memory[i] !== image[i] || start[i] !== image[i]) return false;
  }
  return true;
}

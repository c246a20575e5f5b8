// Puts the memory snapshot back. The file holds only the 64-byte blocks of Python's memory that
// differ from what the WebAssembly module itself brings (see build_tools/sparse.mjs):
//   u32 magic, version, header length, memory length, checksum, number of runs;
//   the header that Pyodide expects; per run u32 first block, u32 blocks; the blocks.
const MAGIC = 0x4556494c; // "LIVE"
const VERSION = 1;
const BLOCK = 64;

export function checksum(memory) {
  const words = new Uint32Array(memory.buffer, memory.byteOffset, memory.byteLength >> 2);
  let a = 1;
  for (let i = 0; i < words.length; i++) a = (Math.imul(a, 31) + words[i]) | 0;
  return a >>> 0;
}

// Returns the options for loadPyodide. Throws if the file is not whole.
export function snapshotOptions(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at = (i) => view.getUint32(i * 4, true);
  if (bytes.length < 24 || at(0) !== MAGIC || at(1) !== VERSION) throw new Error('not a snapshot');
  const [header, memory, sum, runs] = [at(2), at(3), at(4), at(5)];
  const table = 24 + header;
  let blocks = 0;
  for (let i = 0; i < runs; i++) blocks += view.getUint32(table + i * 8 + 4, true);
  if (bytes.length !== table + runs * 8 + blocks * BLOCK) throw new Error('snapshot cut short');
  return {
    _loadSnapshot: bytes.slice(24, table),
    _restoreHeap(Module) {
      if (Module.HEAP8.length < memory) Module.growMemory(memory);
      const heap = new Uint8Array(Module.HEAP8.buffer);
      let from = table + runs * 8;
      for (let i = 0; i < runs; i++) {
        const first = view.getUint32(table + i * 8, true) * BLOCK;
        const size = view.getUint32(table + i * 8 + 4, true) * BLOCK;
        heap.set(bytes.subarray(from, from + size), first);
        from += size;
      }
      if (checksum(heap.subarray(0, memory)) !== sum) throw new Error('snapshot does not fit');
    },
  };
}

// Zstandard: the decoder of npm's `zstddec`, which the build makes a file of the site (bundle.mjs).
// From there it needs no `data:` address, which a strict Content-Security-Policy forbids. It is
// twice as fast as one in JavaScript.
import place from 'zstd.wasm';

let decoder; // the instance's exports

export const zstd = (async () => {
  const answer = await fetch(new URL(place, import.meta.url));
  if (!answer.ok) throw new Error(`${answer.status} for ${answer.url}`);
  const imports = {env: {emscripten_notify_memory_growth() {}}};
  const {instance} = await WebAssembly.instantiate(await answer.arrayBuffer(), imports);
  decoder = instance.exports;
})();
zstd.catch(() => {}); // who waits for it hears of it

// Returns the unpacked bytes of a whole frame; throws if it is not whole. `zstd` has to be there.
export function decompress(packed) {
  const from = decoder.malloc(packed.length);
  new Uint8Array(decoder.memory.buffer).set(packed, from);
  const size = Number(decoder.ZSTD_findDecompressedSize(from, packed.length));
  let to = 0;
  try {
    if (!(size >= 0 && size < 2 ** 31)) throw new Error('not a file in Zstandard form');
    to = decoder.malloc(size);
    const found = decoder.ZSTD_decompress(to, size, from, packed.length) >>> 0;
    if (found !== size) throw new Error('a compressed file is cut short or damaged');
    return new Uint8Array(decoder.memory.buffer).slice(to, to + size);
  } finally {
    decoder.free(from);
    if (to) decoder.free(to);
  }
}

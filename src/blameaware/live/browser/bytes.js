// Fetching our own files: precompressed ones beside the originals, on any server.

import {decompress} from 'fzstd';

const GZIP = [0x1f, 0x8b];
const ZSTD = [0x28, 0xb5, 0x2f, 0xfd];

const begins = (bytes, magic) => magic.every((byte, i) => bytes[i] === byte);

async function body(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${answer.status} for ${url}`);
  return new Uint8Array(await answer.arrayBuffer());
}

// Some servers send .gz files with a Content-Encoding, and the browser has then unpacked them
// already. Only the first bytes tell.
export async function fetchBytes(url) {
  const bytes = await body(url);
  if (begins(bytes, GZIP)) {
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  }
  return begins(bytes, ZSTD) ? decompress(bytes) : bytes;
}

// The same at once, while Python waits for it; for .zst and plain files, and only in a worker.
export function fetchNow(url) {
  const call = new XMLHttpRequest();
  call.open('GET', url, false);
  call.responseType = 'arraybuffer';
  call.send();
  if (call.status !== 200) throw new Error(`${call.status} for ${url}`);
  const bytes = new Uint8Array(call.response);
  return begins(bytes, ZSTD) ? decompress(bytes) : bytes;
}

// A response that WebAssembly can compile while it arrives, from the .gz file where that works.
export async function fetchWasm(url) {
  const wasm = {headers: {'Content-Type': 'application/wasm'}};
  try {
    const answer = await fetch(`${url}.gz`);
    if (!answer.ok) throw new Error(String(answer.status));
    const [look, whole] = answer.body.tee();
    const reader = look.getReader();
    const {value} = await reader.read();
    reader.cancel();
    const packed = begins(value, GZIP);
    return new Response(packed ? whole.pipeThrough(new DecompressionStream('gzip')) : whole, wasm);
  } catch (error) {
    console.info('live: no compressed WebAssembly, taking the plain file', error);
    return fetch(url);
  }
}

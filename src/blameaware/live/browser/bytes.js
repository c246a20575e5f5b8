// Fetching our own files: compressed ones, on any server.

import {decompress, zstd} from './zstd.js';

const ZSTD = [0x28, 0xb5, 0x2f, 0xfd];

// Servers may send such files with a Content-Encoding, and the browser has then unpacked them
// already. Only the first bytes tell.
const isPacked = (bytes) => ZSTD.every((byte, i) => bytes[i] === byte);

async function body(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${answer.status} for ${url}`);
  return new Uint8Array(await answer.arrayBuffer());
}

// The unpacked bytes of a file; unpacked not before `turn` has come.
export async function fetchBytes(url, turn) {
  const bytes = await body(url);
  if (!isPacked(bytes)) return bytes;
  await zstd;
  await turn;
  return decompress(bytes);
}

// The same at once, while Python waits for it; only in a worker, and when `zstd` is there.
export function fetchNow(url) {
  const call = new XMLHttpRequest();
  call.open('GET', url, false);
  call.responseType = 'arraybuffer';
  call.send();
  if (call.status !== 200) throw new Error(`${call.status} for ${url}`);
  const bytes = new Uint8Array(call.response);
  return isPacked(bytes) ? decompress(bytes) : bytes;
}

// A WebAssembly module from its compressed file, or from the plain one where that is not to be had.
// `unpacked` is called in between.
export async function fetchModule(url, unpacked) {
  try {
    const bytes = await fetchBytes(`${url}.zst`);
    unpacked();
    return await WebAssembly.compile(bytes);
  } catch (error) {
    unpacked();
    console.info('live: no compressed WebAssembly, taking the plain file', error);
    return WebAssembly.compile(await body(url));
  }
}

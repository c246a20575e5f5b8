// The worker that runs Python: boots it from the snapshot (or plainly), keeps its files, and hands
// messages between the page and the Python module `livecell`.
/* global LIVE_BUILD */
import {fetchBytes, fetchModule, fetchNow} from './bytes.js';
import {Keeper} from './keeper.js';
import {snapshotOptions} from './restore.js';
import {reserve, unpack} from './unpack.js';

const HOME = new URL(LIVE_BUILD.python, import.meta.url).href;
const SITE = '/lib/python3.14/site-packages';
const STDLIB = '/lib/python314.zip';
const NO_ZIP = new Uint8Array([0x50, 0x4b, 5, 6, ...new Array(18).fill(0)]);

const tell = (message, transfer) => self.postMessage(message, transfer);
const wait = new URLSearchParams(self.location.search);
const times = {};
const clock = (name) => {
  times[name] = Math.round(performance.now());
};

let python;
let bridge;
let plain = false;
const keeper = new Keeper(new URL('../../', import.meta.url).pathname, (news) =>
  tell({kind: 'keeper', ...news}),
);

// Everything that has to come over the network starts at once. The WebAssembly is unpacked first and
// compiled (by other threads) while the snapshot is unpacked.
const wanted = LIVE_BUILD.snapshot && !wait.has('plain');
let yieldTurn;
const turn = new Promise((done) => {
  yieldTurn = done;
});
const parts = {
  module: fetchModule(`${HOME}pyodide.asm.wasm`, yieldTurn),
  snapshot: wanted ? fetchBytes(HOME + LIVE_BUILD.snapshot, turn) : null,
  names: wanted ? fetch(`${HOME}site.json`).then((answer) => answer.json()) : null,
  site: wanted ? null : fetchBytes(`${HOME}site.bin.zst`),
  loader: import(/* the pinned Pyodide */ `${HOME}pyodide.mjs`),
  engine: import(/* so that it is there in time */ `${HOME}pyodide.asm.mjs`),
  files: keeper.open(),
};
for (const part of Object.values(parts)) part?.catch(() => {}); // looked at when it is needed

// Pyodide asks for its files itself; it gets those that are on their way already.
const realFetch = self.fetch.bind(self);
let fromSnapshot = false;
self.fetch = (url, ...rest) => {
  const name = String(url?.url ?? url);
  if (name === `${HOME}pyodide.asm.wasm`) return Promise.resolve(new Response());
  if (name === `${HOME}python_stdlib.zip` && fromSnapshot) {
    return Promise.resolve(new Response(NO_ZIP));
  }
  return realFetch(url, ...rest);
};
WebAssembly.instantiateStreaming = async (_answer, imports) => {
  const module = await parts.module;
  return {module, instance: await WebAssembly.instantiate(module, imports)};
};

async function load(options) {
  const {loadPyodide} = await parts.loader;
  return loadPyodide({
    indexURL: HOME,
    stdout: (text) => console.info(text),
    stderr: (text) => console.warn(text),
    ...options,
  });
}

async function restored() {
  if (!parts.snapshot) return null;
  try {
    const options = snapshotOptions(await parts.snapshot);
    clock('snapshot');
    fromSnapshot = true;
    return await load(options);
  } catch (error) {
    console.warn('live: no start from the snapshot, starting plainly', error);
    return null;
  } finally {
    fromSnapshot = false;
  }
}

// What the snapshot makes superfluous at first: the standard library's archive and the packages'
// files. They come when Python asks for one of them, or when there is nothing else to do.
const later = {
  stdlib: {url: `${HOME}python_stdlib.zip`, place: (bytes) => python.FS.writeFile(STDLIB, bytes)},
  site: {url: `${HOME}site.bin.zst`, place: (bytes) => unpack(python.FS, bytes, SITE)},
};

function now(name) {
  const part = later[name];
  if (!part.here) part.place(fetchNow(part.url));
  part.here = true;
}

async function inTime(name) {
  const part = later[name];
  if (part.here) return;
  try {
    const bytes = await fetchBytes(part.url);
    if (part.here) return;
    part.place(bytes);
    part.here = true;
    bridge.arrived(name);
  } catch (error) {
    console.info(`live: ${name} comes later`, error);
  }
}

async function boot() {
  clock('worker');
  python = await restored();
  plain = !python;
  if (plain) python = await load({});
  clock('python');
  if (plain) unpack(python.FS, await (parts.site ?? fetchBytes(later.site.url)), SITE);
  else reserve(python.FS, await parts.names, SITE);
  clock('site');
  await parts.files;
  keeper.attach(python.FS);
  if (plain) python.runPython('import importlib; importlib.invalidate_caches()');
  bridge = python.pyimport('livecell.bridge');
  if (plain) bridge.prepare(LIVE_BUILD.preload.join(' '));
  else bridge.resume(now);
  clock('ready');
  tell({kind: 'ready', plain, times});
}

// What the book wants read before a learner asks for it; says whether it could be done. A fault in
// it costs the head start only.
function getReady(source) {
  try {
    python.runPython(source, {globals: python.toPy({__name__: 'live_idle'})});
    return true;
  } catch (error) {
    console.warn('live: live_idle', error);
    return false;
  }
}

const post = (text, buffers) => {
  const list = buffers ? (buffers.toJs ? buffers.toJs() : buffers) : undefined;
  tell({kind: 'python', text, buffers: list});
};

const jobs = {
  page({assets}) {
    bridge.install(post, python.toPy(assets));
  },
  async run({source}) {
    return bridge.run(source);
  },
  comm({text, buffers}) {
    bridge.on_message(text, buffers);
  },
  async forget() {
    await keeper.forget();
  },
  async idle() {
    if (!plain) {
      await inTime('site');
      await inTime('stdlib');
    }
    return LIVE_BUILD.idle ? getReady(LIVE_BUILD.idle) : null;
  },
};

const booted = boot().catch((error) => {
  tell({kind: 'failed', reason: String(error?.message ?? error)});
  throw error;
});

self.onmessage = async ({data}) => {
  if (data.kind === 'ping') {
    tell({kind: 'pong'});
    keeper.sync();
    return;
  }
  await booted;
  tell({kind: 'begin', id: data.id});
  let result;
  try {
    result = await jobs[data.kind](data);
  } catch (error) {
    console.error('live:', error);
  }
  tell({kind: 'end', id: data.id, result});
  if (data.kind === 'run' || data.kind === 'comm') keeper.sync();
};

// The worker that runs Python: boots it from the snapshot (or plainly), keeps its files, and hands
// messages between the page and the Python module `livecell`.
/* global LIVE_BUILD */
import {fetchBytes, fetchWasm} from './bytes.js';
import {Keeper} from './keeper.js';
import {snapshotOptions} from './restore.js';
import {unpack} from './unpack.js';

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
let stdlib = 'absent'; // or 'here'
const keeper = new Keeper(new URL('../../', import.meta.url).pathname, (news) =>
  tell({kind: 'keeper', ...news}),
);

// Everything that has to come over the network starts at once.
const parts = {
  wasm: fetchWasm(`${HOME}pyodide.asm.wasm`),
  site: fetchBytes(`${HOME}site.bin.gz`),
  snapshot: LIVE_BUILD.snapshot && !wait.has('plain') ? fetchBytes(HOME + LIVE_BUILD.snapshot) : null,
  loader: import(/* the pinned Pyodide */ `${HOME}pyodide.mjs`),
  engine: import(/* so that it is there in time */ `${HOME}pyodide.asm.mjs`),
  files: keeper.open(),
};
parts.snapshot?.catch(() => {}); // looked at when it is needed

const realFetch = self.fetch.bind(self);
let bootFromSnapshot = false;
self.fetch = (url, ...rest) => {
  const name = String(url?.url ?? url);
  if (name === `${HOME}pyodide.asm.wasm` && parts.wasm) {
    const answer = parts.wasm;
    parts.wasm = null;
    return answer;
  }
  if (name === `${HOME}python_stdlib.zip` && bootFromSnapshot) {
    return Promise.resolve(new Response(NO_ZIP));
  }
  return realFetch(url, ...rest);
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
    bootFromSnapshot = true;
    const loaded = await load(options);
    return loaded;
  } catch (error) {
    console.warn('live: no start from the snapshot, starting plainly', error);
    return null;
  } finally {
    bootFromSnapshot = false;
  }
}

// The standard library's archive is not needed for what the snapshot has. It is fetched when a
// module is imported that was not, or when there is nothing else to do.
function needStdlib() {
  if (stdlib === 'here') return;
  const call = new XMLHttpRequest();
  call.open('GET', `${HOME}python_stdlib.zip`, false);
  call.responseType = 'arraybuffer';
  call.send();
  if (call.status !== 200) throw new Error(`the standard library: ${call.status}`);
  placeStdlib(new Uint8Array(call.response));
}

function placeStdlib(bytes) {
  python.FS.writeFile(STDLIB, bytes);
  stdlib = 'here';
}

async function fetchStdlibLater() {
  if (stdlib === 'here') return;
  try {
    const answer = await realFetch(`${HOME}python_stdlib.zip`);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    if (!answer.ok || stdlib === 'here') return;
    placeStdlib(bytes);
    bridge.stdlib_arrived();
  } catch (error) {
    console.info('live: the standard library comes later', error);
  }
}

async function boot() {
  clock('worker');
  python = await restored();
  const plain = !python;
  if (plain) {
    python = await load({});
    stdlib = 'here';
  }
  clock('python');
  unpack(python.FS, await parts.site, SITE);
  clock('site');
  await parts.files;
  keeper.attach(python.FS);
  if (plain) python.runPython('import importlib; importlib.invalidate_caches()');
  bridge = python.pyimport('livecell.bridge');
  if (plain) {
    bridge.prepare();
    for (const name of LIVE_BUILD.preload) python.pyimport(name).destroy();
  } else {
    bridge.resume(needStdlib);
  }
  clock('ready');
  tell({kind: 'ready', plain, times});
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
    await fetchStdlibLater();
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

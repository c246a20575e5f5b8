// Makes the memory snapshot: Python with the widgets and the book's packages already imported.
// Called with one argument, a JSON file with these keys:
//   pyodide    folder with Pyodide's core files     site   the packed packages (see pack.py)
//   archive    file for the standard library, compiled
//   browser    folder with unpack.js, restore.js    preload   modules     bootstrap, compile   Python source
//   warm       Python source to run before the snapshot is taken
//   out        file for the snapshot                facts  file for what was found on the way
import fs from 'node:fs';
import {pathToFileURL} from 'node:url';
import {snapshotOptions} from '../browser/restore.js';
import {unpack} from '../browser/unpack.js';
import {sparse} from './sparse.mjs';

process.on('uncaughtException', (error) => {
  console.error(String(error.stack ?? error).split('\n').filter((l) => l.length < 400).join('\n'));
  process.exit(1);
});

const job = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
const {loadPyodide} = await import(pathToFileURL(`${job.pyodide}/pyodide.mjs`));
const site = fs.readFileSync(job.site);
const SITE = '/lib/python3.14/site-packages';

async function boot(options) {
  const python = await loadPyodide({
    indexURL: `${job.pyodide}/`, stderr: console.error, stdout: () => {}, ...options,
  });
  unpack(python.FS, site, SITE);
  return python;
}

const prepare = (python) =>
  python.runPython(job.bootstrap)(job.preload.join(' '), job.ballast ?? 0, job.warm ?? '');

// A first Python compiles what the second imports.
const first = await boot({});
prepare(first);
const [archive, compiled] = first.runPython(job.compile)();
fs.writeFileSync(job.archive, archive);
const stdLibURL = pathToFileURL(job.archive).href;

const python = await boot({_makeSnapshot: true, stdLibURL});
for (const [path, bytes] of compiled) {
  python.FS.mkdirTree(path.replace(/\/[^/]*$/, ''));
  python.FS.writeFile(path, bytes);
}
const facts = prepare(python);
const whole = python.makeMemorySnapshot();

// The memory as it is just before a restore, from a restore that is broken off there.
let start;
await boot({
  _loadSnapshot: whole,
  _restoreHeap(Module) {
    start = new Uint8Array(Module.HEAP8.buffer.slice(0));
    throw new Error('seen enough');
  },
}).catch((error) => {
  if (!start) throw error;
});
const file = sparse(whole, fs.readFileSync(`${job.pyodide}/pyodide.asm.wasm`), start);

// A snapshot that cannot be restored is worse than none: try it here, not in the reader's browser.
const again = await boot(snapshotOptions(new Uint8Array(file)));
again.runPython('import ipywidgets, livecell.bridge; ipywidgets.IntSlider()');
fs.writeFileSync(job.out, file);
fs.writeFileSync(job.facts, facts);
process.exit(0);

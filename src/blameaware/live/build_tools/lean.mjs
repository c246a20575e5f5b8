// Makes Pyodide's script lean: without what only compiled packages would use. They are linked while
// Python runs, so the script has to offer them everything (drawing, sound, Python's whole C
// interface). A book's packages are pure Python; what they need is what the WebAssembly imports.
// Called with a JSON file: script, wasm, loader (files of Pyodide), node_modules, out (file).
import fs from 'node:fs';
import path from 'node:path';
import {createRequire} from 'node:module';

const HEAD = 'async function _createPyodideModule(moduleArg={}){';
const TAIL = /;?return moduleRtn\}export default _createPyodideModule;\s*$/;
const IMPORTS = /var wasmImports=\{([^}]*)\}/;
const ASSIGN = /function assignWasmExports\(wasmExports\)\{(.*?)\}(?=var (?:wasmImports|__live_absent)=)/s;
const EXPORT = /([\w$]+)=Module\["([^"]+)"\]=wasmExports\["([^"]+)"\](\.value>>>0)?(?:;|$)/g;
const SHARED = /(?<=[;{}])Module\["([\w$]+)"\]=\1;/g;
const SIGNED = /([\w$]+)\.sig="\w*";/g;
const DRAWING = /^emscripten_gl/;

function fail(what) {
  console.error(`pyodide.asm.mjs is not the script we know: ${what}. Is it the pinned version?`);
  process.exit(1);
}

const count = (text, pattern) => {
  const found = new Map();
  for (const [word] of text.matchAll(pattern)) found.set(word, (found.get(word) ?? 0) + 1);
  return found;
};

// What the WebAssembly does not import goes; functions for drawing, which it only knows the place
// of, share one stand-in.
function trimImports(text, wasm) {
  const wanted = new Set(WebAssembly.Module.imports(wasm).map(({name}) => name));
  const [whole, list] = text.match(IMPORTS) ?? fail('no list of imports');
  const entries = list.split(',').map((entry) => entry.split(':'));
  const kept = entries.filter(([name]) => wanted.has(name));
  const missing = kept.length < wanted.size - 4; // some come from elsewhere: memory, table
  if (missing || kept.length === entries.length) fail('the list of imports has another form');
  const pairs = kept.map(([name, value]) =>
    DRAWING.test(name) ? `${name}:__live_absent` : value ? `${name}:${value}` : name,
  );
  const absent = 'var __live_absent=()=>{throw new Error("This Python does not draw")};__live_absent.sig="v";';
  return text.replace(whole, () => `${absent}var wasmImports={${pairs.join(',')}}`);
}

// Each export of the WebAssembly has a variable of its own and a place in Module. Only variables in
// use stay; the places in Module are given in a loop.
function trimExports(text) {
  const [whole, body] = text.match(ASSIGN) ?? fail('no assignment of exports');
  const words = count(text.replace(whole, ''), /[\w$]+/g);
  const names = [...body.matchAll(EXPORT)].map(([, name]) => name);
  if (names.length < 1000) fail('few exports');
  const used = (name) => (words.get(name) ?? 0) > 1;
  const rest = body.replace(EXPORT, (all, name) => (used(name) ? `${all.replace(/;$/, '')};` : ''));
  const loop =
    'for(const[n,v]of Object.entries(wasmExports))Module["_"+n]??=' +
    'v instanceof WebAssembly.Global?v.value>>>0:v;';
  const gone = new Set(names.filter((name) => !used(name)));
  const out = text.replace(whole, () => `function assignWasmExports(wasmExports){${rest}${loop}}`);
  return out.replace(/var ((?:[\w$]+,){500,}[\w$]+);/, (_all, list) =>
    `var ${list.split(',').filter((name) => !gone.has(name)).join(',')};`,
  );
}

// Module offers every helper to linked code; only those that somebody asks for by name stay.
function trimShared(text, loader) {
  const asked = new Set();
  for (const [, name] of text.matchAll(/\bModule\.([\w$]+)/g)) asked.add(name);
  for (const [, name] of loader.matchAll(/[."]([A-Za-z_$][\w$]*)/g)) asked.add(name);
  for (const [, list] of text.matchAll(/\{([^{}]*)\}=Module\b/g)) {
    for (const [name] of list.matchAll(/[\w$]+/g)) asked.add(name);
  }
  const once = (now) => now.replace(SHARED, (all, name) => (asked.has(name) ? all : ''));
  const kept = new Set(text.match(IMPORTS)[1].split(',').map((entry) => entry.split(':').at(-1)));
  kept.add('__live_absent');
  return once(once(text)).replace(SIGNED, (all, name) => (kept.has(name) ? all : ''));
}

// One declaration as esbuild writes it out: a function, or a variable with a function, an object or
// another name as its value. Leaving it out has no effect if nobody refers to it.
const DECLARED = [
  /^(?:async )?function (?<name>[\w$]+)\(.*\{\n(?:(?!\}).*\n)*\}\n/gm,
  /^var (?<name>[\w$]+) = (?:(?:async )?\([^()]*\) => )?\(?\{\n(?:(?!\}).*\n)*\}\)?;\n/gm,
  /^var (?<name>[\w$]+) = (?:\([^()]*\) => .*[^{[(,\n]|[\w$]+|\{\});\n/gm,
  /^(?<name>[\w$]+)\.sig = "\w*";\n/gm,
];

// Leaves out declarations that nothing refers to, until there are no more.
function withoutUnused(text) {
  for (;;) {
    const words = count(text, /(?<![\w$.])[\w$]+/g);
    const before = text.length;
    for (const form of DECLARED) {
      text = text.replace(form, (all, ...rest) => (words.get(rest.at(-1).name) === 1 ? '' : all));
    }
    if (text.length === before) return text;
  }
}

// Names that are declared become short, others keep theirs: a long name that is only in the lean
// script has lost its declaration.
function lost(lean, whole) {
  const names = (text) => new Set(text.match(/(?<![\w$.])[A-Za-z_$][\w$]{3,}/g));
  const known = names(whole);
  const missing = [...names(lean)].filter((name) => !known.has(name));
  if (missing.length) fail(`it would lose ${missing.slice(0, 5).join(', ')}`);
}

// esbuild writes the script out in one form, and small in the end. In between, its function is
// opened, so that what is declared in it stands at the beginning of a line.
async function shake(text, esbuild) {
  const tail = text.match(TAIL);
  if (!text.startsWith(HEAD) || !tail) fail('another beginning or end');
  const options = {format: 'esm', target: ['es2022'], legalComments: 'none', logLevel: 'error'};
  const body = `var moduleArg=__LIVE_IN;${text.slice(HEAD.length, tail.index)};__LIVE_OUT.value=moduleRtn;`;
  const small = async (contents) => (await esbuild.build({
    ...options, stdin: {contents, loader: 'js'}, bundle: true, write: false, minify: true,
    platform: 'node', external: ['ws'], treeShaking: true,
  })).outputFiles[0].text;
  const lean = await small(withoutUnused((await esbuild.transform(body, options)).code));
  lost(lean, await small(body));
  return (
    'async function _createPyodideModule(__LIVE_IN={}){const __LIVE_OUT={};' +
    `${lean};return __LIVE_OUT.value}export default _createPyodideModule;\n`
  );
}

const job = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
const esbuild = createRequire(path.join(job.node_modules, 'x.js'))('esbuild');
const wasm = new WebAssembly.Module(fs.readFileSync(job.wasm));
const whole = fs.readFileSync(job.script, 'utf8');
const loader = fs.readFileSync(job.loader, 'utf8');
const lean = await shake(trimShared(trimExports(trimImports(whole, wasm)), loader), esbuild);
fs.writeFileSync(job.out, lean);
process.exit(0);

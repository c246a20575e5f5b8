// Bundles the browser's modules with esbuild. Called with a JSON file:
//   node_modules, browser (folders), out (folder), define (names the code is given), entries
// Prints JSON: for each entry its script, style sheet and the parts that the script imports at once.
import fs from 'node:fs';
import path from 'node:path';
import {createRequire} from 'node:module';

const job = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
const require = createRequire(path.join(job.node_modules, 'x.js'));
const esbuild = require('esbuild');

// The decoder that `zstddec` has as text, as a file.
const zstd = {
  name: 'zstd',
  setup(build) {
    build.onResolve({filter: /^zstd\.wasm$/}, ({path: name}) => ({path: name, namespace: 'zstd'}));
    build.onLoad({filter: /.*/, namespace: 'zstd'}, () => {
      const script = path.join(job.node_modules, 'zstddec', 'dist', 'zstddec.mjs');
      const found = fs.readFileSync(script, 'utf8').match(/const wasm = "([A-Za-z0-9+/=]+)"/);
      if (!found) throw new Error(`${script} has no decoder in the form we know`);
      return {contents: Buffer.from(found[1], 'base64'), loader: 'file'};
    });
  },
};

const shared = {
  bundle: true, minify: true, write: true, metafile: true, outdir: job.out, legalComments: 'none',
  nodePaths: [job.node_modules], entryNames: '[name]-[hash]', chunkNames: 'part-[hash]',
  assetNames: '[name]-[hash]', logLevel: 'error', target: ['es2022', 'safari16.4'],
  loader: {'.svg': 'dataurl', '.png': 'dataurl', '.gif': 'dataurl'}, define: job.define,
  alias: {
    'sanitize-html': path.join(job.browser, 'sanitize.js'),
    jquery: path.join(job.browser, 'jquery.js'),
  },
  absWorkingDir: job.browser, plugins: [zstd],
};
const found = {};
for (const [name, format] of Object.entries(job.entries)) {
  const result = await esbuild.build({
    ...shared, entryPoints: [path.join(job.browser, `${name}.js`)], format, splitting: format === 'esm',
  });
  for (const [file, about] of Object.entries(result.metafile.outputs)) {
    if (about.entryPoint !== `${name}.js`) continue;
    const parts = about.imports.filter((i) => i.kind === 'import-statement');
    found[name] = {
      js: path.basename(file),
      css: about.cssBundle ? path.basename(about.cssBundle) : null,
      parts: parts.map((i) => path.basename(i.path)),
    };
  }
}
console.log(JSON.stringify(found));

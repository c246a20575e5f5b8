// How long one rewrite of about forty words takes in the browser's Python (Pyodide, under Node).
//
//     node benchmarks/engine/rewrite_in_browser.mjs [--json]
//
// The package is the one in src/, the rewrites are those in training/rewrites. "new statement" is
// the first rewrite that anybody judges of a statement, "same statement" every further one. Each
// is the best of three, in processor time (other programs on the machine do not count); then the median.
import {readFileSync} from 'node:fs'
import {dirname, join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {loadPyodide} from 'pyodide'

const HERE = dirname(fileURLToPath(import.meta.url))
const ROOT = join(HERE, '..', '..')
const LIMIT_MS = 20

const pyodide = await loadPyodide()
for (const [inside, outside] of [['/src', 'src'], ['/training', 'training']]) {
  pyodide.FS.mkdir(inside)
  pyodide.FS.mount(pyodide.FS.filesystems.NODEFS, {root: join(ROOT, outside)}, inside)
}
pyodide.globals.set('cpu_seconds', () => {
  const {user, system} = process.cpuUsage()
  return (user + system) / 1e6
})
const report = JSON.parse(pyodide.runPython(readFileSync(join(HERE, 'rewrite_timing.py'), 'utf8')))

if (process.argv.includes('--json')) {
  console.log(JSON.stringify(report))
} else {
  console.log(`Python ${report.python} in Pyodide ${pyodide.version}, ${report.rewrites} rewrites of ${report.words} words`)
  console.log(`import and first verdict  ${report.first_ms.toFixed(0)} ms`)
  for (const name of ['new statement', 'same statement']) {
    const {median_ms: median, slowest_ms: slowest} = report[name]
    console.log(`${name.padEnd(24)}  median ${median.toFixed(1)} ms, 95th percentile ${slowest.toFixed(1)} ms`)
  }
}
process.exitCode = report['new statement'].median_ms < LIMIT_MS ? 0 : 1

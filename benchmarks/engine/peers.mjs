// Reads a JSON list of texts, runs one npm peer over it, writes {seconds, flags}.
import {text as readAll} from 'node:stream/consumers'

const loaders = {
  alex: async () => {
    const {text} = await import('alex')
    return (sentence) => text(sentence).messages.length > 0
  },
  'write-good': async () => {
    const {default: writeGood} = await import('write-good')
    return (sentence) => writeGood(sentence).length > 0
  },
  'retext-equality': async () => {
    const {unified} = await import('unified')
    const {default: english} = await import('retext-english')
    const {default: equality} = await import('retext-equality')
    const {default: stringify} = await import('retext-stringify')
    const processor = unified().use(english).use(equality).use(stringify)
    return (sentence) => processor.processSync(sentence).messages.length > 0
  },
}

const flagged = await loaders[process.argv[2]]()
const texts = JSON.parse(await readAll(process.stdin))
const begin = process.hrtime.bigint()
const flags = texts.map(flagged)
const seconds = Number(process.hrtime.bigint() - begin) / 1e9
process.stdout.write(JSON.stringify({seconds, flags}))

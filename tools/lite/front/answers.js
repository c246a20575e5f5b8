// One answers file: the notebooks' answers.json and the one that the course's pages keep are the
// same. Whatever one of them writes is taken over by the other, merged where both have news.
import {Keeper} from '../../../src/blameaware/live/browser/keeper.js';
import {merge, sameBytes} from '../../../src/blameaware/live/browser/merge.js';
import {Shelf} from './shelf.js';

const FILE = 'answers.json';
const bytesOf = (text) => new TextEncoder().encode(text);
const textOf = (bytes) => new TextDecoder().decode(bytes);

export class SharedAnswers {
  // `contents` is Jupyter's manager of files, `scope` the path of the course's pages.
  constructor(contents, scope) {
    this.contents = contents;
    this.turn = Promise.resolve(); // files are read and written one after the other
    this.shelf = new Shelf((name, bytes) => name === FILE && this.then(() => this.save(bytes)));
    this.keeper = new Keeper(scope, (news) => this.heard(news));
  }

  heard({forgotten, taken}) {
    if (forgotten) this.then(() => this.forget());
    if (!taken?.length) return;
    // the exercises on this page read their answers again, after the file is there
    const event = new CustomEvent('live:changed', {detail: {ids: taken}});
    this.then(() => document.dispatchEvent(event));
  }

  then(step) {
    this.turn = this.turn.then(step).catch((error) => console.warn('answers: not shared', error));
    return this.turn;
  }

  async start() {
    await this.keeper.open();
    this.keeper.attach(this.shelf);
    await this.then(() => this.meet());
    this.contents.fileChanged.connect((_, {newValue}) => {
      if (newValue?.path === FILE) this.then(() => this.take());
    });
  }

  // Both may have answers from before they met.
  async meet() {
    const here = await this.read();
    const there = this.shelf.files.get(FILE);
    if (!here) return;
    const {bytes} = there ? merge(here, there) : {bytes: here};
    if (!sameBytes(bytes, here)) await this.save(bytes);
    await this.give(bytes);
  }

  // The notebook's file has changed: the pages get it.
  async take() {
    const here = await this.read();
    if (here) await this.give(here);
  }

  async give(bytes) {
    const known = this.shelf.files.get(FILE);
    if (known && sameBytes(known, bytes)) return;
    this.shelf.files.set(FILE, bytes);
    await this.keeper.sync();
  }

  async read() {
    try {
      const {content} = await this.contents.get(FILE, {type: 'file', format: 'text', content: true});
      return bytesOf(typeof content === 'string' ? content : JSON.stringify(content, null, 1));
    } catch {
      return null; // nothing was answered yet
    }
  }

  async save(bytes) {
    const here = await this.read();
    if (here && sameBytes(here, bytes)) return;
    await this.contents.save(FILE, {type: 'file', format: 'text', content: textOf(bytes)});
  }

  async forget() {
    if (await this.read()) await this.contents.delete(FILE);
  }
}

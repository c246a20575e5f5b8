// A live cell: what the page shows of it, and the taking over by Python.
import {remove_buffers} from '@jupyter-widgets/base';
import {drawOutput} from './outputs.js';
import {WORDS} from './words.js';

const names = (state) => [state._model_module, state._model_name, state._view_name].join(' ');
const same = (a, b) => a.length === b.length && a.every((x, i) => x === b[i]);

// Adds the state of a message to what earlier ones have said about the same widget.
function fold(before = {data: {state: {}, buffer_paths: []}, buffers: []}, {content, buffers}) {
  const {state, buffer_paths = []} = content.data;
  const old = before.data.buffer_paths.map((path, i) => [path, before.buffers[i]]);
  const kept = old.filter(([path]) => !(path[0] in state));
  return {
    data: {
      state: {...before.data.state, ...state},
      buffer_paths: [...kept.map(([path]) => path), ...buffer_paths],
    },
    buffers: [...kept.map(([, bytes]) => bytes), ...buffers],
  };
}

export class Cell {
  constructor(el, {source, key, marks}, page) {
    Object.assign(this, {el, source, key, marks, page});
    this.live = false; // Python has taken over
    this.batch = null; // messages of a run, held until it is over
    this.queue = []; // what the reader did before Python was there
    this.touched = new Map(); // model id -> names of values that the reader has changed
    this.out = el.querySelector('.cell_output') ?? this.newOut();
    if (!this.out.parentNode) el.append(this.out);
  }

  newOut() {
    const out = document.createElement('div');
    out.className = 'cell_output docutils container';
    return out;
  }

  // The reader did something: to Python at once, or kept until Python is there.
  outgoing(id, data, buffers) {
    if (data.method === 'update') {
      if (!this.touched.has(id)) this.touched.set(id, new Set());
      for (const name of Object.keys(data.state)) this.touched.get(id).add(name);
    }
    if (this.live) this.page.toPython(id, data, buffers);
    else this.queue.push([id, data, buffers]);
  }

  async run(python) {
    if (this.skip) return;
    this.batch = [];
    const result = JSON.parse((await python.do({kind: 'run', source: this.source})) ?? '{"marks":[]}');
    await this.page.quiet();
    const batch = this.batch;
    this.batch = null;
    try {
      const reason = this.mismatch(batch, result.marks);
      if (reason) await this.replace(batch, reason);
      else await this.adopt(batch);
    } catch (error) {
      console.error('live: could not take over a cell', error);
    }
    this.marks = result.marks;
    this.goLive();
  }

  // Says why the page's widgets are not the ones that Python has made, or nothing.
  mismatch(batch, marks) {
    if (!same(this.marks, marks)) return 'its outputs differ from those saved with the page';
    const {manager} = this.page;
    const opened = new Map(
      batch.filter((m) => m.type === 'comm_open').map((m) => [m.content.comm_id, m.content.data.state]),
    );
    for (const id of manager.comms.keys()) {
      if (!id.startsWith(this.key)) continue;
      const model = manager.comms.get(id).model;
      if (!opened.has(id)) return `it did not make widget ${id} again`;
      if (!model || names(model.attributes) !== names(opened.get(id))) return `widget ${id} is of another kind`;
    }
    if (marks.some((mark) => mark.startsWith('view:') && !manager.has_model(mark.slice(5)))) {
      return 'no state was saved for its widgets';
    }
    return '';
  }

  // The page shows the right widgets already: only the last value of each trait matters, so that
  // nothing flickers through what it was in between. Outputs are on the page.
  async adopt(batch) {
    const last = new Map();
    const rest = [];
    for (const message of batch) {
      const {type, content} = message;
      if (type === 'output' || type === 'clear') continue;
      const state = content.data?.state;
      const known = this.page.manager.has_model(content.comm_id) || last.has(content.comm_id);
      if (state && known) last.set(content.comm_id, fold(last.get(content.comm_id), message));
      else if (type === 'comm_open') await this.message(message);
      else rest.push(message);
    }
    for (const [id, {data, buffers}] of last) await this.take(id, data, buffers);
    for (const message of rest) await this.message(message);
  }

  async replace(batch, reason) {
    const {page} = this;
    if (this.marks.length || this.queue.length) {
      console.info(`live: a cell is replaced by what Python made, because ${reason}`);
    }
    this.queue = [];
    this.touched.clear();
    await page.manager.drop(this.key);
    const old = this.out;
    this.out = this.newOut();
    this.out.classList.add('live-coming');
    old.after(this.out);
    for (const message of batch) await this.message(message);
    this.out.classList.remove('live-coming');
    old.remove();
  }

  goLive() {
    this.live = true;
    const queue = this.queue;
    this.queue = [];
    for (const [id, data, buffers] of queue) this.page.toPython(id, data, buffers);
  }

  // One message of Python's.
  async message(message) {
    const {manager} = this.page;
    if (message.type === 'output') {
      if (this.clearNext) this.out.replaceChildren();
      this.clearNext = false;
      await drawOutput(manager, message.output, this.out);
    } else if (message.type === 'clear') {
      if (message.wait) this.clearNext = true;
      else this.out.replaceChildren();
    } else {
      await this.comm(message, manager);
    }
  }

  async comm({type, content, metadata, buffers}, manager) {
    const id = content.comm_id;
    if (type === 'comm_open') {
      if (manager.has_model(id)) await this.take(id, content.data, buffers);
      else await manager.open(content, metadata, buffers).catch((e) => console.error('live:', e));
    } else if (type === 'comm_close') {
      await manager.close(id);
    } else if (content.data.method === 'update') {
      await this.take(id, content.data, buffers);
    } else if (content.data.method === 'echo_update') {
      // what this page has said itself: there is nobody else to have said it
    } else if (content.data.content?.live === 'download') {
      this.page.download(content.data.content, buffers);
    } else {
      const views = buffers.map((b) => new DataView(b.buffer, b.byteOffset, b.byteLength));
      await manager.comms.get(id)?.receive?.({content, buffers: views});
    }
  }

  // New values from Python. Before Python has taken over, what the reader has changed stays.
  async take(id, {state, buffer_paths = []}, buffers) {
    const mine = this.live ? null : this.touched.get(id);
    const wanted = Object.fromEntries(Object.entries(state).filter(([name]) => !mine?.has(name)));
    const news = new Set(this.page.manager.note(id, wanted, buffer_paths, buffers));
    if (!news.size) return;
    const kept = buffer_paths.map((path, i) => [path, buffers[i]]).filter(([path]) => news.has(path[0]));
    const data = {
      method: 'update',
      state: Object.fromEntries(Object.entries(wanted).filter(([name]) => news.has(name))),
      buffer_paths: kept.map(([path]) => path),
    };
    const views = kept.map(([, b]) => new DataView(b.buffer, b.byteOffset, b.byteLength));
    await this.page.manager.comms.get(id)?.receive?.({content: {comm_id: id, data}, buffers: views});
  }

  // Python is gone and starts again: what the reader has entered will be told to it once more,
  // except what it was working on when it hung.
  rewind(stuck) {
    const pending = this.queue;
    this.live = false;
    this.batch = null;
    this.queue = [];
    if (stuck?.kind === 'run' && stuck.source === this.source) this.stop();
    const guilty = stuck?.kind === 'comm' ? JSON.parse(stuck.text).content : null;
    for (const [id, touched] of this.touched) {
      if (guilty?.comm_id === id) for (const name of Object.keys(guilty.data.state ?? {})) touched.delete(name);
      const model = this.page.manager.comms.get(id)?.model;
      if (!model || !touched.size) continue;
      const values = Object.fromEntries([...touched].map((name) => [name, model.get(name)]));
      const {state, buffer_paths, buffers} = remove_buffers(model.serialize(values));
      this.queue.push([id, {method: 'update', state, buffer_paths}, buffers]);
    }
    this.queue.push(...pending.filter(([, data]) => data.method === 'custom'));
  }

  stop() {
    this.skip = true;
    const note = document.createElement('p');
    note.className = 'live-stopped';
    note.textContent = WORDS.stopped(this.page.python.took);
    this.out.append(note);
  }
}

// The runtime of a page with widgets: draws them from the saved state, starts Python, connects both.
import '@lumino/widgets/style/index.css';
import '@jupyter-widgets/base/css/index.css';
import '@jupyter-widgets/controls/css/labvariables.css';
import '@jupyter-widgets/controls/css/widgets-base.css';
import './live.css';
import {setAssetBase} from './anywidget.js';
import {Cell} from './cell.js';
import {saveFile, listen} from './events.js';
import {Manager} from './manager.js';
import {drawSavedCharts} from './outputs.js';
import {Python} from './python.js';
import {StateLine} from './status.js';
import {WORDS} from './words.js';

const json = (el) => JSON.parse(el?.textContent || 'null');
const toBytes = (b) => (b instanceof Uint8Array ? b : new Uint8Array(b.buffer ?? b, b.byteOffset ?? 0, b.byteLength));

class Page {
  constructor(settings, state) {
    this.settings = settings;
    this.state = state;
    this.limit = settings.limit;
    this.manager = new Manager(this);
    this.cells = [];
    this.chain = Promise.resolve();
    setAssetBase(new URL('assets/', settings.base).href);
  }

  // Widgets from the saved state, before there is any Python.
  async draw() {
    await this.manager.restore(this.state ?? {});
    const hosts = [...document.querySelectorAll('.live-view[data-model]')];
    await Promise.all(hosts.map((host) => this.drawOne(host)));
    await this.manager.settled();
    if (!this.cells.length) await drawSavedCharts();
    document.documentElement.classList.remove('live-wait');
    performance.mark('live-usable');
  }

  async drawOne(host) {
    try {
      if (!this.manager.has_model(host.dataset.model)) throw new Error('no saved state');
      await this.manager.show(host.dataset.model, host);
    } catch (error) {
      console.info('live: a widget waits for Python', error);
      host.parentElement.classList.add('live-undrawn');
    }
  }

  findCells() {
    for (const script of document.querySelectorAll('script.live-code')) {
      this.cells.push(new Cell(script.closest('.cell'), json(script), this));
    }
  }

  cellOf(digits) {
    return this.cells.find((cell) => cell.key === digits.slice(0, 20));
  }

  // From a widget on the page.
  outgoing(comm, data, buffers = []) {
    const id = comm.comm_id;
    if (data.method === 'update') this.manager.note(id, data.state, data.buffer_paths, buffers.map(toBytes));
    this.cellOf(id)?.outgoing(id, data, buffers);
  }

  toPython(id, data, buffers = []) {
    const text = JSON.stringify({msg_type: 'comm_msg', content: {comm_id: id, data}, metadata: {}});
    this.python.do({kind: 'comm', text, buffers: buffers.length ? buffers.map(toBytes) : undefined});
  }

  start() {
    this.line = new StateLine();
    this.line.say(WORDS.starting, 'starting');
    this.python = new Python((news) => this.hear(news), this.limit);
    // Not before the widgets are drawn: the two would slow each other down, and what a reader can
    // do comes first.
    this.drawn.then(drawSavedCharts);
    this.drawn.finally(() => this.python.use(window.livePage.newWorker()));
  }

  hear(news) {
    const {line} = this;
    if (news.kind === 'python') this.fromPython(news);
    else if (news.kind === 'ready') this.begin(news);
    else if (news.kind === 'stuck') this.restart(news.job);
    else if (news.kind === 'keeper') this.storage(news);
    else if (news.kind === 'failed') {
      console.error('live: Python did not start:', news.reason);
      document.documentElement.classList.add('live-failed');
      document.documentElement.classList.remove('live-wait');
      line.say(WORDS.failed, 'failed', {stays: true});
    }
  }

  storage({storage, changed, taken, forgotten}) {
    if (storage === 'none') this.line.hold('storage', WORDS.none);
    if (storage === 'full') this.line.hold('storage', WORDS.full);
    if (storage === 'failed') this.line.hold('storage', WORDS.lost);
    if (storage === 'kept') this.line.drop('storage');
    if (storage) listen.tell('live:storage', {state: storage});
    if (changed && taken.length) this.line.hold('changed', WORDS.changed);
    if (changed) listen.tell('live:changed', {path: changed, ids: taken});
    if (forgotten) location.reload();
  }

  fromPython({text, buffers}) {
    const message = JSON.parse(text);
    message.buffers = (buffers ?? []).map(toBytes);
    const cell = this.cellOf(message.cell) ?? this.cells.at(-1);
    if (cell.batch) {
      cell.batch.push(message);
      return;
    }
    this.chain = this.chain.then(() => cell.message(message)).catch((e) => console.error('live:', e));
  }

  // Resolves when every message that has come in so far is dealt with.
  quiet() {
    return this.chain;
  }

  async begin({plain, times}) {
    const again = this.again;
    performance.mark('live-python');
    this.times = {plain, ...times};
    await this.drawn;
    await this.python.do({kind: 'page', assets: this.settings.assets});
    for (const cell of this.cells) await cell.run(this.python);
    performance.mark('live-ready');
    this.line.say(again ? WORDS.restarted : WORDS.ready, again ? 'restarted' : 'ready');
    listen.tell(again ? 'live:restarted' : 'live:ready', {plain});
    if (this.noIdle) return;
    const detail = await this.python.do({kind: 'idle'});
    performance.mark('live-idle', {detail});
  }

  restart(stuck) {
    console.warn('live: Python did not answer and is started again');
    this.line.say(WORDS.restarting, 'restarting');
    this.again = true;
    this.noIdle ||= stuck?.kind === 'idle';
    for (const cell of this.cells) cell.rewind(stuck);
    this.python.use(window.livePage.newWorker());
  }

  download({name, text, data, type}, buffers) {
    saveFile(name, buffers?.length ? [buffers[0]] : [text ?? data ?? ''], type);
  }

  async forget() {
    await this.python.do({kind: 'forget'});
    location.reload();
  }
}

async function main() {
  const settings = json(document.getElementById('live-settings'));
  settings.base = new URL(settings.base, document.baseURI).href;
  const page = new Page(settings, json(document.getElementById('live-saved')));
  window.livePage = Object.assign(window.livePage ?? {}, {page});
  page.findCells();
  listen.page(page);
  const able = Boolean(window.livePage.newWorker);
  if (page.cells.length && !able) return; // no Python in this browser: the page stays as it is
  document.documentElement.classList.add('live');
  page.drawn = page.draw();
  if (able) page.start();
}

main();

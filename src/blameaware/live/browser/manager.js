// The widget manager of a page: models from the saved state first, taken over by Python later.
import * as base from '@jupyter-widgets/base';
import {ManagerBase} from '@jupyter-widgets/base-manager';
import {Widget} from '@lumino/widgets';
import {AnyModel, AnyView} from './anywidget.js';
import {PageComm} from './comms.js';
import {OutputModel, OutputView} from './outputs.js';

const VERSION = '2.1.0';
const builtIn = {
  '@jupyter-widgets/base': () => base,
  '@jupyter-widgets/output': () => ({OutputModel, OutputView}),
  '@jupyter-widgets/controls': () => import('@jupyter-widgets/controls'),
  anywidget: () => ({AnyModel, AnyView}),
};

const fromBase64 = (textual) => Uint8Array.from(atob(textual), (c) => c.charCodeAt(0));

// Values as they go over the line: `wire` has the JSON text of each trait of each model.
export class Manager extends ManagerBase {
  // `line` has outgoing(comm, data, buffers).
  constructor(line) {
    super();
    this.line = line;
    this.comms = new Map();
    this.wire = new Map();
  }

  async loadClass(name, module) {
    const known = builtIn[module];
    if (!known) throw new Error(`live: no front end for ${module}`);
    const found = (await known())[name];
    if (!found) throw new Error(`live: ${module} has no ${name}`);
    return found;
  }

  async _get_comm_info() {
    return {};
  }

  async _create_comm(_target, id) {
    return this.comm(id);
  }

  comm(id) {
    if (!this.comms.has(id)) this.comms.set(id, new PageComm(id, this.line));
    return this.comms.get(id);
  }

  // Makes models from a saved state ({id: {model_name, model_module, …, state, buffers}}).
  async restore(saved) {
    const made = Object.entries(saved).map(([id, entry]) => {
      const state = structuredClone(entry.state);
      this.note(id, entry.state, entry.buffers?.map((b) => b.path), entry.buffers?.map((b) => fromBase64(b.data)));
      if (entry.buffers?.length) {
        const views = entry.buffers.map((b) => new DataView(fromBase64(b.data).buffer));
        base.put_buffers(state, entry.buffers.map((b) => b.path), views);
      }
      return this.make(id, entry, state);
    });
    await Promise.allSettled(made);
  }

  make(id, {model_name, model_module, model_module_version}, state) {
    const comm = this.comm(id);
    const made = this.new_model({model_name, model_module, model_module_version, model_id: id, comm}, state);
    made.then((model) => {
      comm.model = model;
    }, () => {});
    return made;
  }

  // A widget that Python opens and the page does not know.
  async open(content, metadata, buffers) {
    const {state, buffer_paths = []} = content.data;
    const id = content.comm_id;
    if ((metadata?.version ?? VERSION).split('.')[0] !== '2') throw new Error('live: unknown protocol');
    this.note(id, state, buffer_paths, buffers);
    const own = structuredClone(state);
    base.put_buffers(own, buffer_paths, buffers.map((b) => new DataView(b.buffer, b.byteOffset, b.byteLength)));
    return this.make(id, {
      model_name: own._model_name, model_module: own._model_module,
      model_module_version: own._model_module_version,
    }, own);
  }

  // Remembers values as they went over the line; returns the names of those that are news.
  note(id, state, paths = [], buffers = []) {
    if (!this.wire.has(id)) this.wire.set(id, {});
    const known = this.wire.get(id);
    const news = [];
    for (const [name, value] of Object.entries(state)) {
      const own = paths.map((p, i) => [p, buffers[i]]).filter(([p]) => p[0] === name);
      let text = JSON.stringify(value);
      for (const [path, bytes] of own) text += `${path}:${bytes.byteLength}:${fingerprint(bytes)}`;
      if (known[name] !== text) news.push(name);
      known[name] = text;
    }
    return news;
  }

  async close(id) {
    const comm = this.comms.get(id);
    this.comms.delete(id);
    this.wire.delete(id);
    await comm?.closed?.({});
  }

  async show(id, host) {
    const model = await this.get_model(id);
    const view = await this.create_view(model);
    Widget.attach(view.luminoWidget ?? view.pWidget, host);
    return view;
  }

  // Resolves when all views are drawn, those inside of others too.
  async settled() {
    for (let before = -1; ; ) {
      const models = await Promise.allSettled(Object.values(this._models));
      const views = models.flatMap((m) => Object.values(m.value?.views ?? {}));
      await Promise.allSettled(views);
      if (views.length === before) return;
      before = views.length;
      await new Promise((next) => setTimeout(next));
    }
  }

  // Takes away every model whose id begins with `digits`.
  async drop(digits) {
    for (const id of [...this.comms.keys()]) {
      if (!id.startsWith(digits)) continue;
      const model = await this._models[id]?.catch(() => null);
      delete this._models[id];
      this.comms.delete(id);
      this.wire.delete(id);
      if (model) await model.close(true);
    }
  }
}

function fingerprint(bytes) {
  const view = new Uint8Array(bytes.buffer ?? bytes, bytes.byteOffset ?? 0, bytes.byteLength);
  let sum = 7;
  for (const byte of view) sum = (Math.imul(sum, 31) + byte) | 0;
  return sum;
}

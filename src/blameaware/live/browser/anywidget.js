// anywidget's front-end modules, loaded from files of the site instead of from text in the page, so
// that they work under a strict Content-Security-Policy.
// The protocol is anywidget's: https://anywidget.dev/en/afm/
import {DOMWidgetModel, DOMWidgetView} from '@jupyter-widgets/base';

const ASSET = 'live-asset:';
const modules = new Map();
const styled = new Set();
let assetBase = '';

export function setAssetBase(url) {
  assetBase = url;
}

async function importText(source) {
  const url = URL.createObjectURL(new Blob([source], {type: 'text/javascript'}));
  try {
    return await import(url);
  } finally {
    URL.revokeObjectURL(url);
  }
}

function load(esm) {
  if (!modules.has(esm)) {
    const isAsset = esm.startsWith(ASSET);
    const found = isAsset ? import(`${assetBase}${esm.slice(ASSET.length)}.js`) : importText(esm);
    modules.set(esm, found.then(async (module) => {
      const widget = module.default ?? module;
      return typeof widget === 'function' ? widget() : widget;
    }));
  }
  return modules.get(esm);
}

function style(css) {
  if (!css || styled.has(css)) return;
  styled.add(css);
  if (css.startsWith(ASSET)) {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = `${assetBase}${css.slice(ASSET.length)}.css`;
    document.head.append(link);
    return new Promise((done) => {
      link.onload = link.onerror = done;
    });
  }
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

// What a front-end module sees of a model: no Backbone, listeners that end with their context.
function proxy(model, context) {
  return {
    get: (name) => model.get(name),
    set: (name, value) => model.set(name, value),
    save_changes: () => model.save_changes(),
    send: (content, callbacks, buffers) => model.send(content, callbacks, buffers),
    on: (name, handler) => model.on(name, handler, context),
    off: (name, handler) => model.off(name, handler, context),
    widget_manager: model.widget_manager,
  };
}

let commands = 0;

function invoke(model, name, msg, {buffers = [], signal} = {}) {
  const id = `command-${++commands}`;
  return new Promise((resolve, reject) => {
    const done = () => model.off('msg:custom', answer);
    const answer = (content, more) => {
      if (content?.id !== id) return;
      done();
      resolve([content.response, more ?? []]);
    };
    signal?.addEventListener('abort', () => (done(), reject(signal.reason)));
    model.on('msg:custom', answer);
    model.send({id, kind: 'anywidget-command', name, msg}, undefined, buffers);
  });
}

export class AnyModel extends DOMWidgetModel {
  initialize(attributes, options) {
    super.initialize(attributes, options);
    this.ended = new AbortController();
    this.front = this.begin();
    this.front.catch(() => {}); // the view shows what went wrong
    this.once('destroy', () => this.ended.abort());
  }

  async begin() {
    const styleReady = style(this.get('_css'));
    const widget = await load(this.get('_esm'));
    await styleReady;
    const signal = this.ended.signal;
    const cleanup = await widget.initialize?.({
      model: proxy(this, signal), signal,
      experimental: {invoke: (...args) => invoke(this, ...args)},
    });
    if (cleanup) signal.addEventListener('abort', cleanup);
    return widget;
  }

  serialize(state) {
    // values may hold buffers, which JSON would lose
    for (const [name, value] of Object.entries(state)) {
      const own = this.constructor.serializers?.[name]?.serialize;
      state[name] = own ? own(value, this) : structuredClone(value);
    }
    return state;
  }
}

export class AnyView extends DOMWidgetView {
  async render() {
    super.render();
    const ended = new AbortController();
    this.once('remove', () => ended.abort());
    const {signal} = ended;
    const widget = await this.model.front;
    const cleanup = await widget.render?.({
      model: proxy(this.model, signal), el: this.el, signal,
      experimental: {invoke: (...args) => invoke(this.model, ...args)},
    });
    if (cleanup) signal.addEventListener('abort', cleanup);
  }
}

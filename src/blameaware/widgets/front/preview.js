// The page behind `blameaware bank preview`: models that speak with Python over HTTP.
//
// ?theme=dark or light names the theme as the book does. ?late waits with Python until
// window.startPython() is called; what happens before is queued, as in the live page.

const search = new URLSearchParams(location.search);
if (search.has("theme")) document.documentElement.dataset.theme = search.get("theme");
let live = !search.has("late");
const waiting = [];
let chain = Promise.resolve();
window.pythonErrors = [];

function post(id, data) {
  if (!live) return waiting.push([id, data]);
  chain = chain.then(async () => {
    const answer = await fetch("send", { method: "POST", body: JSON.stringify({ id, data }) });
    if (!answer.ok) return window.pythonErrors.push(await answer.text());
    for (const message of await answer.json()) window.models[message.id].take(message);
  });
  return chain;
}
window.startPython = () => {
  live = true;
  for (const [id, data] of waiting.splice(0)) post(id, data);
  return chain;
};
window.settled = async () => {
  let last = null;
  while (last !== chain) {
    last = chain;
    await last;
  }
};

class Model {
  constructor(id, state) {
    this.id = id;
    this.state = { ...state };
    this.changed = {};
    this.listeners = {};
  }
  get(name) {
    return this.state[name];
  }
  set(name, value) {
    this.state[name] = value;
    this.changed[name] = value;
    this.tell(`change:${name}`);
  }
  save_changes() {
    const state = this.changed;
    this.changed = {};
    if (Object.keys(state).length) post(this.id, { method: "update", state, buffer_paths: [] });
  }
  send(content) {
    post(this.id, { method: "custom", content });
  }
  on(type, listener) {
    (this.listeners[type] ||= new Set()).add(listener);
  }
  off(type, listener) {
    this.listeners[type]?.delete(listener);
  }
  tell(type, ...values) {
    for (const listener of this.listeners[type] || []) listener(...values);
  }
  take(message) {
    if (message.method === "custom") return this.tell("msg:custom", message.content, []);
    if (message.method !== "update") return undefined;
    Object.assign(this.state, message.state);
    for (const name of Object.keys(message.state)) this.tell(`change:${name}`);
    return undefined;
  }
}

window.models = {};
const state = await (await fetch("state")).json();
for (const { id, ...traits } of state) {
  const sheet = document.createElement("link");
  sheet.rel = "stylesheet";
  sheet.href = `style/${id}.css`;
  document.head.append(sheet);
  const model = (window.models[id] = new Model(id, traits));
  const el = document.createElement("div");
  document.getElementById("cards").append(el);
  const widget = await import(`./module/${id}.js`);
  await widget.default.render({ model, el });
}
document.body.dataset.drawn = "1";

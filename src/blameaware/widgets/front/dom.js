// Making DOM nodes. Text only ever becomes text: nothing here reads HTML from data.

const AS_PROPERTY = new Set(["value", "checked", "disabled", "selected", "open", "hidden", "indeterminate"]);

// h("p", {class: "x", on: {click: f}}, "text", node, [more]) makes a node. Children that are
// null, undefined, false or "" are left out; attributes likewise.
export function h(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "on") {
      for (const [type, listener] of Object.entries(value)) node.addEventListener(type, listener);
    } else if (AS_PROPERTY.has(name)) {
      node[name] = value;
    } else if (value !== null && value !== undefined && value !== false) {
      node.setAttribute(name, value === true ? "" : String(value));
    }
  }
  put(node, ...children);
  return node;
}

export function put(node, ...children) {
  node.append(
    ...children.flat(4).filter((c) => c !== null && c !== undefined && c !== false && c !== ""),
  );
}

// Replaces what a node holds.
export function fill(node, ...children) {
  node.replaceChildren();
  put(node, ...children);
}

// "{n} of {m}" with {n: 1, m: 2} is "1 of 2".
export function words(template, values = {}) {
  return String(template || "").replace(/\{(\w+)\}/g, (whole, name) =>
    name in values ? String(values[name]) : whole,
  );
}

let made = 0;
// An id for one node of this page, to tie labels and descriptions to fields.
export function freshId(name) {
  made += 1;
  return `ba-${name}-${made}-${Math.random().toString(36).slice(2, 8)}`;
}

// Text that only a screen reader reads.
export function aside(text) {
  return h("span", { class: "ba-aside" }, text);
}

// Paragraphs of a text: an empty line parts them.
export function paragraphs(text, attributes = {}) {
  return String(text || "")
    .split(/\n\s*\n/)
    .map((part) => h("p", attributes, part.trim()));
}

// What is in quotation marks stays so, everything else gets them.
export function quoted(text) {
  const said = String(text || "").trim();
  return /^[“"«„]/.test(said) ? said : `“${said}”`;
}

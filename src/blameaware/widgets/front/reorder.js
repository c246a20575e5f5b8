// A list to put in order: buttons up and down for every row, and a handle to drag by.

import { aside, fill, h, words } from "./dom.js";
import { noteUnder } from "./under.js";

// entries are [{id, text}]; changed(ids) is called after each move.
export function reorder(context, entries, label, changed) {
  const { t } = context;
  const list = h("ol", { class: "ba-order", "aria-label": label });
  const spoken = h("p", { class: "ba-aside", role: "status" });
  let order = entries.map((entry) => entry.id);
  const rows = new Map(entries.map((entry) => [entry.id, makeRow(entry)]));

  function makeRow(entry) {
    const why = noteUnder(context, `row-${entry.id}`);
    const number = h("span", { class: "ba-number", "aria-hidden": "true" });
    const up = mover(entry, -1, "↑", t.up);
    const down = mover(entry, 1, "↓", t.down);
    const handle = h("span", { class: "ba-handle", "aria-hidden": "true", title: t.drag }, "⠿");
    const node = h(
      "li",
      {},
      h("div", { class: "ba-rung" }, handle, number, h("span", { class: "ba-rung-text", dir: "auto" }, entry.text), up, down),
      why.node,
    );
    handle.addEventListener("pointerdown", (event) => drag(event, entry.id, node, handle));
    return { node, why, number, up, down };
  }
  function mover(entry, step, sign, name) {
    return h(
      "button",
      { type: "button", class: "ba-step", on: { click: () => move(entry.id, order.indexOf(entry.id) + step, step) } },
      h("span", { "aria-hidden": "true" }, sign),
      aside(words(name, { text: entry.text })),
    );
  }
  function place(id, to) {
    order = order.filter((name) => name !== id);
    order.splice(to, 0, id);
    draw();
  }
  function move(id, to, step) {
    if (to < 0 || to >= order.length) return;
    place(id, to);
    const row = rows.get(id);
    // At an end the button that was pressed is off: the other one takes the focus.
    const [used, other] = step < 0 ? [row.up, row.down] : [row.down, row.up];
    (used.disabled ? other : used).focus();
    spoken.textContent = words(t.place, { n: to + 1, m: order.length });
    changed([...order]);
  }
  function drag(event, id, node, handle) {
    if (event.button > 0) return;
    event.preventDefault();
    const before = order.join();
    handle.setPointerCapture(event.pointerId);
    node.classList.add("ba-dragged");
    const follow = (at) => {
      const to = order.findIndex((name) => {
        const box = rows.get(name).node.getBoundingClientRect();
        return at.clientY < box.bottom;
      });
      const target = to < 0 ? order.length - 1 : to;
      if (order[target] !== id) {
        place(id, target);
        // Moving the row in the page lets go of the pointer in some browsers.
        if (!handle.hasPointerCapture(at.pointerId)) handle.setPointerCapture(at.pointerId);
      }
    };
    const stop = () => {
      handle.removeEventListener("pointermove", follow);
      handle.removeEventListener("pointerup", stop);
      handle.removeEventListener("pointercancel", stop);
      node.classList.remove("ba-dragged");
      if (order.join() !== before) changed([...order]);
    };
    handle.addEventListener("pointermove", follow);
    handle.addEventListener("pointerup", stop);
    handle.addEventListener("pointercancel", stop);
  }
  function draw() {
    order.forEach((id, index) => {
      const row = rows.get(id);
      if (list.children[index] !== row.node) list.insertBefore(row.node, list.children[index] || null);
      fill(row.number, `${index + 1}.`);
      row.up.disabled = index === 0;
      row.down.disabled = index === order.length - 1;
    });
  }
  draw();
  return {
    node: [list, spoken],
    get order() {
      return [...order];
    },
    // Shows an order from an answer; ids that are missing keep their place at the end.
    set(ids) {
      const known = (Array.isArray(ids) ? ids : []).filter((id) => rows.has(id));
      const rest = entries.map((entry) => entry.id).filter((id) => !known.includes(id));
      order = [...new Set(known), ...rest];
      draw();
    },
    notes(byId) {
      for (const [id, row] of rows) row.why.draw(byId[id]);
    },
  };
}

// Spot: mark the words that blame. Each word can be marked by a click, a tap, a drag across words,
// or by keyboard: arrow keys walk, Space marks, Shift with an arrow marks on the way.

import { aside, fill, h, words } from "./dom.js";

export function spot(context) {
  const { view, t } = context;
  const tokens = [];
  const help = context.id("help");
  const box = h("div", {
    class: `ba-text ba-form-${view.form}`,
    role: "listbox",
    "aria-multiselectable": "true",
    "aria-label": t.words_label,
    "aria-describedby": help,
  });
  const list = h("ul", { class: "ba-marks", "aria-live": "polite" });
  let at = 0; // the word that the Tab key reaches
  let painting = null; // whether a drag marks or clears, null when there is none

  (view.lines || []).forEach((line, lineIndex) => {
    const row = h("div", { class: "ba-line", role: "presentation" });
    if (line.speaker) row.append(h("b", { class: "ba-speaker", role: "presentation" }, `${line.speaker}: `));
    for (const [start, end, text] of line.words) {
      const index = tokens.length;
      const node = h(
        "span",
        { class: "ba-word", role: "option", "aria-selected": "false", tabindex: index === 0 ? "0" : "-1" },
        text,
      );
      node.dataset.index = String(index);
      tokens.push({ node, start, end, text, line: lineIndex });
      row.append(node, " ");
    }
    box.append(row);
  });

  const marked = (index) => tokens[index].node.getAttribute("aria-selected") === "true";
  function mark(index, on) {
    tokens[index].node.setAttribute("aria-selected", String(on));
  }
  function focus(index) {
    tokens[at].node.tabIndex = -1;
    at = Math.max(0, Math.min(tokens.length - 1, index));
    tokens[at].node.tabIndex = 0;
    tokens[at].node.focus();
  }
  // Neighbors on one line that are both marked are one span.
  function spans() {
    const found = [];
    tokens.forEach((token, index) => {
      if (!marked(index)) return;
      const last = found[found.length - 1];
      if (last && last.to === index - 1 && tokens[last.to].line === token.line) {
        last.to = index;
      } else {
        found.push({ from: index, to: index });
      }
    });
    return found;
  }
  function rowOf({ from, to }) {
    const text = tokens.slice(from, to + 1).map((token) => token.text).join(" ");
    const unmark = () => {
      for (let i = from; i <= to; i += 1) mark(i, false);
      changed();
      focus(from);
    };
    return h(
      "li",
      {},
      h("span", { dir: "auto" }, `“${text}”`),
      h("button", { type: "button", class: "ba-quiet", on: { click: unmark } }, t.unmark, aside(`: ${text}`)),
    );
  }
  function drawList() {
    const found = spans();
    fill(list, found.length ? found.map(rowOf) : h("li", { class: "ba-none" }, t.no_marks));
    for (let index = 0; index < tokens.length; index += 1) {
      const next = index + 1 < tokens.length && marked(index + 1) && tokens[index + 1].line === tokens[index].line;
      tokens[index].node.classList.toggle("ba-joined", marked(index) && next);
    }
    const verb = view.graded ? "save" : "check";
    const many = ["none", "one"][found.length] || "many";
    check.textContent = words(t[`${verb}_${many}`], { n: found.length });
  }
  function changed() {
    drawList();
    context.edit({ value: spans().map(({ from, to }) => [tokens[from].start, tokens[to].end]) });
  }

  const indexOf = (node) => {
    const word = node && node.closest ? node.closest(".ba-word") : null;
    return word && box.contains(word) ? Number(word.dataset.index) : null;
  };
  box.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step) {
      const to = at + step;
      if (event.shiftKey && to >= 0 && to < tokens.length) {
        mark(at, true);
        mark(to, true);
        changed();
      }
      focus(to);
    } else if (event.key === "Home" || event.key === "End") {
      focus(event.key === "Home" ? 0 : tokens.length - 1);
    } else if (event.key === " " || event.key === "Enter") {
      mark(at, !marked(at));
      changed();
    } else {
      return;
    }
    event.preventDefault();
  });
  box.addEventListener("pointerdown", (event) => {
    const index = indexOf(event.target);
    if (index === null || event.button > 0) return;
    if (event.pointerType === "mouse") {
      event.preventDefault();
      painting = !marked(index);
      mark(index, painting);
      focus(index);
    }
  });
  box.addEventListener("pointerover", (event) => {
    const index = indexOf(event.target);
    if (painting !== null && index !== null) mark(index, painting);
  });
  const stop = () => {
    if (painting !== null) {
      painting = null;
      changed();
    }
  };
  box.addEventListener("pointerup", stop);
  box.addEventListener("pointerleave", stop);
  // A tap arrives as a click; a mouse has been served above.
  box.addEventListener("click", (event) => {
    const index = indexOf(event.target);
    if (index === null || event.pointerType === "mouse") return;
    mark(index, !marked(index));
    focus(index);
    changed();
  });

  const check = h("button", {
    type: "button",
    class: "ba-main",
    on: {
      click: () => {
        // No marks is an answer: nothing blames here.
        if (!spans().length) context.edit({ value: [] });
        context.say(view.graded ? t.saving : t.checking);
        context.act("check");
      },
    },
  });
  return {
    body: [
      view.context && h("p", { class: "ba-context" }, view.context),
      h("p", { class: "ba-prompt" }, t.prompt),
      h("p", { class: "ba-context", id: help }, t.how),
      box,
      h("b", { class: "ba-small" }, t.marks),
      list,
    ],
    noCheck: true,
    buttons: check,
    show: (answer) => {
      const value = Array.isArray(answer.value) ? answer.value : [];
      tokens.forEach((token, index) => {
        const covered = value.some((span) => Array.isArray(span) && span[0] < token.end && span[1] > token.start);
        mark(index, covered);
      });
      drawList();
    },
  };
}

// Scenario: a conversation that branches. It runs from the view alone, before Python is there;
// the answer is the path of choices. What was said stays visible, and each step can be taken back.

import { aside, fill, h, words } from "./dom.js";

export function scenario(context) {
  const { view, t } = context;
  const nodes = Object.fromEntries((view.nodes || []).map((node) => [node.id, node]));
  const talk = h("div", { class: "ba-talk", role: "log", "aria-label": t.talk, tabindex: "0" });
  const next = h("div", { class: "ba-turns", role: "group", "aria-label": t.your_turn });
  const step = h("span", { class: "ba-count" });
  let path = [];

  function walk() {
    const steps = [];
    let here = nodes[view.start];
    for (const id of path) {
      const turn = here && (here.choice || []).find((choice) => choice.id === id);
      if (!turn || !nodes[turn.to]) break;
      steps.push({ node: here, turn });
      here = nodes[turn.to];
    }
    path = steps.map(({ turn }) => turn.id);
    return { steps, here };
  }
  function bubble(node) {
    return h(
      "p",
      { class: `ba-say ${node.speaker === t.you_speaker ? "ba-me" : ""} ${node.speaker ? "" : "ba-told"}`, dir: "auto" },
      node.speaker && h("small", {}, node.speaker),
      node.says,
    );
  }
  function draw(moved) {
    const { steps, here } = walk();
    step.textContent = words(t.step, { n: steps.length + 1 });
    const said = steps.flatMap(({ node, turn }, index) => [
      bubble(node),
      h(
        "div",
        { class: "ba-mine" },
        h("p", { class: "ba-say ba-me", dir: "auto" }, h("small", {}, t.you), turn.text),
        turn.note && h("p", { class: "ba-turn-note" }, turn.note),
        h(
          "button",
          { type: "button", class: "ba-quiet", on: { click: () => back(index) } },
          t.back,
          aside(` (${words(t.step, { n: index + 1 })})`),
        ),
      ),
    ]);
    const end = here && (here.end || ((here.choice || []).length ? "" : "open"));
    const shown = [...said, here && bubble(here), here && here.lesson && ending(here)];
    // Only what is new is added, so that a screen reader reads just that.
    if (moved && talk.children.length && moved.kept <= talk.children.length) {
      while (talk.children.length > moved.kept) talk.lastChild.remove();
      talk.append(...shown.filter(Boolean).slice(moved.kept));
    } else {
      fill(talk, shown);
    }
    fill(
      next,
      end
        ? h("button", { type: "button", class: "ba-main", on: { click: () => back(0) } }, t.again)
        : (here ? here.choice || [] : []).map((choice) =>
            h("button", { type: "button", class: "ba-turn", dir: "auto", on: { click: () => take(choice) } }, choice.text),
          ),
    );
    if (moved) (next.querySelector("button") || talk).focus({ preventScroll: true });
  }
  function ending(node) {
    return h(
      "div",
      { class: `ba-end ba-end-${node.end}` },
      h("b", { class: "ba-small" }, t[`end_${node.end}`]),
      h("p", {}, node.lesson),
    );
  }
  function take(choice) {
    const kept = path.length * 2 + 1;
    path = [...path, choice.id];
    context.edit({ value: [...path] });
    draw({ kept });
    const { here } = walk();
    if (here && !(here.choice || []).length) context.act("check");
    talk.lastChild.scrollIntoView({ block: "nearest" });
  }
  function back(index) {
    path = path.slice(0, index);
    context.edit({ value: [...path] });
    draw({ kept: index * 2 });
  }
  return {
    body: [
      h("div", { class: "ba-over" }, h("p", { class: "ba-prompt" }, view.title_text), step),
      h("p", { class: "ba-context" }, view.setting),
      h("p", { class: "ba-context" }, view.role),
      talk,
      next,
    ],
    noCheck: true,
    show: (answer) => {
      path = Array.isArray(answer.value) ? answer.value.filter((id) => typeof id === "string") : [];
      draw(null);
    },
    places: () => true,
  };
}

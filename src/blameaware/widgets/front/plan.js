// Plan: where to start, what will have happened after 30, 60 and 90 days, what to watch.

import { fill, h } from "./dom.js";
import { filesRow } from "./files-row.js";
import { noteUnder, tagged } from "./under.js";

export function plan(context) {
  const { view, t } = context;
  const changed = () => {
    mark();
    context.edit({ value: read() });
  };
  const teams = group(t.team, view.teams, view.criteria, "radio");
  const incidents = group(t.incidents, view.incidents, view.incident_criteria, "checkbox");
  const measures = group(t.measures, view.measures, [], "checkbox");
  const stages = ["30", "60", "90"].map((stage) => {
    const why = noteUnder(context, `stage-${stage}`);
    const field = h("textarea", { id: context.id(`stage-${stage}`), rows: "2", dir: "auto", "aria-describedby": why.node.id, on: { input: changed } });
    return { stage, field, why, node: h("div", {}, h("label", { for: field.id }, t[`day_${stage}`]), field, why.node) };
  });
  const start = h("input", { type: "date", id: context.id("start"), on: { input: changed } });
  const files = h("div", {});

  function group(label, rows, criteria, type) {
    const name = context.id(`plan-${label}`);
    const made = (rows || []).map((row) => {
      const why = noteUnder(context, row.id);
      const input = h("input", { type, name, value: row.id, "aria-describedby": why.node.id, on: { change: () => changed() } });
      const notes = (row.notes || []).map((note, i) => h("li", {}, criteria[i] ? `${criteria[i]}: ${note}` : note));
      const node = h(
        "div",
        { class: "ba-option" },
        h("label", { class: "ba-choice" }, input, h("span", {}, h("b", {}, row.name), notes.length ? h("ul", { class: "ba-criteria-list" }, notes) : null)),
        why.node,
      );
      return { row, input, why, node };
    });
    const picked = () => made.filter((one) => one.input.checked).map((one) => one.row.id);
    return { made, picked, node: h("fieldset", { class: "ba-options" }, h("legend", {}, label), made.map((one) => one.node)) };
  }
  const all = () => [...teams.made, ...incidents.made, ...measures.made];
  function mark() {
    for (const one of all()) one.input.parentNode.classList.toggle("ba-picked", one.input.checked);
  }
  const read = () => ({
    team: teams.picked()[0] || "",
    incidents: incidents.picked(),
    stages: Object.fromEntries(stages.map(({ stage, field }) => [stage, field.value])),
    measures: measures.picked(),
    start: start.value,
  });
  return {
    body: [
      h("p", { class: "ba-prompt" }, view.title_text),
      h("p", { class: "ba-context" }, view.context),
      teams.node,
      incidents.node,
      stages.map((stage) => stage.node),
      measures.node,
      h("label", { for: start.id }, t.start),
      start,
      files,
    ],
    ready: () => (teams.picked().length ? "" : t.empty),
    show: (answer) => {
      const value = answer.value && typeof answer.value === "object" ? answer.value : {};
      const list = (name) => (Array.isArray(value[name]) ? value[name] : []);
      for (const one of teams.made) one.input.checked = value.team === one.row.id;
      for (const one of incidents.made) one.input.checked = list("incidents").includes(one.row.id);
      for (const one of measures.made) one.input.checked = list("measures").includes(one.row.id);
      for (const { stage, field } of stages) {
        const kept = (value.stages || {})[stage];
        const next = typeof kept === "string" ? kept : "";
        if (field.value !== next) field.value = next;
      }
      start.value = typeof value.start === "string" ? value.start : "";
      mark();
    },
    feedback: (feedback) => {
      const notes = tagged(feedback);
      for (const one of all()) one.why.draw(notes[one.row.id]);
      for (const { stage, why } of stages) why.draw(notes[stage]);
      fill(files, filesRow(feedback.files));
    },
    places: (note) => all().some((one) => one.row.id === note.tag) || ["30", "60", "90"].includes(note.tag),
  };
}

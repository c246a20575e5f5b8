// Form fields from data: {id, label, type, value, …}. Types: number, choice, text, line, date, checks.

import { h } from "./dom.js";

// Returns {node, read(), show(values)}; changed() is called after every change.
export function fields(context, specs, changed) {
  const made = specs.map((spec) => [spec, (MAKERS[spec.type] || number)(context, spec, changed)]);
  return {
    nodes: made.map(([, field]) => field.node),
    read: () => Object.fromEntries(made.map(([spec, field]) => [spec.id, field.read()])),
    show: (values) => {
      for (const [spec, field] of made) field.show(values && spec.id in values ? values[spec.id] : spec.value);
    },
  };
}

function labelled(context, spec, input) {
  const id = context.id(`field-${spec.id}`);
  input.id = id;
  const help = spec.help ? h("p", { class: "ba-help", id: `${id}-help` }, spec.help) : null;
  if (help) input.setAttribute("aria-describedby", help.id);
  return h(
    "div",
    { class: `ba-field ba-field-${spec.type}` },
    h("label", { for: id }, spec.label, spec.unit ? h("span", { class: "ba-unit" }, ` (${spec.unit})`) : null),
    // Above its field, so that the fields of a row stand level.
    help,
    input,
  );
}

function number(context, spec, changed) {
  const input = h("input", { type: "number", min: spec.min, max: spec.max, step: spec.step || "any", inputmode: "decimal", on: { input: changed } });
  return {
    node: labelled(context, spec, input),
    read: () => (input.value === "" || !Number.isFinite(input.valueAsNumber) ? null : input.valueAsNumber),
    show: (value) => {
      const next = typeof value === "number" ? String(value) : "";
      if (Number(input.value) !== Number(next) || input.value === "") input.value = next;
    },
  };
}

function choice(context, spec, changed) {
  const input = h("select", { on: { change: changed } }, spec.options.map(([value, label]) => h("option", { value }, label)));
  return {
    node: labelled(context, spec, input),
    read: () => input.value,
    show: (value) => {
      input.value = spec.options.some(([known]) => known === value) ? value : spec.options[0][0];
    },
  };
}

function text(context, spec, changed) {
  const input = h("textarea", { rows: spec.rows || 4, dir: "auto", placeholder: spec.placeholder || null, on: { input: changed } });
  return plain(context, spec, input);
}

function line(context, spec, changed) {
  const input = h("input", { type: spec.type === "date" ? "date" : "text", dir: "auto", maxlength: spec.most || null, autocomplete: "off", on: { input: changed } });
  return plain(context, spec, input);
}

function plain(context, spec, input) {
  return {
    node: labelled(context, spec, input),
    read: () => input.value,
    show: (value) => {
      const next = typeof value === "string" ? value : "";
      if (input.value !== next) input.value = next;
    },
  };
}

function checks(context, spec, changed) {
  const inputs = spec.options.map(([value]) => h("input", { type: "checkbox", value, on: { change: () => (mark(), changed()) } }));
  const mark = () => inputs.forEach((input) => input.parentNode.classList.toggle("ba-picked", input.checked));
  const node = h(
    "fieldset",
    { class: "ba-field ba-field-checks" },
    h("legend", {}, spec.label),
    spec.options.map(([, label], i) => h("label", { class: "ba-choice ba-chip" }, inputs[i], h("span", {}, label))),
  );
  return {
    node,
    read: () => inputs.filter((input) => input.checked).map((input) => input.value),
    show: (value) => {
      for (const input of inputs) input.checked = Array.isArray(value) && value.includes(input.value);
      mark();
    },
  };
}

const MAKERS = { number, choice, text, line, date: line, checks };

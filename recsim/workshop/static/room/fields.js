// Fields of a form: a label above its control, a line below it.

import { element } from "/page/dom.js";

export const option = ({ value, label }, chosen) => element("option", { value, selected: value === chosen }, label);

/** A label above its control, with a line below it. */
export function field(label, control, hint = "") {
  const line = hint ? element("span", { class: "soft", id: `${control.id}-hint` }, hint) : null;
  if (hint) control.setAttribute("aria-describedby", `${control.id}-hint`);
  return element("p", { class: "field" }, element("label", { for: control.id }, label), control, line);
}

export const select = (id, options, chosen) => {
  const made = element("select", { id });
  made.append(...options.map((one) => option(one, chosen)));
  return made;
};
export const text = (id, value, maxLength) => element("input", { type: "text", id, value, maxLength, autocomplete: "off" });
/** @param {number | "any"} step */
export const number = (id, value, [min, max], step = 1) => element("input", { type: "number", id, value, min, max, step, inputMode: "decimal" });

// The levers: label, slider, select or switch, evidence badge, reset. No simulation, only controls.

let numbered = 0;
const id = (stem) => `${stem}-${(numbered += 1)}`;

/** An element with properties and children; classes as "class". */
export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key in made) made[key] = value;
    else made.setAttribute(key === "class" ? "class" : key, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

const BADGES = {
  evidence: ["evidence", "Rests on published numbers."],
  assumption: ["assumption", "Nobody has measured it; change it and see whether it matters."],
  choice: ["?", "You choose it."],
};

/** The badge with its source: on hover, on focus, and read by screen readers. */
function badge(lever) {
  const kind = lever.badge in BADGES ? lever.badge : "assumption";
  const [word, meaning] = BADGES[kind];
  const tip = element("span", { class: "tip", role: "tooltip", id: id("tip") });
  const head = element("b", {}, `${kind[0].toUpperCase()}${kind.slice(1)}. `);
  const known = typeof lever.min === "number";
  const range = known ? `From ${shown(lever.min)} to ${shown(lever.max)}${lever.unit && !/\d/.test(lever.unit) ? ` ${lever.unit}` : ""}. ` : "";
  tip.append(`${lever.help} ${range}`, head, lever.source || meaning);
  const button = element("button", { type: "button", class: `badge ${kind}`, "aria-describedby": tip.id });
  if (word === "?") button.append(element("span", { "aria-hidden": "true" }, word));
  else button.append(word);
  button.append(element("span", { class: "unseen" }, word === "?" ? `About ${lever.label}` : ` for ${lever.label}`));
  const wrapper = element("span", { class: "tipped" }, button, tip);
  const place = () => {
    wrapper.classList.remove("dismissed");
    const spot = button.getBoundingClientRect();
    const { offsetWidth: wide, offsetHeight: tall } = tip;
    const above = spot.bottom + tall > innerHeight && spot.top > tall;
    tip.style.left = `${Math.max(4, Math.min(spot.left, innerWidth - wide - 8))}px`;
    tip.style.top = `${above ? spot.top - tall : spot.bottom}px`;
  };
  wrapper.addEventListener("mouseenter", place);
  button.addEventListener("focus", place);
  wrapper.addEventListener("keydown", (event) => {
    if (event.key === "Escape") wrapper.classList.add("dismissed");
  });
  return wrapper;
}

const shown = (value) => (typeof value === "number" ? String(Number(value.toPrecision(6))) : value);

/** Slider and number field that follow each other. */
function numberControl(lever, name, report) {
  const bounds = { min: lever.min, max: lever.max, step: lever.step || "any" };
  const unit = lever.unit ? `, ${lever.unit}` : "";
  const slider = element("input", { type: "range", "aria-label": `${name}${unit}`, ...bounds });
  const field = element("input", {
    type: "number",
    inputMode: lever.min < 0 ? "text" : lever.kind === "integer" ? "numeric" : "decimal", // minus
    "aria-label": `${name}${unit}, as a number`,
    step: "any",
  });
  let current = null;
  const put = (value) => {
    current = value;
    slider.value = value ?? lever.max; // null: without end
    field.value = value === null ? "" : shown(value);
    field.placeholder = value === null ? "no end" : "";
    slider.setAttribute("aria-valuetext", value === null ? "no end" : `${shown(value)} ${lever.unit}`.trim());
  };
  const told = (input, last) => {
    const value = Number(input.value);
    if (input.value === "" || !Number.isFinite(value)) {
      put(current);
      return;
    }
    if (input === slider) field.value = shown(value);
    else slider.value = value;
    report(value, last);
  };
  slider.addEventListener("input", () => told(slider, false));
  slider.addEventListener("change", () => told(slider, true));
  field.addEventListener("change", () => told(field, true));
  return {
    inputs: [slider, field],
    nodes: [slider, field],
    put,
  };
}

function choiceControl(lever, name, report) {
  const select = element("select", { "aria-label": name });
  for (const choice of lever.choices) select.append(new Option(choice.label, String(choice.value)));
  select.addEventListener("change", () => report(lever.choices[select.selectedIndex].value, true));
  return {
    inputs: [select],
    nodes: [select],
    put: (value) => {
      select.value = String(value);
    },
  };
}

function switchControl(lever, name, report) {
  const box = element("input", { type: "checkbox", role: "switch", "aria-label": name });
  const word = element("span", { class: "unit", "aria-hidden": "true" });
  box.addEventListener("change", () => report(box.checked, true));
  return {
    inputs: [box],
    nodes: [element("span", { class: "switch" }, box, word)],
    put: (value) => {
      box.checked = value;
      word.textContent = value ? "yes" : "no";
    },
  };
}

const CONTROLS = { choice: choiceControl, switch: switchControl };

/**
 * One lever. `whose` is the strategy's label or the group's, for screen readers.
 *
 * `report(path, value, last)`: moved, `last` when a gesture ends. A locked lever is only shown.
 * Returns {node, put, problem}.
 */
export function leverRow(lever, whose, report, locked = false) {
  const name = `${lever.label} (${whose})`;
  const control = (CONTROLS[lever.kind] ?? numberControl)(lever, name, (value, last) =>
    report(lever.path, value, last),
  );
  const reset = element(
    "button",
    { type: "button", class: "reset", title: "Back to the value of the scenario" },
    "reset",
    element("span", { class: "unseen" }, ` ${name}`),
  );
  reset.addEventListener("click", () => {
    control.inputs[0].focus();
    report(lever.path, lever.value, true);
  });
  const problem = element("p", { class: "problem", role: "alert", id: id("problem"), hidden: true });
  const unit = lever.unit.toLowerCase() === lever.label.toLowerCase() ? "" : lever.unit;
  // The badge stays with the last word before it.
  const words = (unit || lever.label).split(" ");
  const end = element("span", { class: "together" }, words.pop(), "\u00a0", badge(lever));
  const start = words.length ? `${words.join(" ")} ` : "";
  const head = unit
    ? [element("span", { class: "lever-label" }, lever.label), " ", element("span", { class: "unit" }, start, end)]
    : [element("span", { class: "lever-label" }, start, end)];
  if (locked) for (const input of control.inputs) input.disabled = true;
  const node = element(
    "div",
    { class: `lever ${lever.kind}${locked ? " locked" : ""}`, "data-path": lever.path },
    element("div", { class: "lever-head" }, reset, ...head),
    element("div", { class: "control" }, ...control.nodes),
    problem,
  );
  return {
    node,
    put: (value, changed) => {
      control.put(value);
      node.classList.toggle("changed", changed);
      reset.hidden = locked || !changed;
    },
    problem: (text) => {
      problem.textContent = text;
      problem.hidden = !text;
      for (const input of control.inputs) {
        input.setAttribute("aria-invalid", String(Boolean(text)));
        if (text) input.setAttribute("aria-describedby", problem.id);
        else input.removeAttribute("aria-describedby");
      }
    },
  };
}

// Levers: a row a setting, with its meaning behind a button and a handle for each strategy.

import { asIs } from "./digits.js";
import { element } from "./dom.js";
import { t } from "./language.js";
import { mark } from "./palette.js";
import { textOf } from "./settings.js";
import { capital } from "./tell.js";

const shownNumber = (value) => (value === Infinity ? t("levers.no_end") : asIs(Number(value.toPrecision(6))));

export class Rows {
  /**
   * `settings`, `strategies` ([{key, name, place, look}]); `moved(path)` is told of every move, `isFree(path)` says
   * what can be moved at all.
   */
  constructor({ settings, strategies, moved, isFree = (_path) => true }) {
    this.settings = settings;
    this.strategies = strategies;
    this.moved = moved;
    this.isFree = isFree;
    this.lanes = [];
  }

  /** Rows of settings of strategies: those that matter most, and the others. */
  ofStrategies(first) {
    const own = this.settings.entry.levers.filter(({ path }) => path.startsWith("strategies."));
    return own.filter((row) => Boolean(row.first) === first).map((row) => this.#row(row, this.strategies));
  }

  /** Rows of the world's settings, below headings. */
  ofTheWorld() {
    const { levers } = this.settings.entry;
    const titles = [...new Set(levers.map(({ group }) => group).filter(Boolean))];
    return titles.flatMap((title) => [element("h3", {}, textOf({ path: title }).label), ...levers.filter(({ group }) => group === title).map((row) => this.#row(row, null))]);
  }

  /** Put what is set on all levers. */
  refresh() {
    for (const { path, node, put } of this.lanes) {
      put(this.settings.value(path));
      node.classList.toggle("moved", path in this.settings.changes);
    }
  }

  /** A lever: its name, what it means, a lane a strategy. */
  #row(row, all) {
    const { label, help, unit, badge, source } = textOf(row);
    const segment = row.path.match(/^world\.segments\.(\w+)/);
    const title = segment ? t("levers.of_occupation", { occupation: capital(this.settings.entry.segments[segment[1]]), label }) : label;
    const about = element("p", { class: "help", hidden: true }, [help, unit ? t("levers.in_unit", { unit }) : "", source || t(`levers.${badge}`)].filter(Boolean).join(" "));
    const button = element("button", { type: "button", class: "about", "aria-label": t("levers.about", { lever: title }), "aria-expanded": "false" }, "?");
    button.onclick = () => button.setAttribute("aria-expanded", String((about.hidden = !about.hidden) === false));
    const lanes = all ? all.map((one) => this.#lane(row, row.path.replace("*", one.key), one)) : [this.#lane(row, row.path, null)];
    const head = element("p", {}, element("span", {}, title), button);
    return element("div", { class: "row", role: "group", "aria-label": title }, head, about, ...lanes);
  }

  /** One control of one setting. */
  #lane(row, path, one) {
    const { kind, label, unit } = textOf(row);
    const name = `${label}${one ? `, ${one.name}` : ""}${unit ? `, ${unit}` : ""}`;
    const style = one ? `--own: ${one.look.colour}; --letters: ${one.look.letters}` : "--own: var(--accent); --letters: var(--ink)";
    const report = (value) => {
      if (this.settings.value(path) === value) return;
      this.settings.set(path, value);
      this.refresh();
      this.moved(path);
    };
    const control = { switch: switchOf, choice: choiceOf }[kind] ?? numberOf;
    const { nodes, put } = control(row, name, report);
    nodes[0].disabled = !this.isFree(path);
    const node = element("div", { class: "lane", style, "data-path": path }, one ? mark(one.place) : element("span"), ...nodes);
    this.lanes.push({ path, node, put });
    return node;
  }
}

function switchOf(_, name, report) {
  const box = element("input", { type: "checkbox", "aria-label": name });
  box.onchange = () => report(box.checked);
  return { nodes: [box], put: (value) => (box.checked = value) };
}

function choiceOf(row, name, report) {
  const menu = element("select", { "aria-label": name }, ...textOf(row).choices.map(([value, text]) => new Option(text, value)));
  menu.onchange = () => report(menu.value);
  return { nodes: [menu], put: (value) => (menu.value = value) };
}

function numberOf(row, name, report) {
  const { kind } = textOf(row);
  const slider = element("input", { type: "range", "aria-label": name });
  const output = element("output");
  slider.oninput = () => report(kind === "integer" ? Math.round(slider.valueAsNumber) : Number(slider.valueAsNumber.toPrecision(12)));
  const put = (value) => {
    const ends = [row.min, row.max, ...(Number.isFinite(value) ? [value] : [])];
    Object.assign(slider, { min: Math.min(...ends), max: Math.max(...ends), step: row.step });
    slider.value = String(Math.min(value, Number(slider.max)));
    slider.setAttribute("aria-valuetext", (output.textContent = shownNumber(value)));
  };
  return { nodes: [slider, output], put };
}

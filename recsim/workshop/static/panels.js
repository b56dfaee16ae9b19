// Strategies side by side, and the world behind a second door: where levers stand on the page.

import { element, leverRow } from "./levers.js";
import { mark } from "./palette.js";
import { MOST_IN_VIEW } from "./state.js";

const find = (id) => document.getElementById(id);

export class Panels {
  /**
   * `on` are the page's answers: move(path, value, last), choose(keys), copy(from, to). Without
   * `copy` there are no buttons for it; `free(path)` says which levers can be moved, all if it is
   * not given.
   */
  constructor(on) {
    this.on = on;
    this.rows = new Map();
    this.open = new Set();
    this.names = []; // where names of strategies stand, which say that levers were moved
    this.moved = new Map(); // where a strategy's panel says how many of its levers were moved
  }

  /** Draw everything anew for a state, after another scenario or other strategies in view. */
  build(state, looks) {
    this.state = state;
    this.looks = looks;
    this.rows.clear();
    this.moved.clear();
    this.names = [];
    this.#chooser();
    find("strategies").replaceChildren(...state.show.map((key) => this.#panel(key)));
    find("world-groups").replaceChildren(...state.detail.levers.world.map((g) => this.#group(g)));
    find("levers-title").textContent = state.detail.strategies.length > 1 ? "Strategies" : "Strategy";
    this.refresh();
  }

  label(key) {
    return this.state.label(key);
  }

  #named(key) {
    const text = element("span", {}, this.label(key));
    this.names.push([key, text]);
    const name = element("span", { class: "name" }, mark(this.looks.get(key).place), text);
    name.style.setProperty("--own", this.looks.get(key).letters);
    return name;
  }

  #chooser() {
    const { strategies } = this.state.detail;
    const boxes = strategies.map(({ key }) => {
      const box = element("input", { type: "checkbox", value: key, checked: this.state.show.includes(key) });
      box.addEventListener("change", () => {
        const keys = [...find("chooser").querySelectorAll("input:checked")].map((b) => b.value);
        this.on.choose(keys.length ? keys : [key], key);
      });
      return element("label", { class: "chip" }, box, this.#named(key));
    });
    const full = this.state.show.length >= MOST_IN_VIEW;
    for (const box of boxes.map((chip) => chip.firstChild)) box.disabled = full && !box.checked;
    find("chooser").replaceChildren(find("chooser").querySelector("legend"), ...boxes);
    find("chooser").hidden = strategies.length < 2 || !this.on.choose;
  }

  #row(lever, whose) {
    const row = leverRow(lever, whose, this.on.move, this.on.free ? !this.on.free(lever.path) : false);
    this.rows.set(lever.path, row);
    return row.node;
  }

  #panel(key) {
    const levers = this.state.detail.levers.strategies[key] ?? [];
    const name = this.label(key);
    const panel = element("section", { class: "panel", "aria-label": `Strategy ${name}` });
    panel.style.setProperty("--own", this.looks.get(key).colour);
    const moved = element("span", { class: "moved soft" });
    this.moved.set(key, moved);
    const head = element("h3", {}, this.#named(key), moved);
    const copies = element("div", { class: "copies" });
    for (const other of this.on.copy ? this.state.show.filter((k) => k !== key) : []) {
      const text = element("span", {}, this.label(other));
      this.names.push([other, text]);
      const button = element("button", { type: "button", class: "copy" }, "Copy to ", text);
      button.title = `Set all levers of ${this.label(other)} as they are for ${name}`;
      button.addEventListener("click", () => this.on.copy(key, other));
      copies.append(button);
    }
    const first = levers.filter((lever) => lever.first);
    const rest = levers.filter((lever) => !lever.first);
    panel.append(head, copies, ...first.map((lever) => this.#row(lever, name)));
    if (rest.length) {
      const more = this.#door(`more-${key}`, `${rest.length} more levers`);
      more.append(...rest.map((lever) => this.#row(lever, name)));
      panel.append(more);
    }
    return panel;
  }

  #group({ group, levers }) {
    const title = group[0].toUpperCase() + group.slice(1).replaceAll("_", " ");
    const door = this.#door(`world-${group}`, title);
    const box = element("div", { class: "world-levers" });
    box.append(...levers.map((lever) => this.#row(lever, title)));
    door.append(box);
    return door;
  }

  /** A details element that stays as it is when panels are drawn anew. */
  #door(name, title) {
    const door = element("details", { class: "door", open: this.open.has(name) }, element("summary", {}, title));
    door.addEventListener("toggle", () => (door.open ? this.open.add(name) : this.open.delete(name)));
    return door;
  }

  /** Put the state's values on all levers, and forget what was wrong with earlier ones. */
  refresh() {
    for (const [path, row] of this.rows) {
      const value = this.state.value(path);
      const changed = this.state.isChanged(path);
      if (row.wrong) row.problem("");
      row.wrong = false;
      if (row.shown === value && row.changed === changed && !row.node.contains(document.activeElement)) continue;
      [row.shown, row.changed] = [value, changed];
      row.put(value, changed);
    }
    for (const [key, place] of this.moved) {
      const count = this.state.moved(key);
      place.textContent = count ? ` ${count} ${count === 1 ? "lever" : "levers"} moved` : "";
    }
    for (const [key, text] of this.names) text.textContent = this.label(key);
    const changed = this.state.changedInWorld;
    const note = find("world-changed");
    note.hidden = !changed.length;
    const names = changed.map((path) => this.state.levers.get(path).label);
    const listed = names.length > 3 ? `${names.slice(0, 3).join(", ")} and ${names.length - 3} more` : names.join(", ");
    note.textContent = `The world was changed (${listed}): all strategies were redrawn.`;
    find("world-count").textContent = changed.length ? `(${changed.length} changed)` : "";
  }

  /** Show problems next to their levers; returns those that belong to none in view. */
  problems(list) {
    return list.filter(({ path, text }) => {
      const row = this.rows.get(path) ?? this.#nearest(path);
      if (!row) return true;
      row.problem(text);
      row.wrong = true;
      for (let door = row.node.closest("details"); door; door = door.parentElement.closest("details")) {
        door.open = true;
      }
      return false;
    });
  }

  #nearest(path) {
    const found = [...this.rows.keys()].find((own) => path && (own.startsWith(`${path}.`) || path.startsWith(`${own}.`)));
    return found && this.rows.get(found);
  }
}

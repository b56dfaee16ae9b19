// Snapshots: what is set is kept under a name, compared with now, gone back to, deleted.

import { asIs } from "./digits.js";
import { element, find } from "./dom.js";
import { t } from "./language.js";
import { textOf } from "./settings.js";

const SNAPSHOTS = "recsim.kept";
const MOST_SNAPSHOTS = 12;

function snapshots() {
  try {
    return JSON.parse(sessionStorage.getItem(SNAPSHOTS)) ?? {};
  } catch {
    return {};
  }
}

const isSame = (one, other) => JSON.stringify(one) === JSON.stringify(other);
const inWords = (value) => (typeof value === "number" ? asIs(Number(value.toPrecision(4))) : String(value));

export class Kept {
  /** `page` answers: settings(), goTo(place), compare(kept or null), say(text). */
  constructor(page) {
    this.page = page;
    this.compared = null;
    find("keep").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#keep(find("keep-name").value.trim());
    });
    find("kept").addEventListener("toggle", () => {
      find("kept-said").textContent = "";
      if (!find("kept").open) return;
      find("keep-name").placeholder = this.#describe(this.page.settings().here);
      find("keep-name").focus();
    });
    find("stop-comparing").addEventListener("click", () => {
      this.stop();
      find("kept").querySelector("summary").focus();
    });
  }

  /** Another scenario is on the page: show what was kept of it. */
  show() {
    this.compared = null;
    this.#list();
  }

  stop() {
    this.compared = null;
    this.page.compare(null);
    this.#list();
  }

  get #name() {
    const { entry } = this.page.settings();
    return entry.link ?? entry.name;
  }

  #own() {
    return snapshots()[this.#name] ?? [];
  }

  #put(list) {
    const whole = { ...snapshots(), [this.#name]: list };
    try {
      sessionStorage.setItem(SNAPSHOTS, JSON.stringify(whole));
    } catch {
      this.page.say(t("kept.nothing"));
    }
    this.#list();
  }

  #keep(wanted) {
    const at = this.page.settings().here;
    const list = this.#own();
    if (list.length >= MOST_SNAPSHOTS) {
      this.page.say(t("kept.full", { count: MOST_SNAPSHOTS }));
      return;
    }
    const names = new Set(list.map(({ name }) => name));
    const stem = wanted || this.#describe(at);
    let name = stem;
    for (let n = 2; names.has(name); n += 1) name = `${stem} (${n})`;
    this.#put([...list, { name, at }]);
    find("keep-name").value = "";
    find("keep-name").focus();
    this.page.say(t("kept.kept", { name }));
  }

  /** What differs from the scenario, in a few words. */
  #describe({ changes, variant, seed }) {
    const settings = this.page.settings();
    const { strategies, variants, model } = settings.entry;
    const parts = Object.entries(changes).map(([path, value]) => {
      const { label, choices } = textOf(settings.levers.get(path));
      const [block, key] = path.split(".");
      const whose = block === "strategies" && strategies.find((one) => one.key === key);
      const said = choices.find(([choice]) => choice === value)?.[1] ?? inWords(value);
      const set = t("kept.set", { label, value: said });
      return whose ? t("kept.of", { strategy: whose.label, set }) : set;
    });
    if (variant) parts.unshift(variants.find(({ name }) => name === variant).label);
    if (seed !== model.study.seed) parts.push(t("kept.seed", { seed }));
    if (!parts.length) return t("kept.as_shipped");
    return parts.length > 2 ? t("kept.more", { two: parts.slice(0, 2).join("; "), count: parts.length - 2 }) : parts.join("; ");
  }

  #list() {
    const list = this.#own();
    find("kept-count").textContent = list.length ? `(${list.length})` : "";
    find("kept-list").replaceChildren(...list.map((kept) => this.#row(kept)));
    const { compared } = this;
    find("comparing").hidden = !compared;
    if (compared) find("compared-with").textContent = t("kept.comparing", compared);
  }

  #row(kept) {
    const about = element("span", { class: "unseen" }, ` ${t("kept.which", kept)}`);
    const button = (text, what, properties = {}) => {
      const made = element("button", { type: "button", class: "small", ...properties }, text, about.cloneNode(true));
      made.addEventListener("click", what);
      return made;
    };
    const on = this.compared !== null && isSame(this.compared, kept);
    const described = this.#describe(kept.at);
    return element(
      "li",
      {},
      element("b", {}, kept.name),
      described === kept.name ? null : element("span", { class: "soft" }, described),
      element(
        "span",
        { class: "kept-buttons" },
        button(on ? t("kept.stop") : t("kept.compare"), () => this.#compare(kept, on), { "aria-pressed": String(on) }),
        button(t("kept.go_back"), () => this.#goTo(kept)),
        button(t("kept.delete"), () => this.#delete(kept)),
      ),
    );
  }

  #compare(kept, on) {
    this.compared = on ? null : kept;
    this.page.compare(this.compared);
    this.#list();
    /** @type {NodeListOf<HTMLElement>} */
    const rows = find("kept-list").querySelectorAll("[aria-pressed]");
    rows[this.#own().findIndex((one) => isSame(one, kept))]?.focus();
    this.page.say(on ? t("kept.stopped") : t("kept.compared", kept));
  }

  #goTo(kept) {
    this.page.goTo(kept.at);
    find("kept").open = false;
    find("kept").querySelector("summary").focus();
    this.page.say(t("kept.back", kept));
  }

  #delete(kept) {
    const list = this.#own();
    const place = list.findIndex((one) => isSame(one, kept));
    if (this.compared && isSame(this.compared, kept)) this.stop();
    this.#put(list.filter((_, at) => at !== place));
    const next = find("kept-list").children[Math.min(place, list.length - 2)];
    (next?.querySelector("button") ?? find("keep-name")).focus();
    this.page.say(t("kept.deleted", kept));
  }
}

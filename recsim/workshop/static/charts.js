// The cards of charts: titles, definitions, drawing, PNG and CSV of each.

import { base, endedIn, ends, endsOf, intervals, overTime } from "./figures.js";
import { element } from "./levers.js";
import { LIGHT, look, theme } from "./palette.js";
import { tradeOff } from "./tradeoff.js";
import { csv, plain, save } from "./words.js";

const measure = (name) => (result) => result.measures[name] ?? null;

/** Title, note and figure of each chart. `note(definitions, percent)` is the line below it. */
const CHARTS = [
  {
    id: "over-time",
    title: "How do placements add up? (people placed)",
    note: (define, percent) => `${define("placements")} Line: mean of the runs; band: ${percent} interval of the mean; dots: before.`,
    figure: overTime,
    height: () => 21,
  },
  {
    id: "trade-off",
    title: "What does a placement cost? (placements against offences per 100 placements)",
    note: (define, percent) =>
      `Small marks: single runs; large: all runs, with ${percent} intervals; hollow: before; dots: the way that you came; line: the frontier of those that no other beats on both counts.`,
    figure: tradeOff,
    height: () => 21,
  },
  {
    id: "ends",
    title: "Where do contacts and applications end? (per 100 that ended)",
    note: () => "Means over the runs; in brackets: how many in a run. An upright tick is the value before. Approach: first contact and follow-ups to one person about one vacancy.",
    figure: ends,
    height: (view) => Math.max(panelsHeight(view), 4 + 1.5 * endRows(view)),
  },
  {
    id: "goodwill",
    title: "How much goodwill is lost? (three rates of offence, and the burnt pool)",
    note: (define, percent) =>
      `${define("offended_people_share")} ${define("burnt_pool_share")} Bars: ${percent} interval of the mean; hollow marks: before.`,
    figure: (view) =>
      intervals(view, [
        { name: "offences_per_1000_contacts", title: "Offences per 1,000 contacts", nothing: "no contacts", estimate: measure("offences_per_1000_contacts") },
        { name: "offences_per_100_placements", title: "Offences per 100 placements", nothing: "no placements", estimate: measure("offences_per_100_placements") },
        { name: "offended_people_share", title: "People offended, % of all people", estimate: (result) => result.offended_share, factor: 100, nothing: "no people" },
        { name: "burnt_pool_share", title: "Burnt pool at the end, % of all people", estimate: measure("burnt_pool_share"), factor: 100, nothing: "no people" },
      ]),
    height: (view) => Math.max(panelsHeight(view), 4 + 1.5 * endRows(view)),
  },
];

/** Heights in multiples of the size of type. */
const panelsHeight = (view) => 4 * (3.7 + 2.6 * view.strategies.length);

function endRows(view) {
  const names = new Map();
  for (const { result } of view.strategies) {
    for (const { group, name, per_100: share } of endsOf(result)) {
      if (!view.strategies.some((one) => endedIn(one.result, group))) continue;
      const key = `${group}/${name}`;
      names.set(key, (names.get(key) ?? 0) + (typeof share === "number" ? 1 : 0));
    }
  }
  return [...names.values()].reduce((sum, bars) => sum + Math.max(1, bars), 2);
}

const rem = () => parseFloat(getComputedStyle(document.documentElement).fontSize);

export class Charts {
  /** `leave` names charts that are not wanted. */
  constructor(place, { leave = [] } = {}) {
    this.cards = new Map();
    for (const chart of CHARTS.filter(({ id }) => !leave.includes(id))) place.append(this.#card(chart));
    this.place = place;
    new ResizeObserver(() => this.#resized()).observe(place);
  }

  #card(chart) {
    const plot = element("div", { class: "plot", role: "img", id: `plot-${chart.id}` });
    const note = element("p", { class: "note" });
    const button = (text, what) => {
      const made = element("button", { type: "button", class: "small" }, text, element("span", { class: "unseen" }, ` of: ${chart.title}`));
      made.addEventListener("click", what);
      return made;
    };
    const figure = element(
      "figure",
      { class: "card", id: `chart-${chart.id}` },
      element("figcaption", {}, element("h3", {}, chart.title)),
      plot,
      element("div", { class: "foot" }, note, button("PNG", () => this.png(chart.id)), button("CSV", () => this.table(chart.id))),
    );
    this.cards.set(chart.id, { chart, plot, note, figure });
    return figure;
  }

  /**
   * Draw a picture: {detail, answer, before, trail, show, seed, file, complete}.
   *
   * While levers move, charts out of sight wait for the complete answer: each takes its time.
   */
  draw(picture) {
    this.picture = picture;
    for (const [id, card] of this.cards) {
      const { top, bottom } = card.figure.getBoundingClientRect();
      if (!picture.complete && card.drawn && (bottom < 0 || top > innerHeight)) continue;
      const view = this.#view(card, theme(), card.plot.clientWidth || 480);
      const made = card.chart.figure(view);
      card.table = made.table;
      card.plot.setAttribute("aria-label", `${card.chart.title}. ${made.aria}.`);
      card.note.textContent = this.#note(card.chart);
      const size = { width: view.width, height: view.height };
      card.plot.style.height = `${view.height}px`;
      window.Plotly.react(card.plot, made.data, { ...made.layout, ...size }, { displayModeBar: false, responsive: false });
      card.drawn = `${id} ${view.width}`;
    }
  }

  #note(chart) {
    const { detail, answer } = this.picture;
    const define = (name) => {
      const found = detail.definitions[name];
      if (!found) return "";
      const label = found.label[0].toUpperCase() + found.label.slice(1);
      return `${label}: ${found.definition}`;
    };
    const note = chart.note(define, percentOf(detail));
    const runs = Math.max(...answer.strategies.map((strategy) => strategy.runs ?? answer.replications));
    return runs > 1 ? `${note} ${runs} runs.` : `${note} One run, no interval.`;
  }

  #view(card, colours, width, font = 0.86 * rem()) {
    const { detail, answer, before, trail, show } = this.picture;
    const dressed = answer.strategies.map((result) => {
      const place = detail.strategies.findIndex((strategy) => strategy.key === result.key);
      const old = (source) => source?.strategies.find((other) => other.key === result.key) ?? null;
      return {
        key: result.key, label: result.label || result.key, place, result, before: old(before),
        trail: trail.map(old).filter(Boolean), ...look(place, colours.paper),
      };
    });
    const view = {
      strategies: dressed.filter(({ key }) => show.includes(key)),
      others: dressed.filter(({ key }) => !show.includes(key)),
      theme: colours, width, font, narrow: width < 26 * font, limits: detail.study.limits ?? {},
    };
    view.height = Math.round(Math.max(200, card.chart.height(view) * font * 1.16));
    return view;
  }

  /** Charts that have another width now are drawn anew, once a frame. */
  #resized() {
    if (!this.picture || this.waiting) return;
    const stale = [...this.cards].some(([id, { plot, drawn }]) => plot.clientWidth && drawn !== `${id} ${plot.clientWidth}`);
    if (!stale) return;
    this.waiting = requestAnimationFrame(() => {
      this.waiting = 0;
      this.draw(this.picture);
    });
  }

  /** The chart as a picture with title, source and definition; plotly makes it, always light. */
  png(id) {
    const card = this.cards.get(id);
    const font = 16;
    const width = 1000;
    const view = this.#view(card, LIGHT, width, font);
    const { data, layout } = card.chart.figure(view);
    const { detail, answer, file, seed } = this.picture;
    const lines = (text, letters) => text.match(new RegExp(`.{1,${letters}}(\\s|$)`, "g")).map(plain).join("<br>");
    const note = lines(this.#note(card.chart), 100);
    const below = 70 + 20 * note.split("<br>").length;
    const whole = {
      ...base(view), ...layout, width, height: view.height + 90 + below,
      margin: { ...layout.margin, l: 20, t: 90, b: below + 20 },
      title: {
        text: plain(card.chart.title), x: 0.02, xanchor: "left", yref: "container", y: 0.98, yanchor: "top",
        font: { size: 20, weight: 700 },
        subtitle: { text: plain(`${detail.title}; ${answer.replications} runs, seed ${seed}`), font: { size: 14 } },
      },
      annotations: [...layout.annotations, {
        text: note, xref: "paper", yref: "paper", x: 1, y: 0, xanchor: "right", yanchor: "top", yshift: -70,
        align: "left", showarrow: false, font: { size: 14, color: LIGHT.soft },
      }],
    };
    return window.Plotly.downloadImage({ data, layout: whole }, { format: "png", width, height: whole.height, scale: 2, filename: `${file}-${id}` });
  }

  table(id) {
    const { table } = this.cards.get(id);
    save(`${this.picture.file}-${id}.csv`, csv(table.columns, table.rows), "text/csv");
  }
}

export const percentOf = (detail) => `${Math.round(1000 * (detail.study.confidence ?? 0.95)) / 10}%`;

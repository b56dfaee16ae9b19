// Handing figures to plotly: when it is there, in the size that the page leaves, in its colours.

import { find, rem } from "/page/dom.js";
import { t } from "/page/language.js";
import { theme } from "/page/palette.js";

/** Layout that all charts share. */
export function base(view, more = {}) {
  const { theme: colour, font } = view;
  return {
    font: { family: "system-ui, 'DejaVu Sans', sans-serif", size: font, color: colour.ink },
    paper_bgcolor: colour.paper,
    plot_bgcolor: colour.paper,
    margin: { l: 8, r: 12, t: 8, b: 8 },
    showlegend: false,
    separators: t("numbers.decimal") + t("numbers.thousands"),
    hovermode: "closest",
    hoverlabel: { font: { size: font } },
    dragmode: false,
    annotations: [],
    ...more,
  };
}

export const axis = (view, title, more = {}) => ({
  title: { text: title, standoff: 8 },
  gridcolor: view.theme.grid,
  linecolor: view.theme.soft,
  zeroline: false,
  separatethousands: true,
  automargin: true,
  fixedrange: true,
  ...more,
});

/**
 * Settles when plotly is loaded: pages of a room open before it is.
 *
 * @returns {Promise<void>}
 */
export function ready() {
  if (window.Plotly) return Promise.resolve();
  const script = find("plotly");
  return new Promise((done, failed) => {
    script.addEventListener("load", () => done());
    script.addEventListener("error", () => failed(new Error("plotly is missing")));
  });
}

/** Colours of the page, with the one for what is wrong. */
export function colours() {
  const wrong = getComputedStyle(document.documentElement).getPropertyValue("--wrong").trim();
  return { ...theme(), wrong };
}

/**
 * Draw what `figure(view)` makes into a place; again when its width changes.
 *
 * `height(width, font)` in pixels; `view` is {width, height, font, theme}.
 */
export class Drawing {
  constructor(place, { height = (width, font) => Math.min(0.8 * width, 26 * font), scale = 0.86 } = {}) {
    this.place = place;
    this.height = height;
    this.scale = scale;
    place.classList.add("plot");
    place.setAttribute("role", "img");
    new ResizeObserver(() => this.#resized()).observe(place);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#redraw());
  }

  async draw(figure) {
    this.figure = figure;
    await ready();
    if (this.figure === figure) this.#redraw();
  }

  #redraw() {
    if (!this.figure || !window.Plotly || !this.place.clientWidth) return;
    const font = this.scale * rem();
    const width = this.place.clientWidth;
    this.width = width;
    const height = Math.round(Math.max(200, this.height(width, font)));
    const { data, layout, aria } = this.figure({ width, height, font, theme: colours() });
    this.place.style.height = `${height}px`;
    this.place.setAttribute("aria-label", aria);
    window.Plotly.react(this.place, data, { ...layout, width, height }, { displayModeBar: false, responsive: false });
  }

  /** Once a frame, and only for another width: drawing changes the height itself. */
  #resized() {
    if (this.waiting || this.place.clientWidth === this.width) return;
    this.waiting = requestAnimationFrame(() => {
      this.waiting = 0;
      this.#redraw();
    });
  }
}

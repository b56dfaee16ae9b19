// A tour of the page in two minutes: a note beside each thing that it speaks of, one after the other.

import { element, find } from "./dom.js";
import { SPOKEN, t } from "./language.js";

const TOURED = "recsim.toured";
const APART = 14; // px between the note and what it points to
const EDGE = 8; // px that the note keeps from the window's edge

/**
 * What each stop is called and points to; what is not on the page now is left out.
 *
 * @type {[string, string][]}
 */
const STOPS = [
  ["question", "#question"], ["guess", "#guess form"], ["answer", ".finding"], ["scores", "#scores"], ["pictures", "#pictures"],
  ["levers", "#rows"], ["variants", "#variants"], ["worlds", "#worlds"], ["world", "#world"], ["kept", "#kept"],
];

const hasToured = () => {
  try {
    return localStorage.getItem(TOURED) !== null;
  } catch {
    return false; // a browser that keeps nothing offers it each time
  }
};

/** Offer the tour until somebody has ended it; the menu has it for good. */
export function offerTour() {
  const [offer, again] = [find("tour"), find("tour-again")];
  offer.hidden = hasToured();
  offer.onclick = () => Tour.begin(offer);
  again.onclick = () => {
    find("more").open = false;
    Tour.begin(find("more").firstElementChild);
  };
}

class Tour {
  static running = null;

  /** `from`: what it was started with, which has the focus again afterwards. */
  static begin(from) {
    Tour.running?.end();
    Tour.running = new Tour(from);
  }

  constructor(from) {
    this.from = from;
    this.at = 0;
    this.head = element("h2", { id: "tour-head", tabIndex: -1 });
    this.text = element("p", { id: "tour-text" });
    this.count = element("span", { class: "soft" });
    this.back = element("button", { type: "button" }, t("tour.back"));
    this.on = element("button", { type: "button", class: "primary" }, t("tour.next"));
    const stop = element("button", { type: "button" }, t("tour.end"));
    const buttons = element("p", { class: "bar" }, this.back, this.on, stop, this.count);
    this.note = element("div", { class: "tour", role: "dialog", "aria-labelledby": "tour-head", "aria-describedby": "tour-text" }, this.head, this.text, buttons);
    this.back.onclick = () => this.go(-1);
    this.on.onclick = () => this.go(1);
    stop.onclick = () => this.end();
    this.listening = new AbortController();
    const { signal } = this.listening;
    document.addEventListener("keydown", (event) => event.key === "Escape" && this.end(), { signal });
    for (const what of ["resize", "scroll"]) addEventListener(what, () => this.place(), { signal, capture: true, passive: true });
    document.body.append(this.note);
    this.show(STOPS[0]);
  }

  /** The next stop in this direction that is on the page; after the last one it ends. */
  go(step) {
    let next = this.at + step;
    while (STOPS[next] && !targetOf(STOPS[next])) next += step;
    if (next >= STOPS.length) return this.end();
    if (next >= 0) this.at = next;
    return this.show(STOPS[this.at]);
  }

  show(stop) {
    this.target?.classList.remove("toured");
    this.target = targetOf(stop);
    this.target?.classList.add("toured");
    [this.head.textContent, this.text.textContent] = SPOKEN.page.tour[stop[0]];
    const there = STOPS.filter(targetOf);
    const place = there.indexOf(stop) + 1;
    this.count.textContent = place ? t("tour.place", { place, count: there.length }) : "";
    this.back.disabled = place === 1;
    this.on.textContent = place === there.length ? t("tour.done") : t("tour.next");
    this.target?.scrollIntoView({ block: this.target.offsetHeight > innerHeight / 2 ? "start" : "center" });
    this.place();
    this.head.focus({ preventScroll: true });
  }

  /** Below what it points to, above it or left of it; where there is no room, at the bottom. */
  place() {
    if (!this.target?.isConnected) return;
    const of = this.target.getBoundingClientRect();
    const { offsetWidth: wide, offsetHeight: tall } = this.note;
    const isBelow = of.bottom + APART + tall + EDGE <= innerHeight && of.bottom > 0;
    const isAbove = !isBelow && of.top - APART - tall >= EDGE && of.top < innerHeight;
    const isLeft = !isBelow && !isAbove && of.left - APART - wide >= EDGE;
    const lowest = innerHeight - tall - EDGE;
    const top = isBelow ? of.bottom + APART : isAbove ? of.top - APART - tall : isLeft ? Math.max(EDGE, Math.min(of.top, lowest)) : lowest;
    const left = isLeft ? of.left - APART - wide : Math.max(EDGE, Math.min(of.left, innerWidth - wide - EDGE));
    Object.assign(this.note.style, { top: `${top}px`, left: `${left}px` });
    this.note.style.setProperty("--tip", `${Math.max(16, Math.min(of.left + Math.min(of.width / 2, 40) - left, wide - 32))}px`);
    this.note.dataset.side = isBelow ? "below" : isAbove ? "above" : isLeft ? "left" : "over";
  }

  /** It is over, and is not offered in this browser again. */
  end() {
    this.listening.abort();
    this.target?.classList.remove("toured");
    this.note.remove();
    Tour.running = null;
    try {
      localStorage.setItem(TOURED, "true");
    } catch {
      // it is offered again after a reload
    }
    find("tour").hidden = true;
    (this.from.checkVisibility() ? this.from : find("more").firstElementChild).focus();
  }
}

/** What a stop points to, if it is on the page. */
function targetOf([, selector]) {
  /** @type {HTMLElement} */
  const found = document.querySelector(selector);
  return found?.checkVisibility() && found.offsetHeight ? found : null;
}

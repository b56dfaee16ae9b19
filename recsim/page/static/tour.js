// A tour of the page in two minutes: a note beside each thing that it speaks of, one after the other.

import { element, find } from "./dom.js";

const TOURED = "recsim.toured";
const APART = 14; // px between the note and what it points to
const EDGE = 8; // px that the note keeps from the window's edge

/** Where each stop points to, its heading, and what it says; what is not on the page now is left out. */
const STOPS = [
  ["#question", "One question", "The page asks this. Everything on it is simulated under assumptions that you can change, and nobody in it is real."],
  ["#guess form", "Guess first", "Write a number, and a range that you are 80% sure of. Who guesses first learns more from the result. Then go on."],
  [".finding", "The answer", "A sentence compares two strategies. The range in brackets is an interval: it says how sure the mean of such runs is. A single year scatters more."],
  ["#scores", "Two numbers a strategy", "What each strategy places, and what it costs in goodwill, with their intervals."],
  ["#pictures", "Pictures", "Large marks are means, small marks single runs. After a change, hollow marks show where a strategy was before. The menu above has more pictures."],
  ["#rows", "Levers", "A row a setting, a handle for each strategy. Move one, with the mouse or the arrow keys: all follows at once. The question mark says what a setting means."],
  ["#variants", "Variants", "Named changes of this question, one click each."],
  ["#worlds", "Other worlds", "Other people and other luck. An answer that turns with them was luck."],
  ["#world", "The second door", "The world’s assumptions, each with what is known about it. Who moves these argues about the world, not about a strategy."],
  ["#kept", "Keep", "What is set now, under a name: to go back to it, or to compare it with what you try later."],
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
  offer.onclick = () => new Tour(offer);
  again.onclick = () => {
    find("more").open = false;
    new Tour(find("more").firstElementChild);
  };
}

class Tour {
  static running = null;

  /** `from`: what it was started with, which has the focus again afterwards. */
  constructor(from) {
    Tour.running?.end();
    Tour.running = this;
    this.from = from;
    this.at = 0;
    this.head = element("h2", { id: "tour-head", tabIndex: -1 });
    this.text = element("p", { id: "tour-text" });
    this.count = element("span", { class: "soft" });
    this.back = element("button", { type: "button" }, "Back");
    this.on = element("button", { type: "button", class: "primary" }, "Next");
    const stop = element("button", { type: "button" }, "End the tour");
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
    [this.head.textContent, this.text.textContent] = [stop[1], stop[2]];
    const there = STOPS.filter(targetOf);
    const place = there.indexOf(stop) + 1;
    this.count.textContent = place ? `${place} of ${there.length}` : "";
    this.back.disabled = place === 1;
    this.on.textContent = place === there.length ? "Done" : "Next";
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
function targetOf([selector]) {
  const found = document.querySelector(selector);
  return found?.checkVisibility() && found.offsetHeight ? found : null;
}

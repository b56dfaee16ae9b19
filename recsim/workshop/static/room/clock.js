// How much time is left, by the server's clock.

import { counted, t } from "/page/language.js";

const SAID = [300, 60, 10]; // seconds left at which it is said aloud

/** "12:34" for so many seconds. */
export function left(seconds) {
  const whole = Math.max(0, Math.ceil(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** "10:42" for a time in seconds since the epoch. */
export const hour = (at) =>
  new Date(1000 * at).toLocaleTimeString(t("rooms.clock.locale"), { hour: "2-digit", minute: "2-digit" });

export class Clock {
  /** `place` shows the time left; `tell(text)` says it now and then to those who cannot see it. */
  constructor(place, tell = (_text) => {}) {
    this.place = place;
    this.tell = tell;
    this.end = null;
    setInterval(() => this.#tick(), 500);
  }

  /** The view's `now` and `ends_at`; no end: no clock. */
  set({ now, ends_at: end, phase }) {
    const ends = end === null || end === undefined || phase !== "open" ? null : end;
    this.end = ends === null ? null : ends + Date.now() / 1000 - now;
    this.before = this.end === null ? 0 : this.end - Date.now() / 1000;
    this.#tick();
  }

  #tick() {
    this.place.hidden = this.end === null;
    if (this.end === null) return;
    const seconds = this.end - Date.now() / 1000;
    const text = seconds > 0 ? t("rooms.clock.left", { time: left(seconds) }) : t("rooms.clock.over");
    if (this.place.textContent !== text) this.place.textContent = text;
    this.place.classList.toggle("short", seconds < 60);
    const passed = SAID.find((mark) => seconds <= mark && this.before > mark);
    if (passed) this.tell(passed >= 60 ? counted("rooms.clock.minutes", passed / 60) : t("rooms.clock.seconds", { count: passed }));
    this.before = seconds;
  }
}

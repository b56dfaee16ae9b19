// Talking with the room: JSON both ways, and asking every two seconds what is new.

import { t } from "/page/language.js";
import { Lost, Refused } from "../api.js";

export { Lost, Refused };

/** Nobody, as far as the server knows: never joined, removed, or the room is gone. */
export class Gone extends Refused {}

const EVERY = 2000; // ms between two questions
const PATIENCE = 10_000; // ms until an answer counts as lost
/** ms: as long as the server keeps a connection, where it may simulate something before it answers. */
export const LONG = 180_000;
const AGAIN = 3000; // ms until who found the line full, or waited too long in it, asks again

/**
 * `patience`: ms until the answer counts as lost; `given`: a signal that it is given up.
 * @param {string} path
 * @param {RequestInit & { patience?: number, given?: AbortSignal }} asked
 */
async function ask(path, asked = {}) {
  const { patience = PATIENCE, given = null, ...options } = asked;
  const late = AbortSignal.timeout(patience);
  let response;
  try {
    response = await fetch(path, { signal: given ? AbortSignal.any?.([late, given]) ?? given : late, ...options });
    if (response.ok) return response.status === 204 ? null : await response.json();
  } catch (error) {
    throw new Lost(error.message);
  }
  if (response.status >= 500) throw new Lost(`${response.status}`, response.status === 503);
  const told = await response.json().catch(() => ({}));
  const problems = told.problems ?? [{ path: "", text: response.statusText }];
  throw [401, 403].includes(response.status) ? new Gone(problems) : new Refused(problems);
}

export const get = (path) => ask(path);

/** `options` are those of `ask` and of `fetch`. */
export const post = (path, body, options = {}) =>
  ask(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
    ...options,
  });

/** What waits in the server's line: until it is done, refused, lost, or `given` up. */
export async function inLine(path, body, given) {
  for (;;) {
    try {
      return await post(path, body, { patience: LONG, given });
    } catch (error) {
      if (!error.busy) throw error;
    }
    await new Promise((done) => setTimeout(done, AGAIN));
  }
}

/** What went wrong, as a sentence for the person. */
export const said = (error) =>
  error instanceof Refused ? error.message : t("rooms.trouble.no_answer");

/** What the server shows, as long as somebody looks. */
export class Live {
  /** `on` are the page's answers: news(view), gone(problems), lost(), found(). */
  constructor(path, on) {
    this.path = path;
    this.on = on;
    this.known = null;
    this.turn = 0;
    this.isLost = false;
    this.awake = () => document.hidden || this.now();
  }

  start() {
    document.addEventListener("visibilitychange", this.awake);
    return this.now();
  }

  stop() {
    this.turn += 1;
    clearTimeout(this.timer);
    document.removeEventListener("visibilitychange", this.awake);
  }

  /** Ask at once; an answer that was on its way is of no interest any more. */
  async now() {
    clearTimeout(this.timer);
    const turn = (this.turn += 1);
    try {
      const known = this.known === null ? "" : `?known=${encodeURIComponent(this.known)}`;
      const view = await get(this.path + known);
      if (turn !== this.turn) return;
      if (this.isLost) this.on.found();
      this.isLost = false;
      if (view) {
        this.known = view.version;
        this.on.news(view);
      }
    } catch (error) {
      if (turn !== this.turn) return;
      if (error instanceof Refused) {
        this.stop();
        this.on.gone(error);
      } else if (error instanceof Lost) {
        if (!this.isLost) this.on.lost();
        this.isLost = true;
      } else throw error;
    } finally {
      if (turn === this.turn) this.timer = setTimeout(() => this.now(), EVERY);
    }
  }
}

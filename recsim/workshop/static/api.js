// The server's answers: scenarios, simulations, downloads. Tickets tell new answers from stale ones.

/** The server refused what was sent; `problems` is [{path, text}]. */
export class Refused extends Error {
  constructor(problems) {
    super(problems.map((problem) => problem.text).join(" "));
    this.problems = problems;
  }
}

/** The server did not answer, or not with sense; `busy`: too many ask at once. */
export class Lost extends Error {
  constructor(message, busy = false) {
    super(message);
    this.busy = busy;
  }
}

const client = Array.from(crypto.getRandomValues(new Uint32Array(2)), (n) => n.toString(36)).join("");
let newest = 0; // the last ticket
let seen = 0; // the ticket of the last answer; older ones are stale

async function ask(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch (error) {
    throw new Lost(error.message);
  }
  if (response.ok || response.status === 409) return response;
  if (response.status >= 400 && response.status < 500) {
    const told = await response.json().catch(() => ({}));
    throw new Refused(told.problems ?? [{ path: "", text: told.error ?? response.statusText }]);
  }
  throw new Lost(`${response.status} ${response.statusText}`, response.status === 503);
}

const json = async (response) => {
  try {
    return await response.json();
  } catch (error) {
    throw new Lost(error.message); // cut off on the way
  }
};

const post = (path, body) =>
  ask(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });

export const scenarios = async () => json(await ask("/api/scenarios"));

export const scenario = async (name) =>
  json(await ask(`/api/scenarios/${encodeURIComponent(name)}`));

/**
 * Simulate a state ({scenario, changes} and what else a question may have) with so many runs.
 *
 * Returns the answer, `newest` if nothing was asked since, or null if the server knew that it was
 * overtaken, or a newer answer came before it. Errors of requests that were overtaken are dropped.
 */
export async function simulate(state, replications) {
  const ticket = ++newest;
  try {
    const response = await post("/api/simulate", { ...state, replications, client, ticket });
    if (response.status === 409) return null;
    const answer = await json(response);
    if (ticket <= seen) return null;
    seen = ticket;
    return { ...answer, newest: ticket === newest };
  } catch (error) {
    if (ticket !== newest || ticket <= seen) return null;
    throw error;
  }
}

let asides = 0;

/** All runs of a state to compare with; it overtakes only an earlier one of its kind. */
export async function aside(state, replications) {
  const response = await post("/api/simulate", { ...state, replications, client: `${client}-aside`, ticket: ++asides });
  return response.status === 409 ? null : json(response);
}

/** A scenario file that somebody brings along: the scenario in it, as of `scenario`. */
export const upload = async (file, text) => json(await post("/api/upload", { file, text }));

/** Make every answer that is still on its way a stale one. */
export function forget() {
  seen = newest;
}

/** One person's lives, as answered by /api/story. */
export const story = async (question) => json(await post("/api/story", question));

/** One recruiter's weeks, as answered by /api/recruiter. */
export const recruiter = async (question) => json(await post("/api/recruiter", question));

/** The state as the text of a scenario file, and the name to save it under. */
export async function yaml(state) {
  const response = await post("/api/download", state);
  const named = /filename="?([^";]+)"?/.exec(response.headers.get("Content-Disposition") ?? "");
  return { text: await response.text(), name: named?.[1] ?? `${state.scenario}.yaml` };
}

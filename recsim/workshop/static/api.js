// The server's answers: scenarios, files, stories.

import { t } from "/page/language.js";

/** What is wrong, in the page's language where the server says which of the usual refusals it is. */
export const refused = ({ key, parts, text }) => (key ? t(`refusals.${key}`, parts) : text);

/** The server refused what was sent; `problems` is [{path, text, key, parts}]. */
export class Refused extends Error {
  constructor(problems) {
    super(problems.map(refused).join(" "));
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

export async function ask(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch (error) {
    throw new Lost(error.message);
  }
  if (response.ok) return response;
  if (response.status >= 400 && response.status < 500) {
    const told = await response.json().catch(() => ({}));
    throw new Refused(told.problems ?? [{ path: "", text: told.error ?? response.statusText }]);
  }
  throw new Lost(`${response.status} ${response.statusText}`, response.status === 503);
}

/** JSON in which a time without end is a word. */
const json = async (response) => {
  try {
    return JSON.parse(await response.text(), (_, value) => (value === "Infinity" ? Infinity : value));
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

/** Everything about a scenario, as of recsim/page/scenarios.py. */
export const scenario = async (name) =>
  json(await ask(`/api/scenarios/${encodeURIComponent(name)}`));

/** A scenario file that somebody brings along: the scenario in it, as of `scenario`. */
export const upload = async (file, text) => json(await post("/api/upload", { file, text }));

/** One person's lives, as answered by /api/story. */
export const story = async (question) => json(await post("/api/story", question));

/** One recruiter's weeks, as answered by /api/recruiter. */
export const recruiter = async (question) => json(await post("/api/recruiter", question));

/** What is set as the text of a scenario file, and the name to save it under. */
export async function yaml(request) {
  const response = await post("/api/download", request);
  const named = /filename="?([^";]+)"?/.exec(response.headers.get("Content-Disposition") ?? "");
  return { text: await response.text(), name: named?.[1] ?? `${request.scenario}.yaml` };
}

// Estimates and names as people read them; sentences come from the server.

import { number, written } from "./digits.js";

export { number };

export const known = (estimate) => estimate?.mean !== null && estimate?.mean !== undefined;
export const hasInterval = (estimate) =>
  known(estimate) && typeof estimate.low === "number" && typeof estimate.high === "number";

/** "195 (190 to 200)", with equal decimals; "undefined" if the rate has nothing to divide by. */
export function spanned(estimate, { factor = 1, ...how } = {}) {
  if (!known(estimate)) return "undefined";
  const ends = hasInterval(estimate) ? [estimate.low * factor, estimate.high * factor] : [];
  const [mean, low, high] = written(estimate.mean * factor, ...ends, how);
  return low === undefined ? mean : `${mean} (${low} to ${high})`;
}

/** How a measure is written: shares in percent, people without decimals from ten on. */
export const style = (measure) => ({ factor: measure?.unit === "share" ? 100 : 1, whole: Boolean(measure?.whole) });

/** Short lines of at most so many letters, for names beside marks. */
export function wrap(text, letters) {
  const lines = [""];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last && last.length + 1 + word.length > letters) lines.push(word);
    else lines[lines.length - 1] = last ? `${last} ${word}` : word;
  }
  return lines;
}

/** Text that plotly shows as it is: its labels read a little HTML. */
export const plain = (text) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** Rows as CSV text. */
export function csv(columns, rows) {
  const cell = (value) => {
    const plain = value === null || value === undefined ? "" : String(value);
    const text = typeof value === "string" && /^[=+@\t\r-]/.test(value) ? `'${plain}` : plain; // no formula
    return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [columns, ...rows].map((row) => row.map(cell).join(",")).join("\n") + "\n";
}

/** Hand a file to the person. */
export function save(name, text, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

// Numbers and sentences as people read them.

const decimals = (size) => (size >= 99.5 || size === 0 ? 0 : size >= 0.95 ? 1 : 2);

/** A value in two or three digits, thousands separated, with a true minus. */
export function number(value, digits = decimals(Math.abs(value))) {
  const text = Math.abs(value).toLocaleString("en", {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  if (value !== 0 && /^[0.,]+$/.test(text) && digits > 0) {
    return value > 0 ? `<${10 ** -digits}` : `>−${10 ** -digits}`;
  }
  return value < 0 && !/^[0.,]+$/.test(text) ? `−${text}` : text;
}

/** A mean number of things in a run: whole, but for small ones. */
export const count = (value) => number(value, value >= 9.95 || value === 0 ? 0 : 1);

export const known = (estimate) => estimate?.mean !== null && estimate?.mean !== undefined;
export const hasInterval = (estimate) =>
  known(estimate) && typeof estimate.low === "number" && typeof estimate.high === "number";

/** "195 (190 to 200)", with equal decimals; "none" if the rate has nothing to divide by. */
export function spanned(estimate, factor = 1) {
  if (!known(estimate)) return "undefined";
  const ends = hasInterval(estimate) ? [estimate.low, estimate.high] : [];
  const all = [estimate.mean, ...ends].map((value) => value * factor);
  const digits = decimals(Math.max(...all.map(Math.abs)));
  const [mean, low, high] = all.map((value) => number(value, value === 0 ? 0 : digits));
  return ends.length ? `${mean} (${low} to ${high})` : mean;
}

/** How much more or fewer, in words: "12.3 more", "4 fewer", "equally many". */
export function moreOrFewer(value, digits) {
  if (value === 0) return "equally many";
  return `${number(Math.abs(value), digits)} ${value > 0 ? "more" : "fewer"}`;
}

/**
 * The sentences of an answer, as [the first, the others]: what is found, and smaller what it comes
 * with. In how many worlds it points the same way is one of the others; replications are "runs".
 */
export function firstAndRest([first, ...others]) {
  const worlds = /; (more|fewer)( in [^;()]* worlds)\)/;
  const pairing = first.match(worlds);
  const runs = (text) => text.replace("more replications would", "more runs would");
  const rest = pairing ? [`${pairing[1] === "more" ? "More" : "Fewer"} placements${pairing[2]}.`, ...others] : others;
  return [runs(first.replace(worlds, ")")), rest.join(" ")];
}

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
    const text = value === null || value === undefined ? "" : String(value);
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

// Texts as pictures and files need them.

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

/** Rows as CSV text. */
export function csv(columns, rows) {
  const cell = (value) => {
    const shown = value === null || value === undefined ? "" : String(value);
    const text = typeof value === "string" && /^[=+@\t\r-]/.test(value) ? `'${shown}` : shown; // no formula
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

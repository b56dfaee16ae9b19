// The sealed worlds: the hash before, seed and salt after, and how anybody can check them.

import { element } from "/page/dom.js";
import { short } from "./words.js";

/** What is known about the worlds of this round, into `place`. */
export function sealed(place, { seal, opened, challenge }) {
  const about = `${challenge.worlds} worlds, drawn by chance before the round and kept secret by the server. Their seal (SHA-256) is shown from the beginning: nobody can exchange them afterwards without its becoming another one.`;
  const parts = [
    element("p", {}, about),
    element("p", {}, "Seal: ", element("code", { class: "seal" }, seal)),
  ];
  if (opened) {
    parts.push(
      element("p", {}, "The round is over, so here is what was hashed (three lines, each with a line feed at its end). Anybody can check it:"),
      element("pre", { tabIndex: 0 }, `printf '${opened.text.trimEnd().replaceAll("\n", "\\n")}\\n' | sha256sum`),
    );
  }
  place.replaceChildren(...parts);
}

/** The seal in short, the whole of it on demand. */
export const sealTitle = ({ seal, opened }) => `The sealed worlds${opened ? " (opened)" : ""}: ${short(seal)}`;

// The sealed worlds: the hash before, seed and salt after, and how anybody can check them.

import { element } from "/page/dom.js";
import { t } from "/page/language.js";
import { short } from "./words.js";

/** What is known about the worlds of this round, into `place`. */
export function sealed(place, { seal, opened, challenge }) {
  const about = t("rooms.seal.about", challenge);
  /** @type {HTMLElement[]} */
  const parts = [
    element("p", {}, about),
    element("p", {}, t("rooms.seal.seal"), element("code", { class: "seal" }, seal)),
  ];
  if (opened) {
    parts.push(
      element("p", {}, t("rooms.seal.opened")),
      element("pre", { tabIndex: 0 }, `printf '${opened.text.trimEnd().replaceAll("\n", "\\n")}\\n' | sha256sum`),
    );
  }
  place.replaceChildren(...parts);
}

/** The seal in short, the whole of it on demand. */
export const sealTitle = ({ seal, opened }) => t(`rooms.seal.title${opened ? "_opened" : ""}`, { seal: short(seal) });

// The gallery: one card a scenario, with its question.

import { element } from "./levers.js";

const find = (id) => document.getElementById(id);

const TO_START_WITH = ["careful_or_careless", "two_ways"];

/** Put the cards of these scenarios ([{name, title, question}]) into the gallery. */
export function fill(scenarios) {
  const first = TO_START_WITH.map((name) => scenarios.find((one) => one.name === name)).filter(Boolean);
  const others = scenarios.filter((one) => !first.includes(one));
  find("cards").replaceChildren(
    ...[...first, ...others].map(({ name, title, question }) => {
      const lines = [element("b", {}, question || title), element("span", {}, question ? title : "")];
      if (TO_START_WITH.includes(name)) lines.push(element("span", { class: "start" }, "Good to start with"));
      return element("li", {}, element("button", { type: "button", class: "scenario", "data-name": name }, ...lines));
    }),
  );
}

/** Open and close it; `present()` names the scenario on the page, `chosen(name)` is told of another. */
export function gallery(present, chosen) {
  const dialog = find("gallery");
  find("open-gallery").addEventListener("click", () => {
    for (const card of dialog.querySelectorAll(".scenario")) {
      card.setAttribute("aria-current", String(card.dataset.name === present()));
    }
    dialog.showModal();
  });
  find("to-own").addEventListener("click", () => find("own-file").focus());
  find("close-gallery").addEventListener("click", () => dialog.close());
  find("cards").addEventListener("click", (event) => {
    const card = event.target.closest(".scenario");
    if (!card) return;
    dialog.close();
    if (card.dataset.name !== present()) chosen(card.dataset.name);
  });
}

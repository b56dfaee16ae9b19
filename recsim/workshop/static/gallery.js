// The gallery: one card a scenario, with its question.

import { element } from "./levers.js";

const find = (id) => document.getElementById(id);

/** Put the cards of these scenarios ([{name, title, question}]) into the gallery. */
export function fill(scenarios) {
  find("cards").replaceChildren(
    ...scenarios.map(({ name, title, question }) => {
      const lines = [element("b", {}, question || title), element("span", {}, question ? title : "")];
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
  find("close-gallery").addEventListener("click", () => dialog.close());
  find("cards").addEventListener("click", (event) => {
    const card = event.target.closest(".scenario");
    if (!card) return;
    dialog.close();
    if (card.dataset.name !== present()) chosen(card.dataset.name);
  });
}

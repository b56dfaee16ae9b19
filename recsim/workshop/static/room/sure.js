// Asking before something is lost.

import { element, find } from "/page/dom.js";
import { t } from "/page/language.js";

/** `check`: a box to be ticked first, for what cannot be undone. */
export function sure({ title, text, yes, check = "", done }) {
  const dialog = find("sure");
  const no = element("button", { type: "button" }, t("desk.sure.no"));
  const go = element("button", { type: "button", class: "danger", disabled: Boolean(check) }, yes);
  const box = element("input", { type: "checkbox" });
  box.addEventListener("change", () => {
    go.disabled = !box.checked;
  });
  no.addEventListener("click", () => dialog.close());
  go.addEventListener("click", async () => {
    dialog.close();
    await done();
  });
  dialog.replaceChildren(
    element("h2", { id: "sure-title" }, title),
    element("p", {}, text),
    ...(check ? [element("label", { class: "check" }, box, check)] : []),
    element("p", { class: "guess-line" }, no, go),
  );
  dialog.showModal();
  no.focus();
}

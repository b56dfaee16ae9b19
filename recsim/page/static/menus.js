// Menus of the toolbar: Escape or a click elsewhere closes them.

export function menus() {
  /** @type {() => NodeListOf<HTMLDetailsElement>} */
  const open = () => document.querySelectorAll("details.menu[open]");
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of open()) {
      const inside = menu.contains(document.activeElement);
      menu.open = false;
      if (inside) menu.querySelector("summary").focus();
    }
  });
  document.addEventListener("click", ({ target }) => {
    for (const menu of open()) if (target instanceof Node && target.isConnected && !menu.contains(target)) menu.open = false;
  });
}

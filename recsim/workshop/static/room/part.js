// A part of a page that is made anew when what it shows has changed; the focus stays where it was.

export class Part {
  /** `make(slice)` gives the nodes for what is shown; controls with data-keep are found again. */
  constructor(place, make) {
    this.place = place;
    this.make = make;
    this.shown = null;
  }

  show(slice) {
    const state = JSON.stringify(slice);
    if (state === this.shown) return;
    this.shown = state;
    const own = this.place.contains(document.activeElement);
    const spot = own ? document.activeElement.getAttribute("data-keep") : null;
    this.place.replaceChildren(...this.make(slice).filter(Boolean));
    if (!own) return;
    /** @type {HTMLElement} */
    const again = spot && this.place.querySelector(`[data-keep="${CSS.escape(spot)}"]:not(:disabled)`);
    (again || this.place.querySelector("button:not(:disabled), input:not(:disabled), select"))?.focus();
  }
}

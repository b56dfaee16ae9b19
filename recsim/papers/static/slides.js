// One slide at a time by keys, buttons and swipes; N or ?notes shows the notes, printed as well.
"use strict";
const slides = [...document.querySelectorAll(".slide")];
const root = document.documentElement;
const paper = document.createElement("style");
paper.textContent = "@page { size: A4; margin: 15mm; }";
const [back, on] = /** @type {HTMLButtonElement[]} */ (["back", "on"].map((id) => document.getElementById(id)));
let now = 0;

function show(place, kept) {
  now = Math.max(0, Math.min(slides.length - 1, place));
  slides.forEach((slide, at) => slide.classList.toggle("now", at === now));
  document.getElementById("place").textContent = `${now + 1} / ${slides.length}`;
  back.disabled = now === 0;
  on.disabled = now === slides.length - 1;
  if (!kept) history.replaceState(null, "", `#slide-${now + 1}`);
}

function notes(shown) {
  root.classList.toggle("with-notes", shown);
  document.getElementById("notes").setAttribute("aria-pressed", String(shown));
  if (shown) document.head.append(paper);
  else paper.remove();
}

const ofAddress = () => Number((/^#slide-(\d+)$/.exec(location.hash) ?? [0, 1])[1]) - 1;
const keys = {
  ArrowRight: () => show(now + 1), ArrowDown: () => show(now + 1), PageDown: () => show(now + 1), " ": () => show(now + 1),
  ArrowLeft: () => show(now - 1), ArrowUp: () => show(now - 1), PageUp: () => show(now - 1),
  Home: () => show(0), End: () => show(slides.length - 1),
  n: () => notes(!root.classList.contains("with-notes")),
};
document.addEventListener("keydown", (event) => {
  const pressed = event.key === " " && event.target instanceof Element && event.target.closest("button");
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (pressed || event.ctrlKey || event.metaKey || event.altKey || !keys[key]) return;
  event.preventDefault();
  keys[key]();
});
back.addEventListener("click", keys.ArrowLeft);
on.addEventListener("click", keys.ArrowRight);
document.getElementById("notes").addEventListener("click", keys.n);
let touched = 0;
document.addEventListener("touchstart", (event) => { touched = event.changedTouches[0].clientX; }, { passive: true });
document.addEventListener("touchend", (event) => {
  const moved = event.changedTouches[0].clientX - touched;
  if (Math.abs(moved) > 60) show(now - Math.sign(moved));
}, { passive: true });
window.addEventListener("hashchange", () => show(ofAddress(), true));
root.classList.add("live");
notes(new URLSearchParams(location.search).has("notes"));
show(ofAddress(), true);

// Numbers for people: as many digits as are known. The same rule as in recsim/telling/numbers.py,
// with which a test compares it on thousands of numbers; marks are those of the language.

import { SPOKEN } from "./language.js";

const { thousands: THOUSANDS, decimal: DECIMAL } = SPOKEN.page.numbers;
const FIRST = -12;
const LEAST = -6;
const POWERS = Array.from({ length: 31 }, (_, at) => Number(`1e${at + FIRST}`));
const power = (exponent) => POWERS[exponent - FIRST];

/** The highest power of ten that is not above `size`. */
function place(size) {
  let found = FIRST;
  for (let at = FIRST; at < FIRST + POWERS.length && power(at) <= size; at += 1) found = at;
  return found;
}

function decimals(largest, half, whole) {
  const top = largest > 0 ? place(largest) : 0;
  let last;
  if (half > 0) {
    const finest = largest >= 0.0995 ? Math.max(top - 3, -2) : top - 1;
    const coarsest = largest >= 9995 ? top - 1 : Math.max(top - 2, 0);
    last = Math.max(Math.min(place(half / 2), coarsest), finest);
  } else if (largest >= 99.5) last = Math.max(top - 3, 0);
  else if (largest >= 0.95) last = -1;
  else last = largest >= 0.095 ? -2 : Math.max(top, -3);
  if (whole && largest >= 0.0995) last = Math.max(last, largest >= 9.95 ? 0 : -1);
  return -Math.max(last, LEAST);
}

function rounded(value, digits, sign) {
  const size = Math.abs(value);
  const units =
    digits >= 0
      ? BigInt(Math.floor(size * power(digits) + 0.5))
      : BigInt(Math.floor(size / power(-digits) + 0.5)) * 10n ** BigInt(-digits);
  if (units === 0n) return "0";
  const shown = String(units).padStart(Math.max(digits, 0) + 1, "0");
  const cut = shown.length - Math.max(digits, 0);
  const head = String(BigInt(shown.slice(0, cut))).replace(/\B(?=(\d{3})+$)/g, THOUSANDS);
  const before = value < 0 ? "−" : sign ? "+" : "";
  return before + head + (cut < shown.length ? `${DECIMAL}${shown.slice(cut)}` : "");
}

/** A value of which nothing more is known: "1,235", "14.6", "6.0". */
export function number(value, { whole = false, sign = false } = {}) {
  const size = Math.abs(value);
  if (size === Math.floor(size)) return rounded(value, 0, sign);
  const text = rounded(value, decimals(size, 0, whole), sign);
  if (text !== "0") return text;
  return value > 0 ? `<0${DECIMAL}001` : `>−0${DECIMAL}001`;
}

/** A number as it is, in the language's marks; `grouped`: with marks between thousands. */
export function asIs(value, { grouped = false } = {}) {
  const [whole, rest] = String(value).replace("-", "−").split(".");
  return (grouped ? whole.replace(/\B(?=(\d{3})+$)/g, THOUSANDS) : whole) + (rest === undefined ? "" : DECIMAL + rest);
}

/** A number that is known exactly, with all its digits up to six. */
export const exactly = (value) => asIs(Number(value.toPrecision(6)), { grouped: true });

/** `written(value, low, high, how)`: with equal decimals, as [value, low, high]; without ends, [value]. */
export function written(value, ...rest) {
  const { whole = false, sign = false } = rest.pop();
  const [low, high] = rest;
  if (typeof low !== "number" || typeof high !== "number") return [number(value, { whole, sign })];
  const ends = [value, low, high];
  let digits = decimals(Math.max(...ends.map(Math.abs)), (high - low) / 2, whole);
  if (ends.every((end) => end === Math.floor(end)) && low === high) digits = Math.min(digits, 0);
  return ends.map((end) => rounded(end, digits, sign));
}

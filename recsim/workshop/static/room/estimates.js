// Estimates as people read them: {mean, low, high}, with as many digits as are known.

import { written } from "/page/digits.js";
import { t } from "/page/language.js";

export const known = (estimate) => estimate?.mean !== null && estimate?.mean !== undefined;
export const hasInterval = (estimate) =>
  known(estimate) && typeof estimate.low === "number" && typeof estimate.high === "number";

/**
 * "195 (190 to 200)", with equal decimals; "undefined" if the rate has nothing to divide by.
 *
 * @param {{factor?: number, whole?: boolean, sign?: boolean}} [how]
 */
export function spanned(estimate, how = {}) {
  const { factor = 1, ...digits } = how;
  if (!known(estimate)) return t("rooms.values.undefined");
  const ends = hasInterval(estimate) ? [estimate.low * factor, estimate.high * factor] : [];
  const [mean, low, high] = written(estimate.mean * factor, ...ends, digits);
  return low === undefined ? mean : t("rooms.values.span", { mean, low, high });
}

/** How a measure is written: shares in percent, people without decimals from ten on. */
export const style = (measure) => ({ factor: measure?.unit === "share" ? 100 : 1, whole: Boolean(measure?.whole) });

/** Text that plotly shows as it is: its labels read a little HTML. */
export const plain = (text) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

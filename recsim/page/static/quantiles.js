// Quantiles: of Student's t, and the bounds of Poisson and binomial chances (gamma and beta).
// Abramowitz and Stegun 1964, 6.5 and 26.5; continued fractions by Lentz's method (Thompson and Barnett 1986).

const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];
export const TINY = 1e-300;
const CLOSE = 1e-16;

/** Logarithm of the gamma function, for x above 0 (Lanczos 1964); exact where bounds are simple shares. */
function logGamma(x) {
  if (x === 1 || x === 2) return 0;
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const t = x + 6.5;
  const sum = LANCZOS.reduce((all, part, k) => (k ? all + part / (x - 1 + k) : part), 0);
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
}

/** b0 + a1 / (b1 + a2 / (b2 + ...)) without b0; `part(k)` gives [ak, bk]. */
function fraction(part) {
  let [value, c, d] = [TINY, TINY, 0];
  for (let k = 1; k < 10_000; k += 1) {
    const [a, b] = part(k);
    d = 1 / (b + a * d || TINY);
    c = b + a / c || TINY;
    value *= c * d;
    if (Math.abs(c * d - 1) < CLOSE) break;
  }
  return value;
}

/** Regularised lower incomplete gamma function P(a, x). */
function gammaShare(a, x) {
  if (x <= 0) return 0;
  const scale = Math.exp(a * Math.log(x) - x - logGamma(a));
  if (x >= a + 1) return 1 - scale * fraction((k) => (k === 1 ? [1, x + 1 - a] : [(k - 1) * (a - k + 1), x + 2 * k - 1 - a]));
  let [term, sum] = [1 / a, 1 / a];
  for (let k = 1; k < 10_000 && term > sum * CLOSE; k += 1) sum += term *= x / (a + k);
  return scale * sum;
}

/** Regularised incomplete beta function I_x(a, b); `y` is 1 - x. */
function betaShare(a, b, x, y = 1 - x) {
  if (x <= 0 || y <= 0) return x <= 0 ? 0 : 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - betaShare(b, a, y, x);
  const beta = logGamma(a) + logGamma(b) - logGamma(a + b);
  const within = Math.abs(beta) < 600; // powers are exact where shares are simple, logarithms never overflow
  const scale = within ? (x ** a * y ** b) / Math.exp(beta) : Math.exp(a * Math.log(x) + b * Math.log(y) - beta);
  return (scale / a) * fraction((k) => {
    const m = Math.floor((k - 1) / 2);
    if (k === 1) return [1, 1];
    const top = k % 2 ? m * (b - m) * x : -(a + m) * (a + b + m) * x;
    return [k % 2 ? top / ((a + 2 * m - 1) * (a + 2 * m)) : top / ((a + 2 * m) * (a + 2 * m + 1)), 1];
  });
}

/** Where a growing function of x above 0 reaches a value: by halving, far from it the logarithm of x. */
function reached(share, value, most) {
  let [low, high] = [TINY, most];
  for (;;) {
    const middle = high > 2 * low ? Math.sqrt(low) * Math.sqrt(high) : (low + high) / 2;
    if (middle <= low || middle >= high) return high;
    if (share(middle) < value) low = middle;
    else high = middle;
  }
}

/** Quantile of the gamma distribution of shape a. */
export const gammaQuantile = (a, p) => reached((x) => gammaShare(a, x), p, 10 * a + 1000);

/** Quantile of the beta distribution, and what it is short of 1. */
export function betaQuantile(a, b, p) {
  if (betaShare(a, b, 0.5) < p) {
    const rest = reached((at) => betaShare(b, a, at), 1 - p, 0.5);
    return [1 - rest, rest];
  }
  const x = reached((at) => betaShare(a, b, at), p, 0.5);
  return [x, 1 - x];
}

const tQuantiles = new Map();

/** Quantile of Student's t distribution, for a probability from one half on. */
export function tQuantile(probability, freedom) {
  const key = `${probability} ${freedom}`;
  if (!tQuantiles.has(key)) {
    const [x, rest] = betaQuantile(0.5, freedom / 2, 2 * probability - 1);
    tQuantiles.set(key, Math.sqrt((freedom * x) / rest));
  }
  return tQuantiles.get(key);
}

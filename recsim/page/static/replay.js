// The latest change once more: marks go from where they were to where they are.

const LASTS = 1600; // ms, a short rest at the beginning included
const RESTS = 0.25; // share of it in which all is as it was

/**
 * Draw again and again with how far the change has come, from 0 to 1; without motion where people want none.
 *
 * Returns a function that ends it at once.
 */
export function replay(drawAt, done) {
  const begun = performance.now();
  const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
  let frame = 0;
  const step = (now) => {
    const at = Math.min(1, (now - begun) / LASTS);
    const far = Math.max(0, (at - RESTS) / (1 - RESTS));
    if (at >= 1) return done();
    drawAt(isStill ? 0 : far * far * (3 - 2 * far));
    frame = requestAnimationFrame(step);
    return undefined;
  };
  frame = requestAnimationFrame(step);
  return () => {
    cancelAnimationFrame(frame);
    done();
  };
}

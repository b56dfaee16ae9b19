// Names beside marks, where they cover no other mark and no other name.

const OUT_OF_REACH = 20; // pixels from which on nobody sees what belongs together
const TOO_NEAR = 18; // pixels from another mark within which a name seems to be that one's

const overlap = (a, b) =>
  Math.max(0, Math.min(a[2], b[2]) - Math.max(a[0], b[0])) * Math.max(0, Math.min(a[3], b[3]) - Math.max(a[1], b[1]));

/**
 * How far from its mark the middle of each name goes: [{dx, dy}], in pixels, up and right.
 *
 * `spots` are the marks in pixels from below and left, `texts` the lines of each name; the frame is
 * `wide` and `tall`. Those on the left choose first: at the edge there is least room. `marks` are all
 * that must stay in sight.
 */
export function beside(spots, texts, { wide, tall, font }, marks = spots) {
  const around = ([x, y], far) => [x - far, y - far, x + far, y + far];
  const sum = (box, others) => others.reduce((all, other) => all + overlap(box, other), 0);
  const taken = marks.map((mark) => around(mark, 9));
  const found = [];
  for (const place of [...spots.keys()].sort((a, b) => spots[a][0] - spots[b][0])) {
    const [x, y] = spots[place];
    const lines = texts[place];
    const others = marks.filter((mark) => mark[0] !== x || mark[1] !== y).map((mark) => around(mark, TOO_NEAR));
    const w = Math.max(...lines.map((text) => text.length)) * font * 0.62;
    const h = lines.length * font * 1.3;
    const sides = [12, 26, 42, 60, 80].flatMap((reach) =>
      Array.from({ length: 12 }, (_, turn) => {
        const [right, up] = [Math.cos((Math.PI * turn) / 6), Math.sin((Math.PI * turn) / 6)];
        return [right * (reach + w / 2), up * (reach + h / 2)];
      }));
    const boxes = sides.map(([dx, dy]) => {
      const [cx, cy] = [x + dx, y + dy];
      const box = [cx - w / 2, cy - h / 2, cx + w / 2, cy + h / 2];
      const out = Math.max(0, -box[0]) + Math.max(0, box[2] - wide) + Math.max(0, -box[1]) + Math.max(0, box[3] - tall);
      const far = Math.hypot(dx, 2 * dy);
      return { dx, dy, box, fault: far + 1000 * out + 5 * sum(box, taken) + sum(box, others) };
    });
    const chosen = boxes.reduce((least, next) => (next.fault < least.fault ? next : least));
    const [endX, endY] = leader([x, y], chosen) ?? [x, y];
    taken.push(chosen.box, [Math.min(x, endX) - 2, Math.min(y, endY) - 2, Math.max(x, endX) + 2, Math.max(y, endY) + 2]);
    found[place] = chosen;
  }
  return found;
}

/** Where a line from a mark meets its name, if the name stands so far away that it needs one. */
export function leader([x, y], { box }) {
  const near = [Math.min(Math.max(x, box[0]), box[2]), Math.min(Math.max(y, box[1]), box[3])];
  return Math.hypot(near[0] - x, near[1] - y) > OUT_OF_REACH ? near : null;
}

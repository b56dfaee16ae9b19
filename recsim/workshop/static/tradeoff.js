// The trade-off plane: placements against offences per 100 placements, with clouds, frontier, trail.

import { axis, base } from "./figures.js";
import { beside } from "./labels.js";
import { faint } from "./palette.js";
import { hasInterval, known, plain, spanned, wrap } from "./words.js";

const cost = (result) => result.measures.offences_per_100_placements;
const gain = (result) => result.measures.placements;
const point = (result) =>
  result && known(cost(result)) && known(gain(result)) ? [cost(result).mean, gain(result).mean] : null;

const ON = "on the frontier";

const bar = (estimate, colour) =>
  hasInterval(estimate)
    ? {
        type: "data", symmetric: false, color: colour, thickness: 2, width: 0,
        array: [estimate.high - estimate.mean], arrayminus: [estimate.mean - estimate.low],
      }
    : undefined;

/** Range of an axis around values: from zero unless they are far from it. */
function span(values) {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  if (least < 0.5 * most || most === least) return [-0.06 * (most || 1), 1.12 * (most || 1)];
  const room = 0.2 * (most - least);
  return [least - room, most + room];
}

export function tradeOff(view) {
  const data = [];
  const xs = [];
  const ys = [];
  const seen = (pairs) => pairs.forEach(([x, y]) => (xs.push(x), ys.push(y)));
  const drawn = view.strategies.filter(({ result }) => point(result));
  const others = view.others.filter(({ result }) => point(result));
  for (const { label, colour, symbol, result } of drawn) {
    const cloud = result.cloud.filter((pair) => pair.every((v) => typeof v === "number")).map(([y, x]) => [x, y]);
    seen(cloud);
    data.push({
      x: cloud.map((p) => p[0]), y: cloud.map((p) => p[1]), mode: "markers",
      marker: { symbol, size: 7, color: faint(colour, 0.32), line: { width: 0 } },
      hovertemplate: `${plain(label)}, one run: %{y:.0f} placements, %{x:.1f} offences per 100<extra></extra>`,
    });
  }
  const best = [...drawn, ...others]
    .filter(({ result }) => result.place === ON)
    .map(({ result }) => point(result))
    .sort((one, other) => one[0] - other[0]);
  if (best.length > 1) {
    data.push({
      x: best.map((p) => p[0]), y: best.map((p) => p[1]), mode: "lines", hoverinfo: "skip",
      line: { color: view.theme.soft, width: 1.6 },
    });
  }
  for (const { colour, symbol, label, before, result, trail } of drawn) {
    const path = [...trail, before, result].map(point).filter(Boolean);
    seen(path);
    if (path.length > 1) {
      data.push({
        x: path.map((p) => p[0]), y: path.map((p) => p[1]), mode: "lines", hoverinfo: "skip",
        line: { color: colour, width: 1.5, dash: "dot" },
      });
    }
    if (point(before)) {
      data.push({
        x: [point(before)[0]], y: [point(before)[1]], mode: "markers", hoverinfo: "text",
        text: [`${plain(label)} before: ${spanned(gain(before))} placements, ${spanned(cost(before))} offences per 100`],
        marker: { symbol: `${symbol}-open`, size: 13, color: colour, line: { width: 2 } },
      });
    }
  }
  for (const { label, colour, symbol, result } of others) {
    seen([point(result)]);
    data.push({
      x: [point(result)[0]], y: [point(result)[1]], mode: "markers", hoverinfo: "text",
      marker: { symbol: `${symbol}-open`, size: 9, color: colour },
      text: [`${plain(label)} (not in view): ${spanned(gain(result))} placements, ${spanned(cost(result))} offences per 100`],
    });
  }
  for (const { label, colour, symbol, result } of drawn) {
    data.push({
      x: [point(result)[0]], y: [point(result)[1]], mode: "markers", hoverinfo: "text",
      text: [`${plain(label)}: ${spanned(gain(result))} placements, ${spanned(cost(result))} offences per 100`],
      marker: { symbol, size: 16, color: colour, line: { color: view.theme.paper, width: 2 } },
      error_x: bar(cost(result), colour), error_y: bar(gain(result), colour),
    });
  }
  const limit = view.limits.offences_per_100_placements;
  if (limit !== undefined) xs.push(limit);
  const ranges = xs.length ? [span(xs), span(ys)] : [[0, 1], [0, 1]];
  const layout = base(view, {
    margin: { l: 8, r: 12, t: 1.6 * view.font, b: 8 },
    shapes: limit === undefined ? [] : [{
      type: "line", x0: limit, x1: limit, yref: "paper", y0: 0, y1: 1, line: { color: view.theme.ink, width: 1.6, dash: "dot" },
      label: { text: `limit ${limit}`, textposition: "end", yanchor: "bottom", font: { color: view.theme.ink } },
    }],
    xaxis: axis(view, "Offences per 100 placements", { range: ranges[0], nticks: 6 }),
    yaxis: axis(view, "Placements", { range: ranges[1], nticks: 6 }),
    annotations: [...names(view, [...drawn, ...others], ranges), {
      xref: "paper", yref: "paper", x: 0, y: 1, xanchor: "left", yanchor: "bottom",
      text: "↖ better", showarrow: false, font: { color: view.theme.soft },
    }],
  });
  const table = {
    columns: ["strategy", "placements", "offences_per_100_placements"],
    rows: view.strategies.flatMap(({ key, result }) => result.cloud.map((pair) => [key, ...pair])),
  };
  const say = drawn.map(({ label, result }) =>
    `${label}: ${spanned(gain(result))} placements, ${spanned(cost(result))} offences per 100 placements`);
  return { data, layout, table, aria: say.join("; ") };
}

/** Names beside the means, on the side where no other mean is near and the frame is not left. */
function names(view, drawn, [[x0, x1], [y0, y1]]) {
  const wide = view.width - 5.2 * view.font; // about what the axes leave
  const tall = view.height - 5.6 * view.font;
  const spots = drawn.map(({ result }) => {
    const [x, y] = point(result);
    return [((x - x0) / (x1 - x0)) * wide, ((y - y0) / (y1 - y0)) * tall];
  });
  const texts = drawn.map(({ label }) => wrap(label, 20));
  const sides = beside(spots, texts, { wide, tall, font: view.font });
  const halo = [1, 1, 2, 3].map((blur) => `0 0 ${blur}px ${view.theme.paper}`).join(", ");
  return drawn.map(({ key, letters, result }, place) => ({
    x: point(result)[0], y: point(result)[1], xshift: sides[place].dx, yshift: sides[place].dy, showarrow: false,
    text: texts[place].map(plain).join("<br>"), bgcolor: faint(view.theme.paper, 0.4), borderpad: 0,
    font: { color: letters, shadow: halo, weight: view.strategies.some((own) => own.key === key) ? 700 : 400 },
  }));
}

// What is drawn: from the server's answer to plotly's traces. Pure functions of a view.
//
// A view: {strategies: [{key, label, place, colour, letters, symbol, result, before, trail}], all,
// theme, width, font, narrow, percent, runs, confidence}. `before` is the ghost, or null.

import { faint } from "./palette.js";
import { count, hasInterval, known, number, plain, spanned, wrap } from "./words.js";

/** Layout that all charts share. */
export function base(view, more = {}) {
  const { theme, font } = view;
  return {
    font: { family: "system-ui, 'DejaVu Sans', sans-serif", size: font, color: theme.ink },
    paper_bgcolor: theme.paper,
    plot_bgcolor: theme.paper,
    margin: { l: 8, r: 12, t: 8, b: 8 },
    showlegend: false,
    hovermode: "closest",
    hoverlabel: { font: { size: font } },
    dragmode: false,
    annotations: [],
    ...more,
  };
}

export const axis = (view, title, more = {}) => ({
  title: { text: title, standoff: 8 },
  gridcolor: view.theme.grid,
  linecolor: view.theme.soft,
  zeroline: false,
  automargin: true,
  fixedrange: true,
  ...more,
});

/** Names as labels at heights (in pixels, from below) that do not overlap; keeps their order. */
function apart(heights, sizes) {
  const order = heights.map((_, i) => i).sort((a, b) => heights[a] - heights[b]);
  const placed = [...heights];
  for (let pass = 0; pass < 40; pass += 1) {
    for (let k = 1; k < order.length; k += 1) {
      const [low, high] = [order[k - 1], order[k]];
      const gap = (sizes[low] + sizes[high]) / 2 - (placed[high] - placed[low]);
      if (gap > 0.01) {
        placed[low] -= gap / 2;
        placed[high] += gap / 2;
      }
    }
  }
  return placed;
}

/** Placements over time: mean with its band, the picture before as dashes, names at the ends. */
export function overTime(view) {
  const data = [];
  const line = (result, style) => ({
    x: result.series.days,
    y: result.series.placements.mean,
    mode: "lines",
    line: style,
    hoverinfo: "skip",
  });
  for (const { result, before, colour, label } of view.strategies) {
    const { days, placements } = result.series;
    if (placements.low && placements.low.some((value) => value !== null)) {
      data.push({
        x: [...days, ...days.toReversed()],
        y: [...placements.high, ...placements.low.toReversed()],
        fill: "toself",
        fillcolor: faint(colour, 0.22),
        mode: "lines",
        line: { width: 0 },
        hoverinfo: "skip",
      });
    }
    if (before) data.push(line(before, { color: colour, width: 1.6, dash: "dot" }));
    data.push({
      ...line(result, { color: colour, width: 3 }),
      hoverinfo: "text",
      text: days.map((day, i) => `${plain(label)}, day ${day}: ${number(placements.mean[i])}`),
    });
  }
  const names = view.strategies.map(({ label }) => wrap(label, view.narrow ? 11 : 16));
  const tall = view.height - 70;
  const top = 1.05 * Math.max(1e-9, ...view.strategies.flatMap(({ result, before }) =>
    [result, before].flatMap((r) => (r ? [...r.series.placements.mean, ...(r.series.placements.high ?? [])] : []))));
  const ends = view.strategies.map(({ result }) => (result.series.placements.mean.at(-1) / top) * tall);
  const heights = apart(ends, names.map((lines) => lines.length * view.font * 1.3));
  const annotations = view.strategies.map(({ letters }, i) => ({
    xref: "paper", x: 1, xanchor: "left", y: (heights[i] / tall) * top, yanchor: "middle",
    text: names[i].map(plain).join("<br>"), font: { color: letters, weight: 700 },
    showarrow: false, align: "left", xshift: 6,
  }));
  const longest = Math.max(...names.flat().map((text) => text.length));
  const right = 14 + longest * view.font * 0.62;
  const layout = base(view, {
    margin: { l: 8, r: right, t: 8, b: 8 },
    xaxis: axis(view, "Days", { rangemode: "tozero", tickangle: 0, nticks: (view.width - right) / view.font > 30 ? 9 : 5 }),
    yaxis: axis(view, "Placements so far", { range: [0, top] }),
    annotations,
  });
  const rows = view.strategies.flatMap(({ key, result }) =>
    result.series.days.map((day, i) => {
      const { mean, low, high } = result.series.placements;
      return [key, day, mean[i], low?.[i], high?.[i]];
    }));
  const table = { columns: ["strategy", "day", "mean", "low", "high"], rows };
  const say = view.strategies.map(({ label, result }) =>
    `${label}: ${number(result.series.placements.mean.at(-1))} at the end`);
  return { data, layout, table, aria: say.join("; ") };
}

/** Rows of values with intervals: one a strategy, names above their rows. */
function rows(view, { estimate, factor = 1, nothing }, whichAxis) {
  const data = [];
  const annotations = [];
  const y = (place) => view.strategies.length - 1 - place;
  view.strategies.forEach((strategy, place) => {
    const { label, colour, letters, symbol, result, before } = strategy;
    const found = estimate(result);
    const axes = { xaxis: `x${whichAxis}`, yaxis: `y${whichAxis}` };
    const old = before && estimate(before);
    if (known(old)) {
      data.push({
        ...axes, x: [old.mean * factor], y: [y(place) - 0.17], mode: "markers", hoverinfo: "text",
        marker: { symbol: `${symbol}-open`, size: 10, color: colour, opacity: 0.75 },
        text: [`${plain(label)} before: ${spanned(old, factor)}`],
      });
    }
    if (known(found)) {
      const bar = hasInterval(found) && {
        type: "data", symmetric: false, color: colour, thickness: 3, width: 0,
        array: [(found.high - found.mean) * factor], arrayminus: [(found.mean - found.low) * factor],
      };
      data.push({
        ...axes, x: [found.mean * factor], y: [y(place) - 0.17], mode: "markers", hoverinfo: "text",
        marker: { symbol, size: 10, color: colour }, text: [`${plain(label)}: ${spanned(found, factor)}`],
        ...(bar ? { error_x: bar } : {}),
      });
    }
    annotations.push({
      xref: `x${whichAxis} domain`, yref: `y${whichAxis}`, x: 0, y: y(place) + 0.2, xanchor: "left",
      yanchor: "middle", showarrow: false, font: { color: letters, weight: 600 }, align: "left",
      text: `${plain(label)}:  ${known(found) ? spanned(found, factor) : `undefined: ${nothing}`}`,
    });
  });
  return { data, annotations };
}

/** Axes of a panel of rows; `domain` is its place from below, 0 to 1. */
function panelAxes(view, values, domain, which) {
  const top = Math.max(...values.filter(Number.isFinite), 0) || 1;
  return {
    [`xaxis${which}`]: axis(view, "", { range: [-0.02 * top, 1.06 * top], nticks: 6, anchor: `y${which}`, automargin: false }),
    [`yaxis${which}`]: {
      range: [-0.55, view.strategies.length - 0.5], domain, visible: false, fixedrange: true, anchor: `x${which}`,
    },
  };
}

/** Panels below each other, each with the value of one measure and its interval. */
export function intervals(view, panels) {
  const data = [];
  const annotations = [];
  const layout = { margin: { l: 8, r: 14, t: 2, b: 2 } };
  const share = 1 / panels.length;
  const line = view.font / (view.height - 4); // for the title above and the numbers below each one
  panels.forEach((panel, place) => {
    const { title, estimate, factor = 1 } = panel;
    const which = place ? String(place + 1) : "";
    const made = rows(view, panel, which);
    const top = 1 - share * place;
    data.push(...made.data);
    annotations.push(...made.annotations, {
      xref: "paper", yref: "paper", x: 0, y: top, xanchor: "left", yanchor: "top", showarrow: false, text: title,
      font: { weight: 700 },
    });
    const values = view.strategies.flatMap(({ result, before }) =>
      [result, before].flatMap((r) => {
        const found = r && estimate(r);
        return known(found) ? [factor * (found.high ?? found.mean)] : [];
      }));
    Object.assign(layout, panelAxes(view, values, [top - share + 2.1 * line, top - 1.8 * line], which));
  });
  const table = {
    columns: ["measure", "strategy", "mean", "low", "high"],
    rows: panels.flatMap(({ name, estimate }) =>
      view.strategies.map(({ key, result }) => {
        const found = estimate(result);
        return [name, key, found?.mean, found?.low, found?.high];
      })),
  };
  const say = panels.map(({ title, estimate, factor = 1 }) =>
    `${title}: ${view.strategies.map((s) => `${s.label} ${spanned(estimate(s.result), factor)}`).join(", ")}`);
  return { data, layout: base(view, { ...layout, annotations }), table, aria: say.join("; ") };
}

/** All ends of a result, with what they are per 100 of. */
export const endsOf = (result) => [
  ...result.ends.map((end) => ({ ...end, group: "Of 100 approaches" })),
  ...(result.application_ends ?? []).map((end) => ({ ...end, group: "Of 100 applications" })),
];

/** Whether anything of a group ended at all. */
export const endedIn = (result, group) =>
  endsOf(result).some((end) => end.group === group && typeof end.per_100 === "number");

/** Round numbers from nothing to the top, for an axis that goes on beyond it. */
function roundTicks(top) {
  const step = [1, 2, 5, 10, 20, 25].find((one) => top / one <= 4.5) ?? 25;
  return Array.from({ length: Math.floor(top / step) + 1 }, (_, at) => at * step);
}

/** Where contacts and applications end: bars per 100, counts beside them, ticks for before. */
export function ends(view) {
  const groups = new Map();
  for (const { result } of view.strategies) {
    for (const end of endsOf(result)) {
      if (!groups.has(end.group)) groups.set(end.group, new Map());
      groups.get(end.group).set(end.name, end.label);
    }
  }
  const letters = view.narrow ? 15 : view.width < 36 * view.font ? 18 : 25;
  const ticks = [];
  const heads = []; // of groups: ticks cannot be bold
  const bars = view.strategies.map(() => ({ x: [], y: [], text: [], width: [], beside: [] }));
  const ghosts = view.strategies.map(() => ({ x: [], y: [] }));
  let most = 1;
  let row = 0;
  for (const [group, names] of groups) {
    const ended = view.strategies.some(({ result, before }) => [result, before].some((one) => one && endedIn(one, group)));
    heads.push({
      xref: "paper", x: 0, xanchor: "right", xshift: -3, y: row, yanchor: "middle", align: "right", showarrow: false,
      text: wrap(ended ? group : `${group}: there were none`, letters).map(plain).join("<br>"), font: { weight: 700, color: view.theme.ink },
    });
    row += 0.9;
    if (!ended) continue;
    const taking = view.strategies.filter(({ result, before }) =>
      [result, before].some((ended) => ended && endsOf(ended).some((e) => e.group === group && typeof e.per_100 === "number")));
    const many = Math.max(1, taking.length);
    most = Math.max(most, many);
    for (const [name, label] of names) {
      ticks.push([row, wrap(label, letters).map(plain).join("<br>")]);
      view.strategies.forEach(({ key, result, before }, place) => {
        const at = row + (taking.findIndex(({ key: own }) => own === key) - (many - 1) / 2) * (0.84 / many);
        const one = (ended) => endsOf(ended).find((e) => e.name === name && e.group === group);
        const [end, old] = [one(result), before && one(before)];
        if (typeof end?.per_100 === "number") {
          bars[place].x.push(end.per_100);
          bars[place].y.push(at);
          bars[place].width.push(0.76 / many);
          bars[place].text.push(`${number(end.per_100)} (${count(end.count)})`);
          bars[place].beside.push(Math.max(end.per_100, old?.per_100 ?? 0)); // not below the tick
        }
        if (typeof old?.per_100 === "number") {
          ghosts[place].x.push(old.per_100);
          ghosts[place].y.push(at);
        }
      });
      row += 1;
    }
    row += 0.25;
  }
  const top = Math.max(1, ...[...bars, ...ghosts].flatMap((b) => b.x));
  const room = view.width - 30 - 0.6 * letters * view.font; // about so much is left beside the names
  const beyond = Math.min(0.7 * room, 8.5 * view.font);
  const data = view.strategies.map(({ label, colour }, place) => ({
    type: "bar", orientation: "h", name: label, x: bars[place].x, y: bars[place].y,
    width: bars[place].width, marker: { color: colour }, hovertext: bars[place].text, textposition: "none",
    hovertemplate: `${plain(label)}: %{hovertext}<extra></extra>`,
  }));
  for (const { beside, y, text } of bars) {
    data.push({
      x: beside, y, text: text.map((words) => ` ${words}`), mode: "text", textposition: "middle right", hoverinfo: "skip",
      textfont: { color: view.theme.ink, size: view.font - 1 }, cliponaxis: false,
    });
  }
  view.strategies.forEach(({ colour, label }, place) => {
    if (!ghosts[place].x.length) return;
    data.push({
      ...ghosts[place], mode: "markers", hovertemplate: `${plain(label)} before: %{x:.3g}<extra></extra>`,
      marker: { symbol: "line-ns", size: Math.max(7, (0.3 * view.height) / row / most), line: { color: colour, width: 3 } },
    });
  });
  const layout = base(view, {
    annotations: heads,
    barmode: "overlay",
    xaxis: axis(view, "Per 100", { range: [0, (top * room) / (room - beyond)], tickvals: roundTicks(top) }),
    yaxis: axis(view, "", {
      range: [row - 0.5, -0.7], tickvals: ticks.map((t) => t[0]), ticktext: ticks.map((t) => t[1]),
      showgrid: false, ticklen: 0,
    }),
  });
  const table = {
    columns: ["strategy", "of", "end", "mean_count", "per_100"],
    rows: view.strategies.flatMap(({ key, result }) =>
      endsOf(result).map((e) => [key, e.group, e.label, e.count, e.per_100])),
  };
  const say = view.strategies.map(({ label, result }) => {
    const parts = endsOf(result).filter((e) => typeof e.per_100 === "number");
    return `${label}: ${parts.map((e) => `${e.label} ${number(e.per_100)} per 100`).join(", ") || "nothing"}`;
  });
  return { data, layout, table, aria: say.join("; "), rows: row };
}

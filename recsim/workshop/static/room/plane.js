// Gain against harm: what was handed in, the cap, the frontier. One figure for all pages of a room.

import { axis, base } from "./drawing.js";
import { beside } from "/page/labels.js";
import { faint, look } from "/page/palette.js";
import { asIs } from "/page/digits.js";
import { t } from "/page/language.js";
import { hasInterval, known, plain, spanned } from "./estimates.js";
import { capOf, capital, kept, scaled, titled } from "./measure.js";

/** Marks by what became of an entry; in practice worlds nothing is decided. */
const KINDS = {
  practice: { symbol: "circle", size: 11, place: 11, says: t("rooms.plane.practice") },
  "on it": { symbol: "circle", size: 14, place: 0, says: t("rooms.plane.on") },
  tied: { symbol: "diamond", size: 13, place: 2, says: t("rooms.plane.tied") },
  behind: { symbol: "circle-open", size: 11, place: 11, says: t("rooms.plane.behind") },
  missed: { symbol: "x", size: 11, place: 1, says: t("rooms.plane.missed") },
};

const kindOf = (point, worlds) =>
  worlds === "practice" ? "practice" : point.cap === "missed" ? "missed" : (point.standing in KINDS ? point.standing : "behind");

const drawable = ({ gain, harm }) => known(gain) && known(harm);

const bar = (estimate, colour) =>
  hasInterval(estimate)
    ? {
        type: "data", symmetric: false, color: colour, thickness: 1.5, width: 0,
        array: [estimate.high - estimate.mean], arrayminus: [estimate.mean - estimate.low],
      }
    : undefined;

function span(values, fromZero) {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  if (fromZero || most === least || least < 0.3 * most) return [Math.min(0, least) - 0.04 * (most || 1), 1.1 * (most || 1)];
  const room = 0.18 * (most - least);
  return [least - room, most + room];
}

/**
 * The figure: {challenge, board, own, width, height, font, theme} as plotly's data and layout.
 *
 * `own` is {gain, harm} of the levers as they are set now, or null. Which marks appear is in `kinds`; `start` says
 * how the start stands to the cap, null if there is none.
 */
export function plane({ challenge, board, own = null, width, height, font, theme }) {
  const view = { theme, font };
  const { maximise, cap } = challenge;
  const most = capOf(challenge);
  const shown = (point) =>
    point && { ...point, gain: scaled(point.gain, maximise), harm: scaled(point.harm, cap) };
  const gained = ({ gain }, how) => t("rooms.values.with", { value: spanned(gain, how), label: maximise.label });
  const harmed = ({ harm }) => t("rooms.values.with", { value: spanned(harm), label: cap.label });
  const drawn = (point) => (point && drawable(point) ? point : null);
  const points = (board?.points ?? []).map(shown).filter(drawable);
  const start = drawn(shown(board?.start));
  const now = drawn(shown(own));
  const worlds = board?.worlds ?? "practice";
  const dressed = points.map((point) => {
    const kind = kindOf(point, worlds);
    return { point, kind, ...KINDS[kind], colour: look(KINDS[kind].place, theme.paper).colour };
  });
  const data = [];
  const best = points
    .filter((p) => worlds === "sealed" && p.standing === "on it")
    .sort((one, other) => one.harm.mean - other.harm.mean);
  if (best.length > 1) {
    data.push({
      x: best.map((p) => p.harm.mean), y: best.map((p) => p.gain.mean), mode: "lines", hoverinfo: "skip",
      line: { color: theme.soft, width: 1.8, shape: "hv" }, // steps: nobody can walk between two strategies
    });
  }
  const mark = (point, { symbol, size, colour, line = null }, text, bars) => ({
    x: [point.harm.mean], y: [point.gain.mean], mode: "markers", hoverinfo: "text",
    text: [plain(t("rooms.plane.mark", { what: text, gain: gained(point, { whole: maximise.whole }), harm: harmed(point) }))],
    marker: { symbol, size, color: colour, line: line ?? { width: 1.5, color: symbol.endsWith("open") ? colour : theme.paper } },
    ...(bars ? { error_x: bar(point.harm, faint(colour, 0.6)), error_y: bar(point.gain, faint(colour, 0.6)) } : {}),
  });
  if (start) {
    data.push(mark(start, { symbol: "square-open", size: 13, colour: theme.ink, line: { width: 2, color: theme.ink } }, t("rooms.plane.start"), false));
  }
  const narrow = width < 30 * font;
  const many = points.length > 12;
  for (const { point, symbol, size, colour, says } of dressed) {
    data.push(mark(point, { symbol, size: point.mine ? size + 5 : size, colour }, point.mine ? t("rooms.plane.yours_is", { what: says }) : point.name ? t("rooms.plane.somebody_is", { name: point.name, what: says }) : capital(says), !many || point.mine));
  }
  const mine = points.find((point) => point.mine);
  if (mine) {
    data.push(mark(mine, { symbol: "circle-open", size: 28, colour: theme.ink, line: { width: 2.5, color: theme.ink } }, t("rooms.plane.yours"), false));
  }
  const ownColour = look(0, theme.paper).colour;
  if (now) data.push(mark(now, { symbol: "circle", size: 18, colour: ownColour }, t("rooms.plane.now"), true));
  const all = [...points, ...[start, now].filter(Boolean)];
  const ends = (name) => all.flatMap((p) => [p[name].mean, ...(hasInterval(p[name]) && !many ? [p[name].low, p[name].high] : [])]);
  const xs = span([...ends("harm"), most * 1.15, 0], true);
  const ys = all.length ? span(ends("gain"), false) : [0, 1];
  const named = [
    ...dressed.filter(({ point, kind }) => point.name && !point.mine && (!(many || narrow) || kind === "on it"))
      .map(({ point }) => ({ point, text: point.name, bold: false })),
    ...(mine ? [{ point: mine, text: t(`rooms.plane.${now ? "handed_name" : "you_name"}`), bold: true }] : []),
    ...(start ? [{ point: start, text: t("rooms.plane.start_name"), bold: false }] : []),
    ...(now ? [{ point: now, text: t("rooms.plane.now_name"), bold: true }] : []),
  ];
  const frame = { wide: width - 5.2 * font, tall: height - 6 * font, font };
  const spot = ({ harm, gain }) => [
    ((harm.mean - xs[0]) / (xs[1] - xs[0])) * frame.wide,
    ((gain.mean - ys[0]) / (ys[1] - ys[0])) * frame.tall,
  ];
  const marks = all.map(spot);
  const offsets = beside(named.map(({ point }) => spot(point)), named.map(({ text }) => [text]), frame, marks);
  const layout = base(view, {
    width, height,
    margin: { l: 8, r: 12, t: 1.7 * font, b: 8 },
    shapes: [
      { type: "rect", xref: "x", yref: "paper", x0: most, x1: xs[1], y0: 0, y1: 1, line: { width: 0 }, fillcolor: faint(theme.wrong, 0.09), layer: "below" },
      { type: "line", x0: most, x1: most, yref: "paper", y0: 0, y1: 1, line: { color: theme.wrong, width: 2, dash: "dot" } },
    ],
    xaxis: axis(view, titled(cap), { range: xs, nticks: 7 }),
    yaxis: axis(view, titled(maximise), { range: ys, nticks: 6 }),
    annotations: [
      ...named.map(({ point, text, bold }, at) => ({
        x: point.harm.mean, y: point.gain.mean, xshift: offsets[at].dx, yshift: offsets[at].dy, showarrow: false,
        text: plain(text), font: { color: theme.ink, weight: bold ? 700 : 400 }, bgcolor: faint(theme.paper, 0.75), borderpad: 1,
      })),
      { xref: "paper", yref: "paper", x: 0, y: 1, xanchor: "left", yanchor: "top", text: t("rooms.plane.better"), showarrow: false, font: { color: theme.soft } },
      { xref: "x", yref: "paper", x: most, y: 1, xanchor: "center", yanchor: "bottom", text: t("rooms.plane.cap", { value: asIs(most) }), showarrow: false, font: { color: theme.wrong, weight: 700 } },
    ],
  });
  const told = [
    now && t("rooms.plane.said_now", { gain: gained(now), harm: harmed(now) }),
    mine && t("rooms.plane.said_mine", { gain: spanned(mine.gain), harm: spanned(mine.harm) }),
    start && t("rooms.plane.said_start", { gain: spanned(start.gain), harm: spanned(start.harm) }),
    t("rooms.plane.said_all", { count: points.length, below: points.filter((p) => p.harm.mean <= most).length, cap: asIs(most) }),
  ];
  return { data, layout, aria: t("rooms.plane.said", { gain: titled(maximise), harm: cap.label, told: told.filter(Boolean).join("; ") }), kinds: [...new Set(dressed.map(({ kind }) => kind))], start: start && kept(board.start.harm, challenge) };
}

/** What the marks in a plane mean, as a line of words with their shapes. */
export function legend({ kinds, start }, { own }) {
  const shapes = { practice: "●", "on it": "●", tied: "◆", behind: "○", missed: "✕" };
  const parts = [
    ...(own ? [t("rooms.plane.legend_now")] : []),
    ...(start ? [t(`rooms.plane.legend_start${start === "missed" ? "_misses" : ""}`)] : []),
    ...["practice", "on it", "tied", "behind", "missed"].filter((kind) => kinds.includes(kind)).map((kind) => `${shapes[kind]} ${KINDS[kind].says}`),
    t("rooms.plane.legend_shaded"),
  ];
  return `${capital(parts.join(", "))}.`;
}

// A recruiter's weeks: hours by task as stacked bars, and one week in numbers and words.

import { number } from "/page/digits.js";
import { element } from "/page/dom.js";
import { t } from "/page/language.js";
import { headOf } from "./lives.js";
import { readable, theme } from "/page/palette.js";

const TASK_COLOURS = ["#56b4e9", "#0072b2", "#e69f00", "#d55e00", "#cc79a7", "#009e73", "#999933", "#332288"];
const [WIDE, TALL, LEFT, BELOW, ABOVE] = [600, 190, 44, 26, 8];

const hours = (value) => t("story.recruiter.hours", { hours: number(value) });
const sum = (values) => values.reduce((all, one) => all + one, 0);

/**
 * The columns of an answer of /api/recruiter. `choose(week)`: somebody clicked on a week;
 * `person(number)` makes the address of a person's story.
 */
export function columns(answer, state, { choose, person }) {
  const most = Math.max(
    1,
    ...answer.teams.filter(({ missing }) => !missing).flatMap(({ hours: by, available }) => [
      available,
      ...answer.weeks.map((_, at) => sum(Object.values(by).map((weekly) => weekly[at]))),
    ]),
  );
  return answer.teams.map((team) => {
    const { heading, colour } = headOf(team.strategies, team.label, state);
    const section = element("section", { class: "life weeks", "aria-label": team.label }, element("header", {}, heading));
    section.style.setProperty("--own", colour);
    if (team.missing) section.append(element("p", {}, team.missing));
    else section.append(...told(answer, team, most, choose, person));
    return section;
  });
}

function told(answer, team, most, choose, person) {
  const { sentences, people } = team.told;
  const several = team.strategies.length > 1 ? [element("p", { class: "soft" }, t("story.recruiter.of", team))] : [];
  const came = sentences.length
    ? element("ul", {}, ...sentences.map((text) => element("li", {}, text)))
    : element("p", {}, t("story.recruiter.nothing"));
  const single = people.map(([who, text]) => {
    const name = t("story.recruiter.person", { person: who });
    const [before, after] = text.split(name);
    return element("li", {}, before, element("a", { href: person(who) }, name), after ?? "");
  });
  return [
    ...several,
    chart(answer, team, most, choose),
    table(answer, team),
    element("h4", {}, t("story.recruiter.came", answer)),
    came,
    ...(single.length ? [element("h4", {}, t("story.recruiter.people")), element("ul", {}, ...single)] : []),
  ];
}

const colourOf = (at) => readable(TASK_COLOURS[at], theme().paper, 1.8);

const drawn = (name, properties, text) => {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(properties)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  return made;
};

function chart(answer, team, most, choose) {
  const { weeks, tasks } = answer;
  const x = (at) => LEFT + (at * (WIDE - LEFT)) / weeks.length;
  const y = (value) => ABOVE + (1 - value / most) * (TALL - ABOVE - BELOW);
  const means = tasks.map(({ name, label }) => t("story.recruiter.task_hours", { task: label, hours: hours(mean(answer, team.hours[name])) }));
  const picture = drawn("svg", {
    viewBox: `0 0 ${WIDE} ${TALL}`, role: "img", class: "hours",
    "aria-label": t("story.recruiter.picture", { tasks: means.join(", ") }),
  });
  const first = weeks.indexOf(1);
  if (first > 0) picture.append(drawn("rect", { x: LEFT, y: ABOVE, width: x(first) - LEFT, height: y(0) - ABOVE, class: "warm" }));
  weeks.forEach((week, at) => {
    const bar = drawn("g", { class: week === answer.week ? "bar chosen" : "bar" });
    bar.append(drawn("rect", { x: x(at), y: ABOVE, width: x(1) - x(0), height: y(0) - ABOVE, class: "behind" }));
    let below = 0;
    tasks.forEach(({ name }, place) => {
      const value = team.hours[name][at];
      if (!value) return;
      bar.append(drawn("rect", { x: x(at) + 0.5, y: y(below + value), width: x(1) - x(0) - 1, height: y(below) - y(below + value), fill: colourOf(place) }));
      below += value;
    });
    bar.append(drawn("title", {}, t("story.recruiter.week_hours", { week, hours: hours(below) })));
    bar.addEventListener("click", () => choose(week));
    picture.append(bar);
  });
  const line = y(team.available);
  picture.append(
    drawn("line", { x1: LEFT, x2: WIDE, y1: line, y2: line, class: "available" }),
    drawn("line", { x1: LEFT, x2: WIDE, y1: y(0), y2: y(0), class: "ground" }),
    drawn("text", { x: LEFT - 6, y: y(0), class: "side" }, hours(0)),
    drawn("text", { x: LEFT - 6, y: line + 5, class: "side" }, hours(team.available)),
  );
  const step = weeks.length > 60 ? 26 : weeks.length > 30 ? 13 : 4;
  weeks.forEach((week, at) => {
    if (week !== 1 && (week % step || week < 1)) return;
    picture.append(drawn("text", { x: (x(at) + x(at + 1)) / 2, y: TALL - 8, class: "week" }, week === 1 ? t("story.recruiter.first_week") : String(week)));
  });
  return picture;
}

/** Mean of a weekly number over the measured weeks. */
function mean(answer, weekly) {
  const measured = weekly.filter((_, at) => answer.weeks[at] >= 1);
  return sum(measured) / Math.max(1, measured.length);
}

function table(answer, team) {
  const here = answer.weeks.indexOf(answer.week);
  const rows = answer.tasks
    .map((task, at) => ({ ...task, at, now: team.hours[task.name][here], usual: mean(answer, team.hours[task.name]) }))
    .filter(({ now, usual }) => now > 0 || usual > 0);
  const row = ({ label, at, now, usual }) => {
    const swatch = element("span", { class: "swatch", "aria-hidden": "true" });
    swatch.style.background = colourOf(at);
    return element("tr", {}, element("th", { scope: "row" }, swatch, label), element("td", {}, hours(now)), element("td", {}, hours(usual)));
  };
  const total = (of) => hours(sum(rows.map((one) => one[of])));
  const caption = t("story.recruiter.table", { hours: number(team.available, { whole: true }) });
  return element(
    "table",
    { class: "tasks" },
    element("caption", {}, caption),
    element("thead", {}, element("tr", {}, ...[t("story.recruiter.task"), t("story.recruiter.week", answer), t("story.recruiter.average")].map((text) => element("th", { scope: "col" }, text)))),
    element("tbody", {}, ...rows.map(row)),
    element("tfoot", {}, element("tr", {}, element("th", { scope: "row" }, t("story.recruiter.together")), element("td", {}, total("now")), element("td", {}, total("usual")))),
  );
}

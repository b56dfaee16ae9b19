// What people take home: the link, the scenario file, all numbers.

import * as api from "./api.js";
import { numbersCsv } from "./numbers.js";
import { save } from "./words.js";

const find = (id) => document.getElementById(id);

/** `page` answers: state(), latest() -> the answer drawn, notice(text), refused(problems). */
export function takeHome(page) {
  find("link").addEventListener("click", async () => {
    const link = `${location.origin}${location.pathname}#${page.state().fragment}`;
    try {
      await navigator.clipboard.writeText(link);
      const { file } = page.state().detail;
      page.notice(
        file
          ? `The link is copied. It needs the file “${file}”: who opens the link elsewhere is asked for it, because files stay in the browser that brought them.`
          : "The link is copied: it opens this page with everything as you set it.",
      );
    } catch {
      page.notice(`Copy this link: ${link}`); // no clipboard without https
    }
  });
  find("download").addEventListener("click", async () => {
    try {
      const { text, name } = await api.yaml({ ...page.state().request, replications: page.state().runs });
      save(name, text, "text/yaml");
    } catch (error) {
      if (error instanceof api.Refused) page.refused(error.problems);
      else page.notice("The workshop’s computer did not answer; nothing was downloaded.");
    }
  });
  find("numbers-csv").addEventListener("click", () => {
    const { detail, seed } = page.state();
    save(`${detail.short}-numbers.csv`, numbersCsv({ detail, answer: page.latest(), seed }), "text/csv");
  });
}

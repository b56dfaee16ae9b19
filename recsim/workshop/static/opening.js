// Opening a scenario: from the link, from the gallery, or from a file of one's own.

import * as api from "./api.js";
import { Missing, bring, detailOf, isFile } from "./files.js";
import { fill, gallery } from "./gallery.js";
import { element } from "./levers.js";
import { scenarioOf } from "./state.js";

const find = (id) => document.getElementById(id);
const AGAIN = 3000; // ms until a server that does not answer is asked again

export class Opening {
  /** `page` answers: open(detail, fragment), name() of what is on it or undefined, notice(text). */
  constructor(page) {
    this.page = page;
    this.names = [];
    this.wanted = null; // what a link names that this browser does not have
    gallery(() => page.name(), (name) => this.#guarded(() => this.#open(name)));
    find("own-file").addEventListener("change", () => this.#bring(find("own-file").files[0]));
    window.addEventListener("hashchange", () => {
      const fragment = location.hash.slice(1);
      const name = scenarioOf(fragment);
      if (name) this.#guarded(() => this.#open(name, fragment));
    });
  }

  start() {
    return this.#guarded(async () => {
      const list = await api.scenarios();
      fill(list);
      this.names = list.map(({ name }) => name);
      const fragment = location.hash.slice(1);
      const named = scenarioOf(fragment);
      const known = isFile(named) || this.names.includes(named);
      await this.#open(known ? named : this.names[0], known ? fragment : "");
      if (named && !known) this.page.notice(`There is no scenario called ${named} here.`);
    });
  }

  /** The server has forgotten a file that is on the page: it gets it again. */
  again(fragment) {
    return this.#guarded(() => this.#open(scenarioOf(fragment), fragment));
  }

  async #open(name, fragment = "") {
    try {
      await this.page.open(await detailOf(name), fragment);
    } catch (error) {
      if (!(error instanceof Missing)) throw error;
      if (!this.page.name()) await this.page.open(await api.scenario(this.names[0]), "");
      this.wanted = { file: error.file, digest: error.digest, fragment };
      this.page.notice(error.message);
      find("own-why").textContent = error.message;
      find("own-why").hidden = false;
      find("gallery").showModal();
      find("own-file").focus();
    }
  }

  async #bring(file) {
    if (!file) return;
    const { wanted } = this;
    find("own-problems").replaceChildren(element("p", { class: "soft" }, "Reading the file…"));
    try {
      const detail = await bring(file);
      const meant = wanted && (wanted.digest === detail.digest || wanted.file === detail.file);
      this.wanted = null;
      find("own-why").hidden = true;
      find("own-problems").replaceChildren();
      find("gallery").close();
      await this.page.open(detail, meant ? wanted.fragment : "");
      if (meant && wanted.digest !== detail.digest) {
        this.page.notice("This file is not the same as the one that the link was made with; numbers may differ.");
      }
    } catch (error) {
      if (error instanceof api.Refused) this.#problems(file.name, error.problems);
      else if (error instanceof api.Lost) this.#problems(file.name, [{ path: "", text: "The workshop’s computer does not answer. Try again in a moment." }]);
      else throw error;
    } finally {
      find("own-file").value = ""; // so that the corrected file can be chosen again
    }
  }

  /** What is wrong with a file, line by line. */
  #problems(name, list) {
    const rows = list.map(({ path, text, line, excerpt }) => {
      const where = [line ? `Line ${line}` : "", path].filter(Boolean).join(", ");
      return element(
        "li",
        {},
        where ? element("b", {}, `${where}: `) : null,
        text,
        excerpt ? element("code", {}, excerpt) : null,
      );
    });
    const head = element("p", { class: "problem" }, `“${name}” cannot be opened:`);
    find("own-problems").replaceChildren(head, element("ul", {}, ...rows));
  }

  /** Opening needs the server; without it, say so and try again. */
  async #guarded(what) {
    try {
      await what();
    } catch (error) {
      if (error instanceof api.Refused) this.page.notice(error.message);
      else if (error instanceof api.Lost) {
        this.page.notice("The workshop’s computer does not answer. This page keeps trying.");
        setTimeout(() => this.#guarded(what), AGAIN);
      } else throw error;
    }
  }
}

// Scenario files that people bring along: sent to the server, remembered by this tab alone.

import { t } from "/page/language.js";
import * as api from "./api.js";

const STORE = "recsim.files";
const MOST = 5;
const MOST_BYTES = 64 * 1024;

const kept = () => {
  try {
    return JSON.parse(sessionStorage.getItem(STORE)) ?? [];
  } catch {
    return [];
  }
};

function keep(detail, text) {
  const own = { file: detail.file, digest: detail.digest, key: detail.name, text };
  const others = kept().filter(({ digest }) => digest !== own.digest);
  try {
    sessionStorage.setItem(STORE, JSON.stringify([own, ...others].slice(0, MOST)));
  } catch {
    // a browser that keeps nothing asks for the file again
  }
}

/** A link names a file that this browser does not have. */
export class Missing extends Error {
  constructor(file, digest) {
    super(t("workshop.missing_file", { name: file }));
    this.file = file;
    this.digest = digest;
  }
}

/** What a link names: a scenario of the server by name, or a file by "file:NAME:DIGEST". */
export const nameInLinks = (detail) => (detail.file ? `file:${detail.file}:${detail.digest}` : detail.name);
export const isFile = (name) => Boolean(name?.startsWith("file:"));

/** Send a file to the server; returns the scenario in it with its levers. */
export async function bring(file) {
  if (file.size > MOST_BYTES) {
    throw new api.Refused([{ path: "", text: t("workshop.too_large", { kilobytes: MOST_BYTES / 1024 }) }]);
  }
  return sent(file.name, await file.text());
}

async function sent(name, text) {
  const detail = await api.upload(name, text);
  keep(detail, text);
  return detail;
}

/** The scenario of a name in a link, with its levers; the server may have forgotten a file. */
export async function detailOf(name) {
  if (!isFile(name)) return api.scenario(name);
  const [, file, digest] = name.split(":");
  const own = kept().find((one) => one.digest === digest);
  if (!own) throw new Missing(file, digest);
  try {
    return await api.scenario(own.key);
  } catch (error) {
    if (!(error instanceof api.Refused)) throw error;
    return sent(own.file, own.text);
  }
}

// What is served as tables.js, and stands before the program of a page from a file (bundle.py, words.py).

export const AXES: Record<"PLACEMENTS" | "OFFENDED" | "RESENTED" | "HARMED", string>;
export const ENDS: Record<"approaches" | "applications", { measures: string[]; colour: string }[]>;
/** Trees of texts by language; a test asks for every key. */
export const LANGUAGES: Record<string, any>;
export const RULES: {
  few: number; clustersOf: number; enoughToDivideBy: number; looks: number; power: number; within: number;
  mostRuns: number; fewestRuns: number; widest: number;
  harmed: Record<string, string>; events: Record<string, string[]>; signs: Record<string, string[]>; work: string;
};
export function outreach_share(strategy: object): number;

// What scripts find without an import: bundle.py writes it before them, or it is on the page.

/** Places in the kernel's memory, as of settings.py; a field is [offset, kind or choices or record, size]. */
interface MemoryRecord { size: number; fields: Record<string, [number, any, number]> }
declare const MEMORY: {
  records: Record<string, MemoryRecord>; families: Record<string, number>; counted: string[]; codes: number;
  queuesPerDesk: number; lastTurn: number; countsOfPerson: number; spare: number; daysToFill: number; daysToStay: number;
  offset: number[]; lasting: boolean[]; cohortFirst: number[]; cohortPast: number[]; began: number[][];
};

/** What measures are made of, as of reads.py: [operation, ...parts], or [total, what it is divided by, factor]. */
declare const MEASURES: {
  names: string[]; totals: Record<string, any>; otherwise: Record<string, object>; ratios: Record<string, [string, string, number]>;
};

/** The model's own functions, as of translate.py; parameters have the settings as well. */
declare function poisson(u: number, mean: number): number;
declare function number_of_managers(world: object, recruiters: number): number;
declare function ripe_weeks(allowed: number, warm_up_days: number, horizon_days: number): [number, number];
declare function segment_parameters(world: object): object[];
declare function team_parameters(strategy: object): any;
declare function world_parameters(world: object): any;

/** Scenarios of a page from a file, as of scenarios.py; what they have in common stands in SAME, and they have its places. */
declare const SCENARIOS: any[];
declare const SAME: any[];
declare const LEVERS: object;

/** Tags of a page's elements by id; a test compares them with the documents. */
interface Tags {
  back: "a"; story: "a";
  another: "button"; csv: "button"; download: "button"; earlier: "button"; "end-slide": "button"; "hand-in": "button";
  later: "button"; leave: "button"; link: "button"; present: "button"; replay: "button"; reset: "button";
  "stop-comparing": "button"; tour: "button"; "tour-again": "button"; undo: "button"; worlds: "button";
  command: "details"; kept: "details"; lesson: "details"; more: "details"; numbers: "details"; others: "details";
  sealed: "details"; table: "details"; words: "details"; world: "details";
  handing: "dialog"; sure: "dialog";
  controls: "form"; keep: "form";
  ask: "input"; "keep-name": "input"; "own-file": "input"; person: "input"; recruiter: "input"; replication: "input";
  week: "input";
  plotly: "script";
  language: "select"; pick: "select"; scenarios: "select"; which: "select";
}
type Tagged<Id extends string> = Id extends keyof Tags ? HTMLElementTagNameMap[Tags[Id]] : HTMLElement;

interface Window {
  Plotly?: { react(place: HTMLElement, data: object[], layout: object, config: object): void };
}

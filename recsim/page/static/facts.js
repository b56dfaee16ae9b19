// What is known of the scenario that is shown, by measure; and what levers are called, by their general key.

export let FACTS = {};

export function know(facts) {
  FACTS = facts;
}

export const TEXTS = {};

export const learn = (texts) => Object.assign(TEXTS, texts);

// The goal of a market in a sentence.

import { counted } from "/page/language.js";

/** "As many placements for your team as you can, in 4 quarters of a market that all teams share." */
export const goal = ({ maximise, quarters }) => counted(`market.goal.${maximise.isRate ? "rate" : "many"}`, quarters, { label: maximise.label });

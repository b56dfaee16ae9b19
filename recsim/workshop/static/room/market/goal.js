// The goal of a market in a sentence.

/** "As many placements as you can, in 4 quarters of a market that all teams share." */
export function goal({ maximise, quarters }) {
  const much = maximise.unit === "share" || / per /.test(maximise.label) ? `The highest ${maximise.label} that your team can reach` : `As many ${maximise.label} for your team as you can`;
  return `${much}, in ${quarters === 1 ? "one quarter" : `${quarters} quarters`} of a market that all teams share.`;
}

import { say } from "../../../../shared/text";
import { rules } from "../../rules/table";
import type { Completion, Offer, Wanted } from "./offer";

const directive = "hostside-ignore";

/** Comments that suppress findings: the words, and the ids of rules behind them. */
export const suppressions: Completion = {
  isFor: ({ role, typed }) =>
    role === "comment" && typed !== "" && (directive.startsWith(typed) || typed.startsWith(directive)),
  offers: (wanted) => (wanted.spot.typed.includes(" ") ? ids(wanted) : words(wanted)),
};

function words({ spot, document }: Wanted): Offer[] {
  const { root } = document;
  const isAbove = root === undefined || spot.offset <= document.offsetOf(root.chunk, root.start);
  const one: Offer = {
    label: directive,
    kind: "setting",
    detail: say`suppresses findings`,
    causes: () =>
      say`Findings on this line and on the next are not shown: of the rules whose ids follow, or of all where none does. Say why behind \` -- \`.`,
  };
  const all: Offer = {
    label: `${directive}-file`,
    kind: "setting",
    detail: say`suppresses all findings of this file`,
    causes: () => say`No finding in this file is shown any more.`,
  };
  return isAbove ? [one, all] : [one];
}

function ids({ spot }: Wanted): Offer[] {
  const [first = "", ...rest] = spot.typed.split(/[\s,]+/);
  const begun = rest.pop() ?? "";
  if (first !== directive || rest.includes("--") || begun.startsWith("--")) return [];
  const known = new Set(rest);
  const over = { start: spot.offset - begun.length, end: spot.end };
  return rules
    .filter(({ id }) => !known.has(id))
    .map(({ id, title }) => ({
      label: id,
      kind: "setting",
      over,
      detail: say`a rule of Hostside`,
      causes: () => say`${title}. This comment suppresses it on this line and on the next.`,
    }));
}

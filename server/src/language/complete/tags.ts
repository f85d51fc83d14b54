import { say } from "../../../../shared/text";
import { nameOf } from "../../compose/project/paths";
import type { Node } from "../../compose/syntax/node";
import type { Completion, Offer, Wanted } from "./offer";
import { serviceNameAt } from "./offer";
import { valueAt } from "./written";

/** Keys of a service at which the tags are offered before their sign is typed. */
const networking = new Set(
  "network_mode networks ports expose links external_links depends_on extra_hosts dns environment".split(" "),
);

/** `!reset` and `!override`, in a file that stands above another one which says the same key. */
export const tags: Completion = {
  isFor: (spot) => {
    const { path, role, fresh, typed, quote, inFlow } = spot;
    const isBegun = spot.tag || (typed === "" && networking.has(String(path[2])));
    return (
      isBegun && role === "value" && !fresh && quote === "" && !inFlow && path.length === 3 && path[0] === "services"
    );
  },
  offers: (wanted) => {
    const { spot, document } = wanted;
    const below = saidBelow(wanted);
    if (below === undefined) return [];
    const { file, value } = below;
    const key = String(spot.path[2]);
    const name = serviceNameAt(spot) ?? "";
    const isList = value.kind === "sequence" || value.kind === "mapping";
    // What follows on the line is the value that the tag is for.
    const over = { start: spot.start, end: spot.offset };
    const isAlone = document.text.slice(spot.offset, Math.max(spot.end, spot.offset)).trim() === "";
    const offers: Offer[] = [];
    if (isAlone) {
      offers.push({
        label: `!reset ${value.kind === "sequence" ? "[]" : value.kind === "mapping" ? "{}" : "null"}`,
        kind: "setting",
        rank: 8,
        over,
        detail: say`takes ${key} away`,
        causes: () => say`${name} then has no \`${key}\`, whatever ${file} says.`,
      });
    }
    if (isList) {
      offers.push({
        label: "!override",
        kind: "setting",
        rank: 8,
        over,
        detail: say`replaces ${key}`,
        causes: () => say`What follows takes the place of the \`${key}\` in ${file}. Without it both are joined.`,
      });
    }
    return offers;
  },
};

/** The value of the same key in the nearest file below this one, and that file's name. */
function saidBelow({ spot, document, project, parsed }: Wanted): { file: string; value: Node } | undefined {
  const { requested } = project.provenance;
  const own = requested.indexOf(document.file);
  for (const file of requested.slice(0, Math.max(0, own)).reverse()) {
    const other = parsed(file);
    const value = other === undefined ? undefined : valueAt(other, spot.path);
    if (value !== undefined) return { file: nameOf(file), value };
  }
  return undefined;
}

import type { Localizer } from "../../platform/localizer";
import { targetText } from "../path/pathText";
import { comparedByRound, isBeyondChance, type Comparison, type Figure } from "./figure";
import type { PathCost } from "./pathCost";
import { wayName } from "./wayName";

/** Less than this is not worth a sentence, however much the rounds agree. */
const leastDifference = 0.05;

/**
 * What the figures come to beside the first way, which is host mode: by how much each differs in the rounds in which both
 * were measured, and on which the rounds do not agree.
 */
export function verdictOf([base, ...others]: readonly PathCost[], l10n: Localizer): string[] {
  if (base === undefined || others.length === 0) return [];
  const compared = (
    figure: (cost: PathCost) => Figure,
    sentence: (way: string, times: string, pairs: Comparison) => string,
  ): string[] =>
    others.flatMap((each) => {
      const pairs = comparedByRound(figure(each), figure(base));
      if (!isBeyondChance(pairs) || Math.abs(pairs.times - 1) < leastDifference) return [];
      const way = `${targetText(each.target)} (${wayName(each.way, l10n)})`;
      return [sentence(way, timesText(pairs.times), pairs)];
    });
  const trips = compared(
    ({ roundTrip }) => roundTrip,
    (way, times, { rounds, agreeing }) =>
      l10n.t(
        "A round trip to {0} takes {1} times as long as in host mode (median of {2} pairs of rounds, of which {3} agree).",
        way,
        times,
        rounds,
        agreeing,
      ),
  );
  const transfers = compared(
    ({ throughput }) => throughput,
    (way, times, { rounds, agreeing }) =>
      l10n.t(
        "The throughput of {0} is {1} times that of host mode (median of {2} pairs of rounds, of which {3} agree).",
        way,
        times,
        rounds,
        agreeing,
      ),
  );
  const percent = Math.round(leastDifference * 100);
  return [
    ...trips,
    ...(trips.length === 0
      ? [l10n.t("Round trips show no steady difference of {0} % or more from host mode.", percent)]
      : trips.length < others.length
        ? [l10n.t("The other round trips show no steady difference of {0} % or more from host mode.", percent)]
        : []),
    ...transfers,
    ...(transfers.length === 0
      ? [l10n.t("Throughputs show no steady difference of {0} % or more from host mode.", percent)]
      : transfers.length < others.length
        ? [l10n.t("The other throughputs show no steady difference of {0} % or more from host mode.", percent)]
        : []),
  ];
}

/** Two digits after the point where one would say that nothing differs. */
function timesText(times: number): string {
  if (times >= 10) return String(Math.round(times));
  return times.toFixed(Math.abs(times - 1) < 0.1 || times < 0.1 ? 2 : 1);
}

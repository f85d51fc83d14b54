import type { Localizer } from "../../platform/localizer";
import { targetText } from "../path/pathText";
import { differs, type Figure } from "./figure";
import type { PathCost } from "./pathCost";
import { wayName } from "./wayName";

/** Less than this is not worth a sentence, however steady the rounds are. */
const leastDifference = 0.05;

/**
 * What the figures come to beside the first way, which is host mode: by how much each differs, and which do not differ by
 * more than their own rounds vary.
 */
export function verdictOf([base, ...others]: readonly PathCost[], l10n: Localizer): string[] {
  if (base === undefined || others.length === 0) return [];
  const compared = (figure: (cost: PathCost) => Figure, sentence: (way: string, times: string) => string): string[] =>
    others.flatMap((each) => {
      const times = figure(each).median / figure(base).median;
      if (!differs(figure(each), figure(base)) || Math.abs(times - 1) < leastDifference) return [];
      const way = `${targetText(each.target)} (${wayName(each.way, l10n)})`;
      return [sentence(way, times < 10 ? times.toFixed(1) : String(Math.round(times)))];
    });
  const trips = compared(
    ({ roundTrip }) => roundTrip,
    (way, times) => l10n.t("A round trip to {0} takes {1} times as long as in host mode.", way, times),
  );
  const transfers = compared(
    ({ throughput }) => throughput,
    (way, times) => l10n.t("The throughput of {0} is {1} times that of host mode.", way, times),
  );
  return [
    ...trips,
    ...(trips.length === 0
      ? [l10n.t("No round trip differs from host mode by more than the rounds vary.")]
      : trips.length < others.length
        ? [l10n.t("The other round trips do not differ from host mode by more than the rounds vary.")]
        : []),
    ...transfers,
    ...(transfers.length === 0
      ? [l10n.t("No throughput differs from host mode by more than the rounds vary.")]
      : transfers.length < others.length
        ? [l10n.t("The other throughputs do not differ from host mode by more than the rounds vary.")]
        : []),
  ];
}

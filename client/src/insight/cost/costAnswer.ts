import type { Container } from "../../docker/inventory/container";
import type { Localizer } from "../../platform/localizer";
import type { Answer, Evidence } from "../answer";
import { derivePath } from "../path/derive";
import type { PathSnapshot, Place } from "../path/model";
import { targetText } from "../path/pathText";
import { callsFrom } from "../reach/callsTo";
import { knownPorts } from "../reach/knownPorts";
import { placeText } from "../reach/reachAnswer";
import { blockSize, messageSize } from "./echo";
import type { Figure } from "./figure";
import type { CostEffort } from "./measurePaths";
import { wayOf, type PathCost } from "./pathCost";
import { verdictOf } from "./verdict";
import { wayName } from "./wayName";

/** What was measured, and with what. */
export interface MeasuredCosts {
  readonly costs: readonly PathCost[];
  readonly effort: CostEffort;
  readonly image: string;
  readonly network: string | undefined;
  readonly snapshot: PathSnapshot;
}

/** The document: what it comes to, two tables with a chart, by which way a container itself is reached. */
export function costAnswer(measured: MeasuredCosts, about: Container | undefined, l10n: Localizer): Answer {
  const { costs, effort, image, network, snapshot } = measured;
  const counted = effort.rounds - 1;
  const megabytes = Math.round((effort.blocks * blockSize) / 1e6);
  return {
    title:
      about === undefined ? l10n.t("What does this path cost?") : l10n.t("What does the path to {0} cost?", about.name),
    sentences: [
      ...verdictOf(costs, l10n),
      "",
      l10n.t(
        "Each way was measured in {0} rounds, in turn: {1} round trips of {2} bytes and {3} MB in one direction, from this host to a program of its own.",
        counted,
        effort.trips,
        messageSize,
        megabytes,
      ),
      network === undefined
        ? l10n.t(
            "A container from {0} answered in host mode. It was removed. No network here publishes ports, so that there is no other way.",
            image,
          )
        : l10n.t(
            "Two containers from {0} answered, one in host mode and one on the network {1}. They were removed.",
            image,
            network,
          ),
      l10n.t("On a busy machine the figures vary. What a program itself takes to answer comes on top."),
      ...(costs.some(({ way }) => way === "unclear")
        ? [
            l10n.t(
              "Whether a rule of the firewall (DNAT) or the engine's proxy takes a published address is not known where the rules cannot be read. Only root can read them. By default it is DNAT.",
            ),
          ]
        : []),
    ],
    evidence: [
      {
        source: l10n.t("Round trip in microseconds, less is better (median, lowest to highest)"),
        lines: tableOf(costs, ({ roundTrip }) => inMicroseconds(roundTrip), l10n),
      },
      {
        source: l10n.t("Throughput in MB/s, more is better (median, lowest to highest)"),
        lines: tableOf(costs, (each) => each.throughput, l10n),
      },
      ...(about === undefined ? [] : waysTo(snapshot, about, l10n)),
    ],
    leads: [],
    isWrong: false,
  };
}

/** What of a figure stands in a table. */
type Spread = Omit<Figure, "rounds">;

/** The longest bar of a chart. */
const longestBar = 30;

/** A line for each way: its name, its address, the figure and a bar. */
function tableOf(costs: readonly PathCost[], figure: (cost: PathCost) => Spread, l10n: Localizer): string[] {
  const most = Math.max(...costs.map((each) => figure(each).median));
  const rows = costs.map((each) => {
    const { median, lowest, highest } = figure(each);
    const bar = "█".repeat(Math.max(1, Math.round((median / most) * longestBar)));
    return [
      wayName(each.way, l10n),
      targetText(each.target),
      numberText(median),
      l10n.t("{0} to {1}", numberText(lowest), numberText(highest)),
      bar,
    ];
  });
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => (column === 2 ? cell.padStart(widths[2] ?? 0) : cell.padEnd(widths[column] ?? 0)))
      .join("  ")
      .trimEnd(),
  );
}

function inMicroseconds({ median, lowest, highest }: Spread): Spread {
  return { median: median * 1000, lowest: lowest * 1000, highest: highest * 1000 };
}

/** Three digits are as much as rounds agree about. */
function numberText(value: number): string {
  return value < 100 ? value.toPrecision(2 + Number(value >= 10)) : String(Math.round(value));
}

/** So many calls to a container are named. */
const mostWays = 8;

/** By which way this host and other machines get to the container's own ports. */
function waysTo(snapshot: PathSnapshot, container: Container, l10n: Localizer): Evidence[] {
  const places: Place[] = [{ kind: "host" }, { kind: "outside" }];
  const lines = knownPorts(snapshot, container)
    .filter(({ protocol }) => protocol === "tcp")
    .flatMap((port) => places.flatMap((place) => callsFrom(snapshot, place, container, port)))
    .flatMap(({ place, target }) => {
      const path = derivePath(snapshot, place, target);
      if (path.state === "closed") return [];
      return [
        `${placeText(snapshot.inventory, place, l10n)} -> ${targetText(target)}: ${wayName(wayOf(path, snapshot), l10n)}`,
      ];
    });
  return lines.length === 0
    ? []
    : [{ source: l10n.t("By which way {0} itself is reached", container.name), lines: lines.slice(0, mostWays) }];
}

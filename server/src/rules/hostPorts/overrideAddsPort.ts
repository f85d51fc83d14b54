import { say } from "../../../../shared/text";
import { formatRange, type PublishedPort } from "../../compose/model/port";
import type { Sourced } from "../../compose/values/value";
import type { Finding } from "../../linter/finding";
import { type Fix, fix } from "../../linter/fix";
import { attributePair, fileNameOf, writtenInPlace } from "../../linter/place";
import { defineRule } from "../../linter/rule";

/**
 * Lists are appended when files are joined, so that a port of an override stands beside the one that it was to take the place of
 * (docs/docker-behaviour.md#lists-are-appended).
 */
export const overrideAddsPort = defineRule({
  id: "override-adds-port",
  severity: "hint",
  title: say`An override adds a second port for one container port`,
  perService: function* (service): Generator<Finding> {
    const mode = service.networkMode?.value.kind;
    const publishes = mode === undefined || mode === "bridge" || mode === "default" || mode === "network";
    const all = service.ports?.value ?? [];
    if (!publishes || service.networkModeUnknown || all.length < 2 || all.length > mostPorts) return;
    const below = new Map<string, Sourced<PublishedPort>>();
    for (const port of all) {
      const key = targetOf(port);
      const first = key === undefined ? undefined : below.get(key);
      if (key === undefined) continue;
      if (first === undefined) {
        below.set(key, port);
        continue;
      }
      if (first.at.file === port.at.file) continue;
      const [one, other] = [first, port].map(({ value }) => published(value));
      if (one === undefined || other === undefined || one === other) continue;
      const target = key.split("/")[0] ?? key;
      yield {
        at: port.at.node,
        message: say`Port ${target} of ${service.name} is published twice, as ${one} by ${fileNameOf(first.at)} and as ${other} by this file: Compose joins the two lists. If ${other} alone is meant, write \`ports: !override\`.`,
        related: [{ at: first.at.node, message: say`${one} is published here` }],
        fixes: () => replaceBelow(port, all),
      };
    }
  },
});

/** More ports than this are no list that somebody overrides. */
const mostPorts = 100;

function targetOf({ value: { target, protocol } }: Sourced<PublishedPort>): string | undefined {
  return target === undefined || target.first !== target.last ? undefined : `${target.first}/${protocol}`;
}

function published({ published: range }: PublishedPort): string | undefined {
  return range === undefined || range === "ephemeral" ? undefined : formatRange(range);
}

/** The tag that takes the list below away, where that takes no port away for which this file has none. */
function replaceBelow({ at }: Sourced<PublishedPort>, all: readonly Sourced<PublishedPort>[]): Fix[] {
  const pair = attributePair(at, "ports");
  if (pair === undefined || !writtenInPlace(at) || pair.value.kind !== "sequence" || pair.value.tag !== undefined)
    return [];
  const own = new Set(all.filter((port) => port.at.file === at.file).map(targetOf));
  if (own.has(undefined) || all.some((port) => !own.has(targetOf(port)))) return [];
  const { chunk, end } = pair.key;
  if (chunk.text[end] !== ":") return [];
  return fix(say`Write \`ports: !override\``, { chunk, start: end + 1, end: end + 1, text: " !override" });
}

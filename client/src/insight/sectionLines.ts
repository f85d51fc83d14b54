import type { Localizer } from "../platform/localizer";
import type { Namespace } from "../netns/model";
import type { Line } from "../netns/render/render";
import type { LineOptions, Section } from "../netns/sections/section";
import { sectionsOf, type Shown } from "../netns/sections/table";
import { comment } from "../netns/sections/wording";
import { sanitizeLines } from "../docker/sanitize";
import { explainNamespaceFault } from "./explainFault";
import { withOwnDns, type Side } from "./readSubjects";

/** How a side is shown. */
export interface ShowOptions extends LineOptions {
  readonly raw: boolean;
}

/** The lines of a document about one side. What cannot be shown is a comment line that says why. */
export function sectionLines(side: Side, shown: Shown, showing: ShowOptions, l10n: Localizer): Line[] {
  // Proxies listen on the host only.
  const onHost = side.subject.kind === "host" || side.usesHost;
  const options = onHost ? showing : { ...showing, publisherOf: undefined };
  if (side.namespace === undefined) {
    return [
      ...comment(side.fault === undefined ? "" : explainNamespaceFault(side.fault, l10n)),
      ...configured(side, shown, l10n),
    ];
  }
  const namespace = withOwnDns(side, side.namespace);
  return sectionsOf(shown).flatMap((section, at) => [
    ...(at === 0 ? [] : [{ text: "" }]),
    ...(shown === "everything" ? comment(section.spokenTitle?.(l10n) ?? section.title) : []),
    ...((options.raw ? rawLines(namespace, section) : section.lines(namespace, options, l10n)) ??
      unknown(namespace, l10n)),
  ]);
}

/** The texts as they were printed, with a heading where there are several. */
function rawLines({ texts }: Namespace, { sources }: Section): Line[] | undefined {
  const keys = sources.find((list) => list.some((key) => texts.has(key)))?.filter((key) => texts.has(key));
  return keys?.flatMap((key) => [
    ...(keys.length > 1 ? [{ text: `# ${key}` }] : []),
    ...sanitizeLines(texts.get(key) ?? "")
      .trimEnd()
      .split("\n")
      .map((text) => ({ text })),
  ]);
}

/** What the engine knows of a container that does not run: where it will be once it is started. */
function configured({ container, fault }: Side, shown: Shown, l10n: Localizer): Line[] {
  if ((fault?.kind !== "stopped" && fault?.kind !== "restarting") || container === undefined) return [];
  const { mode, attachments } = container;
  const text = mode.kind === "network" ? mode.name : mode.kind === "container" ? `container:${mode.target}` : mode.kind;
  const networks = attachments.map(({ network }) => network).filter((network) => network !== text);
  const planned = sectionsOf(shown).flatMap((section) => section.planned(container, fault.plan, l10n));
  return [
    mode.kind === "unknown" ? "" : l10n.t("Network mode: {0}", text),
    networks.length === 0 ? "" : l10n.t("Further networks: {0}", networks.join(", ")),
    ...new Set(planned),
  ].flatMap(comment);
}

function unknown({ ways }: Pick<Namespace, "ways">, l10n: Localizer): Line[] {
  return comment(
    ways.includes("inspect")
      ? l10n.t("Not known: docker inspect does not show this.")
      : l10n.t("Not known: the method by which this namespace was read does not show this."),
  );
}

import { healthFrom, type HealthRecord } from "../../docker/api/health";
import { isUp, type Container } from "../../docker/inventory/container";
import { sanitize } from "../../docker/sanitize";
import type { ListeningSocket } from "../../netns/model";
import { localText } from "../../netns/sections/sockets";
import { dockersResolver } from "../../netns/sections/dns";
import type { Localizer } from "../../platform/localizer";
import { lastLines, leadsTo, type Answer, type Evidence } from "../answer";
import { readOwnListeners } from "../ownListeners";
import type { ProbeSource } from "../probeSource";
import { healthReason, healthText } from "./healthReason";

/** So many lines of the check's output are shown. */
const mostLines = 10;

/** Why a container is unhealthy: its check's own command, read beside what listens. Throws EngineError. */
export async function explainHealth(
  { engine, machine, table, inventory }: ProbeSource,
  container: Container,
  l10n: Localizer,
  signal?: AbortSignal,
): Promise<Answer> {
  const { name, published } = container;
  const title = l10n.t("Why is {0} unhealthy?", name);
  const health = healthFrom(await engine.inspectionOf(container.id, signal));
  if (health === undefined) {
    return { title, sentences: [l10n.t("{0} has no health check.", name)], evidence: [], leads: [], isWrong: false };
  }
  const detail = await engine.inspectContainer(container.id, signal);
  const isRunning = isUp(container) && detail.running && !detail.restarting;
  const listening = isRunning
    ? await readOwnListeners(engine, machine, table, inventory, container, detail, signal)
    : undefined;
  const own = listening?.filter(({ address }) => address !== dockersResolver);
  const reason = healthReason(health, own, published);
  return {
    title,
    sentences: [reason === undefined ? withoutReason(name, health, l10n) : healthText(reason, l10n)],
    evidence: evidenceOf(name, health, own, l10n),
    leads: leadsTo(container, []),
    isWrong: health.status === "unhealthy" || reason !== undefined,
  };
}

function withoutReason(name: string, { last }: HealthRecord, l10n: Localizer): string {
  return last === undefined
    ? l10n.t("The health check of {0} has not run yet.", name)
    : l10n.t("{0} is healthy: its last health check succeeded.", name);
}

function evidenceOf(
  name: string,
  health: HealthRecord,
  listening: readonly ListeningSocket[] | undefined,
  l10n: Localizer,
): Evidence[] {
  const { last } = health;
  const output = last === undefined ? [] : lastLines(last.output, mostLines);
  return [
    {
      source: `docker inspect ${name}`,
      lines: [...checkTexts(health, l10n), ...output],
    },
    ...(listening === undefined
      ? []
      : [
          {
            source: `nsenter --net ss -ltun (${name})`,
            lines: listening.map((socket) =>
              `${socket.protocol}  ${localText(socket)}  ${socket.owner?.program ?? ""}`.trimEnd(),
            ),
          },
        ]),
  ];
}

/** The check's own command, and how it went, by the engine's record. */
export function checkTexts({ words, status, failingStreak, last }: HealthRecord, l10n: Localizer): string[] {
  return [
    l10n.t("health check: {0}", sanitize(words.join(" "), 300)),
    [
      l10n.t("{0}, failed {1} times in a row", status, failingStreak),
      ...(last === undefined ? [] : [l10n.t("exit code {0}", last.exitCode)]),
    ].join(", "),
  ];
}

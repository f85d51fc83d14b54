import { FileCache } from "../../server/src/workspace/fileCache";
import { nodeFileSystem } from "../../server/src/workspace/nodeFileSystem";
import { Projects } from "../../server/src/workspace/projects";
import { Analyser } from "../../server/src/workspace/analyse";
import { ruleGroups } from "../../server/src/rules/table";
import type { Report } from "../../server/src/workspace/report";
import { defaultSettings } from "../../server/src/workspace/settings";
import path from "node:path";

/** How surely something is said: by a hint nothing is claimed and nothing is missed. */
export type Says = "yes" | "perhaps" | "no";

/** What Hostside says of a project, before Docker is asked. */
export interface Statement {
  readonly refused: Says;
  readonly conflict: Says;
  readonly services: Readonly<Record<string, { readonly ports: Says; readonly call: Says }>>;
  /** The findings, for the report. */
  readonly findings: readonly string[];
}

const conflicts = new Set([
  ...["duplicate-published-port", "repeated-published-port", "replicas-published-port", "host-port-conflict"],
  "host-replicas",
]);

const aboutRefusals = new Set(
  ruleGroups.filter(({ title }) => title.includes("refuses")).flatMap(({ rules }) => rules.map(({ id }) => id)),
);

/** Where a service says whom it calls. */
const callKeys = new Set(["environment", "env_file"]);

/** Reads the project in a folder and says what will become of it. */
export async function statementOf(folder: string): Promise<Statement> {
  const cache = new FileCache(nodeFileSystem);
  const file = path.join(folder, "compose.yaml");
  const projects = await new Projects(cache, { environment: () => undefined }).of(file, [folder]);
  const reports = projects.flatMap((each) => new Analyser(cache).reports(each, defaultSettings.severities));
  const placed = reports.map((report) => ({ report, ...placeOf(cache, report) }));
  const names = new Set(placed.flatMap(({ service }) => (service === undefined ? [] : [service])));
  const others = placed.filter(({ report, key }) => !conflicts.has(report.rule) && !callKeys.has(key ?? ""));
  const on = (name: string, ...wanted: readonly string[]) =>
    placed.filter(
      ({ report, service, key }) => service === name && wanted.includes(key ?? "") && !conflicts.has(report.rule),
    );
  // An override that brings host mode has the finding about the ports that it discards.
  const hostModeSaid = (name: string) =>
    on(name, "network_mode").filter(({ report }) => report.rule === "host-ports-discarded");
  return {
    refused: surest(
      others.map(({ report, key }) => (key === "ports" && report.severity !== "error" ? "no" : refuses(report))),
    ),
    conflict: surest(reports.filter(({ rule }) => conflicts.has(rule)).map(claims)),
    services: Object.fromEntries(
      [...names].map((name) => [
        name,
        {
          ports: surest([...on(name, "ports"), ...hostModeSaid(name)].map(({ report }) => claims(report))),
          call: surest(on(name, ...callKeys).map(({ report }) => claims(report))),
        },
      ]),
    ),
    findings: reports.map(({ rule, severity, message }) => `${severity} ${rule}: ${message}`),
  };
}

/** An error is a refusal; a warning says that it may be one, and so does a hint of a rule about refusals. */
function refuses({ rule, severity }: Report): Says {
  if (severity === "error") return "yes";
  return severity === "warning" || aboutRefusals.has(rule) ? "perhaps" : "no";
}

function claims({ severity }: Report): Says {
  return severity === "error" || severity === "warning" ? "yes" : "perhaps";
}

function surest(all: readonly Says[]): Says {
  return all.includes("yes") ? "yes" : all.includes("perhaps") ? "perhaps" : "no";
}

/** The service, and its attribute, in whose lines a finding stands. */
function placeOf(cache: FileCache, { file, range }: Report): { service?: string; key?: string } {
  // Each service has a file of variables of its own.
  const [, ofVariables] = /\/(\w+)\.env$/u.exec(file) ?? [];
  if (ofVariables !== undefined) return { service: ofVariables, key: "env_file" };
  const known = cache.text(file);
  const text = typeof known === "object" && "text" in known ? known.text : "";
  const above = text.split("\n").slice(0, range.start.line + 1);
  const nearest = (pattern: RegExp): { line: number; name: string } => {
    const line = above.findLastIndex((each) => pattern.test(each));
    return { line, name: pattern.exec(above[line] ?? "")?.[1] ?? "" };
  };
  const [section, service, key] = [nearest(/^(\w+):/u), nearest(/^ {2}(\w+):/u), nearest(/^ {4}(\w+):/u)];
  if (section.name !== "services" || service.line < section.line) return {};
  return { service: service.name, ...(key.line < service.line ? {} : { key: key.name }) };
}

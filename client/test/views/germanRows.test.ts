import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import type { EngineSession } from "../../src/docker/inventory/engineSet";
import { emptyInventory } from "../../src/docker/inventory/inventory";
import type { Localizer } from "../../src/platform/localizer";
import { engineRow } from "../../src/views/trees/engineRows";
import { serviceRows } from "../../src/views/trees/swarmRows";
import { english } from "../english";

const bundle = path.join(import.meta.dirname, "..", "..", "..", "l10n", "bundle.l10n.de.json");
const inGerman = new Map(Object.entries(JSON.parse(readFileSync(bundle, "utf8")) as Record<string, string>));
const german: Localizer = { t: (text, ...values) => english.t(inGerman.get(text) ?? text, ...values) };

const lineOf = (status: unknown, l10n: Localizer): string =>
  engineRow({ key: "far", live: { status } } as unknown as EngineSession, l10n).description;

it("the line of an engine says its part in a swarm", () => {
  const ready = (swarm: string): unknown => ({ kind: "ready", facts: { product: "docker", version: "28.5.2", swarm } });
  expect(lineOf(ready("manager"), english)).toBe("28.5.2  swarm manager");
  expect(lineOf(ready("manager"), german)).toBe("28.5.2  Swarm-Manager");
  expect(lineOf(ready("worker"), german)).toBe("28.5.2  Swarm-Worker");
  expect(lineOf(ready("none"), german)).toBe("28.5.2");
});

it("the line of an engine that does not answer says why", () => {
  const fault = (kind: string): unknown => ({ kind: "fault", fault: { kind, detail: "ENOENT" } });
  expect(lineOf(fault("not-running"), english)).toBe("not running");
  expect(lineOf(fault("not-running"), german)).toBe("läuft nicht");
  expect(lineOf(fault("bad-endpoint"), german)).toBe("ungültige Adresse");
});

it("the line of a global service counts its tasks", () => {
  const task = { id: "t", serviceId: "s", slot: 0, error: "", nodeId: "n", node: "one", state: "running" };
  const service = { id: "s", name: "agent", ports: [], tasks: [task, { ...task, state: "pending" }] };
  const inventory = { ...emptyInventory, services: [service] };
  const pseudo: Localizer = { t: (text, ...values) => `[${english.t(text, ...values)}]` };
  const [row] = serviceRows({ engine: "", inventory, l10n: pseudo }, "");
  expect(row?.description).toBe("[1/2 global]");
});

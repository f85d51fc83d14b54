import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it, vi } from "vitest";
import { findCompose } from "../../scripts/compose/binary.mjs";
import { callEngineJson } from "../../scripts/engine/http.mjs";
import { composeEnvironment } from "../../scripts/compose/oracle.mjs";
import { FileCache } from "../../server/src/workspace/fileCache";
import { nodeFileSystem } from "../../server/src/workspace/nodeFileSystem";
import { Projects } from "../../server/src/workspace/projects";
import { Analyser } from "../../server/src/workspace/analyse";
import { defaultSettings } from "../../server/src/workspace/settings";
import { addresses } from "./truth/addresses";
import { collisions } from "./truth/collisions";
import { misleading } from "./truth/misleading";
import { names } from "./truth/names";
import { refusedAtLoad } from "./truth/refusedAtLoad";
import { refusedByEngine } from "./truth/refusedByEngine";
import { idle, type Row, rowOn, type Sight } from "./truth/row";

const compose = await findCompose("sid");
const missing = "unavailable" in compose ? compose.unavailable : undefined;
const project = "hostside-rules";
let folder: string;
let file: string;

function ask(...words: string[]): Promise<{ code: number; said: string }> {
  if ("unavailable" in compose) throw new Error(compose.unavailable);
  const env = { ...composeEnvironment, DOCKER_HOST: `unix://${inject("dockerSocket")}` };
  return new Promise((resolve) => {
    execFile(compose.path, ["-p", project, "-f", file, ...words], { env, timeout: 50_000 }, (error, out, err) =>
      resolve({ code: error === null ? 0 : 1, said: `${out}${err}` }),
    );
  });
}

async function findings(): Promise<{ rule: string; severity: string }[]> {
  const cache = new FileCache(nodeFileSystem);
  const projects = await new Projects(cache, { environment: () => undefined }).of(file, [folder]);
  return projects.flatMap((each) => new Analyser(cache).reports(each, defaultSettings.severities));
}

/** Looks again until it is there: an app takes its time to start and to end. */
async function seen({ service, run, prints }: Sight): Promise<void> {
  await vi.waitFor(
    async () => {
      const { said } = await (run === undefined ? ask("logs", service) : ask("exec", "-T", service, ...run));
      expect(said).toMatch(prints);
    },
    { timeout: 10_000, interval: 200 },
  );
}

async function holds(row: Row): Promise<void> {
  const {
    rule,
    services,
    rest = "",
    files = {},
    refusedAt,
    says,
    warns = /^$/,
    networks = {},
    then,
    shows = [],
  } = rowOn(inject("engineMajor"), row);
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  writeFileSync(file, `services:\n  ${services}\n${rest}\n`);
  const found = (await findings()).map((finding) => finding.rule);
  if (rule === undefined) expect(found).toEqual([]);
  else expect(found).toContain(rule);
  const config = await ask("config", "-q");
  if (refusedAt === "config") {
    expect(config.code).not.toBe(0);
    expect(config.said).toMatch(says ?? /./);
    return;
  }
  expect(config.said).toMatch(warns);
  try {
    const up = await ask("up", "-d", "--pull", "never");
    expect([up.code, up.said]).toEqual([refusedAt === "up" ? 1 : 0, expect.stringMatching(says ?? /./)]);
    const known = await callEngineJson<{ Name: string }[]>(inject("dockerSocket"), "/networks");
    for (const [name, isThere] of Object.entries(networks)) {
      expect([name, known.some(({ Name }) => Name === name)]).toEqual([name, isThere]);
    }
    if (then !== undefined) expect(await ask(...then)).toMatchObject({ code: 0 });
    for (const sight of shows) await seen(sight);
  } finally {
    await ask("down", "-t", "0", "--remove-orphans");
  }
}

const parts = { refusedAtLoad, refusedByEngine, addresses, misleading, names, collisions };

describe.skipIf(missing !== undefined)(
  `what the pages say, on a real engine (${missing ?? "Compose is there"})`,
  () => {
    beforeAll(() => {
      folder = mkdtempSync(path.join(tmpdir(), "hostside-rules-"));
      file = path.join(folder, "compose.yaml");
    });
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    describe.each(Object.entries(parts))("%s", (_part, rows) => {
      it.each(
        rows.map(
          (row) =>
            [`${row.rule ?? "nothing"}: ${row.services.replaceAll(idle, "...").replaceAll("\n", "")}`, row] as const,
        ),
      )("%s", (_name, row) => holds(row));
    });
  },
);

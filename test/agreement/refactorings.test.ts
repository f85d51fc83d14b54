import { readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { findCompose } from "../../scripts/compose/binary.mjs";
import { Oracle } from "../../scripts/compose/oracle.mjs";
import { moveToHost } from "../../server/src/language/refactor/moveToHost";
import { moveToOwnNetwork } from "../../server/src/language/refactor/moveToOwnNetwork";
import { networkOf } from "../../server/src/network/networkOf";
import { FileCache } from "../../server/src/workspace/fileCache";
import { Projects } from "../../server/src/workspace/projects";
import { readFixture } from "../../server/test/annotatedFixture";
import { changedBy } from "../../server/test/language/refactorFixture";
import { MemoryFiles } from "../../server/test/projectFiles";
import { refusalOf } from "./refusalOf";

const compose = await findCompose();
const reason = "unavailable" in compose ? compose.unavailable : undefined;
const folder = path.join(import.meta.dirname, "..", "..", "server", "test", "fixtures");

/** Of each fixture: Compose is asked for each of them. */
const mostServices = 1;

describe.skipIf(reason !== undefined)(
  `moved services and Docker Compose${reason ? `, skipped: ${reason}` : ""}`,
  () => {
    let accepted = 0;

    it.each(readdirSync(folder))(
      "%s: what Compose accepts it accepts after each move",
      { timeout: 600_000 },
      async (name) => {
        if ("unavailable" in compose) return;
        const oracle = new Oracle(compose);
        const files: Record<string, string> = { ...readFixture(path.join(folder, name)).files };
        const main = Object.keys(files).find((file) => /\.ya?ml$/.test(file)) ?? "";
        if ((await refusalOf(oracle, files)) !== "") return;
        const cache = new FileCache(new MemoryFiles(files));
        const [project] = await new Projects(cache, { environment: () => undefined }).of(main, ["/p"]);
        const parsed = (file: string) => {
          const document = cache.document(file);
          return typeof document === "string" ? undefined : document;
        };
        if (project === undefined) return;
        const network = networkOf(project);
        for (const service of [...project.services.values()].slice(0, mostServices)) {
          const move = network.isOnHost(service) ? moveToOwnNetwork : moveToHost;
          const found = move(service, network, parsed);
          if (found.refused !== undefined) continue;
          const changed = changedBy(found.changes, files, parsed);
          expect(await refusalOf(oracle, changed), `${service.name}:\n${changed[main]}`).toBe("");
          accepted++;
        }
      },
    );

    it("accepts many", () => expect(accepted).toBeGreaterThan(80));
  },
);

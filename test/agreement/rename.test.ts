import { describe, expect, it } from "vitest";
import { findCompose } from "../../scripts/compose/binary.mjs";
import { Oracle } from "../../scripts/compose/oracle.mjs";
import { renamedFiles } from "../../server/test/language/renamedFiles";
import { renameScenes, withoutMarks } from "../../server/test/language/renameScenes";
import { refusalOf } from "./refusalOf";

const compose = await findCompose();
const reason = "unavailable" in compose ? compose.unavailable : undefined;

describe.skipIf(reason !== undefined)(`renaming and Docker Compose${reason ? `, skipped: ${reason}` : ""}`, () => {
  const scenes = renameScenes.map((scene) => [scene.title, scene] as const);
  it.each(scenes)("Compose accepts, after renaming, %s", { timeout: 600_000 }, async (_, { fixture, newName }) => {
    if ("unavailable" in compose) return;
    const oracle = new Oracle(compose);
    const { files, refused } = await renamedFiles(withoutMarks(fixture), newName);
    expect(refused).toBeUndefined();
    expect(await refusalOf(oracle, files)).toBe("");
  });

  it("Compose refuses a project in which a reference has the old name", { timeout: 600_000 }, async () => {
    if ("unavailable" in compose) return;
    const text = "services:\n  store: { image: x }\n  web: { image: x, depends_on: [db] }\n";
    expect(await refusalOf(new Oracle(compose), { "/p/compose.yaml": text })).toContain("db");
  });
});

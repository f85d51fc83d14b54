import { describe, expect, it } from "vitest";
import { splitFiles } from "../projectFiles";
import { renamedFiles } from "./renamedFiles";
import { marks, renameScenes, withoutMarks } from "./renameScenes";

/** Every word in `<>` becomes the new name, as it is written there. */
async function expectRenamed(fixture: string, newName: string, written = newName): Promise<void> {
  const after = fixture.replace("$0", "").replace(marks, written);
  const { files, refused } = await renamedFiles(withoutMarks(fixture), newName);
  expect(refused).toBeUndefined();
  expect(files).toEqual(/^#- /m.test(after) ? splitFiles(after) : { "/p/compose.yaml": after });
}

describe("renaming", () => {
  it.each(renameScenes.map((scene) => [scene.title, scene] as const))("%s", async (_, scene) => {
    const { fixture, newName, choices } = scene;
    await expectRenamed(fixture, newName);
    const { choices: offered } = await renamedFiles(withoutMarks(fixture), newName);
    expect(offered).toEqual(choices);
  });

  it("writes quotes where YAML would take the bare name for a number or a flag", async () => {
    for (const name of ["123", "on", "-x", "1e3"]) {
      await expectRenamed(
        `services:
  <d$0b>: { image: x }
  web:
    image: x
    depends_on: [<db>]
    environment: { DB_HOST: <db> }
`,
        name,
        `"${name}"`,
      );
    }
    await expectRenamed(
      `services:\n  "<d$0b>": { image: x }\n  web: { image: x, network_mode: "service:<db>" }\n`,
      "123",
    );
  });

  it("changes nothing where the name is the same", async () => {
    const fixture = "services:\n  d$0b: { image: x }\n";
    expect((await renamedFiles(fixture, "db")).files).toEqual({ "/p/compose.yaml": fixture.replace("$0", "") });
  });
});

describe("renaming is refused with a sentence", () => {
  const refusedFor = async (fixture: string, newName: string, roots?: string[]): Promise<string | undefined> =>
    (await renamedFiles(fixture, newName, roots)).refused;
  const two = "services:\n  d$0b: { image: x }\n  web: { image: x, container_name: shop }\n";

  it("for a name that Compose does not take", async () => {
    expect(await refusedFor(two, "my db")).toBe(
      "`my db` cannot be a name here. Compose takes letters, digits, dots, underscores and hyphens for the name of a service.",
    );
    expect(await refusedFor(two, "")).toBe("A name has at least one letter or digit.");
    expect(await refusedFor("services:\n  db: { image: x, container_name: sh$0op }\n", "_")).toContain(
      "a letter or a digit first",
    );
  });

  it("for a name that is there already", async () => {
    expect(await refusedFor(two, "web")).toBe("There is a service `web` already. Choose another name.");
    expect(await refusedFor(two, "shop")).toBe("`shop` is a name of the service web already. Choose another one.");
    const networks = "services:\n  web: { image: x, networks: [ba$0ck] }\nnetworks:\n  back:\n  front:\n";
    expect(await refusedFor(networks, "front")).toBe("There is a network `front` already. Choose another name.");
    expect(await refusedFor(networks, "default")).toContain("`default` is the network");
  });

  it("for a name of a file outside of the workspace", async () => {
    expect(
      await refusedFor(
        `#- a/compose.yaml
include: [../b/part.yaml]
services:
  web: { image: x, depends_on: [d$0b] }
#- b/part.yaml
services:
  db: { image: x }
`,
        "store",
        ["/p/a"],
      ),
    ).toBe(
      "The service db is named in /p/b/part.yaml, which is outside of this workspace. Open its folder as well, then it can be renamed.",
    );
  });

  it("for a name that no file gives", async () => {
    expect(
      await refusedFor("include: ['oci://example/app:1']\nservices:\n  web: { image: x, depends_on: [d$0b] }\n", "x"),
    ).toContain("No file of this project that can be read gives the service `db` its name");
    expect(await refusedFor("services:\n  web: { image: x, network_mode: container:sh$0op }\n", "store")).toContain(
      "`container_name` shop",
    );
  });

  it("for a name that a variable makes elsewhere", async () => {
    expect(
      await refusedFor(
        "#- compose.yaml\nservices:\n  d$0b: { image: x }\n  web: { image: x, depends_on: ['${DB}'] }\n#- .env\nDB=db\n",
        "store",
      ),
    ).toBe(
      "`'${DB}'` at /p/compose.yaml:3 names the service db by a variable. Write the name there, then it can be renamed.",
    );
  });

  it("for networks whose name is not the project's to give", async () => {
    const outer = "services:\n  web: { image: x, networks: [ba$0ck] }\nnetworks:\n  back: { external: true }\n";
    expect(await refusedFor(outer, "front")).toContain("Add `name: back` to it");
    expect(await refusedFor("services:\n  web: { image: x, networks: [def$0ault] }\n", "front")).toContain(
      "It has no other name",
    );
    expect(
      await refusedFor(
        "services:\n  web: { image: x, labels: { traefik.docker.network: re$0al } }\nnetworks:\n  back: { external: true, name: real }\n",
        "x",
      ),
    ).toContain("which this project does not make");
  });
});

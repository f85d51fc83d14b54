import { describe, expect, it } from "vitest";
import { inEnglish } from "../../../shared/text";
import { rules } from "../../src/rules/table";
import { explainFile } from "../../src/workspace/explain/explainFile";
import { FileCache } from "../../src/workspace/fileCache";
import { Projects } from "../../src/workspace/projects";
import { MemoryFiles, splitFiles } from "../projectFiles";

/** The explanation of one file of a fixture; paths are below /p. */
async function explained(fixture: string, file = "compose.yaml", environment: Record<string, string> = {}) {
  const cache = new FileCache(new MemoryFiles(splitFiles(fixture)));
  const usesEnvironment = Object.keys(environment).length > 0;
  const read = new Projects(cache, { environment: (name) => environment[name] });
  const projects = await read.of(`/p/${file}`, ["/p"]);
  const reading = { file: `/p/${file}`, projects, severities: {}, engine: undefined, usesEnvironment, rules };
  return explainFile(reading, cache, { path: (each) => each.replace(/^\/p\/?/, "") || ".", speak: inEnglish });
}

/** The lines of one section, without blank ones. */
function section(text: string, title: string): string[] {
  const [, rest = ""] = text.split(`### ${title}`);
  return (rest.split("\n#")[0] ?? "").split("\n").slice(1).filter(Boolean);
}

const files = `#- compose.yaml
include: [sub/more.yaml, "sub/\${WHICH}.yaml", "oci://example.org/app"]
services:
  web:
    image: app:\${TAG}
    ports: ["\${PORT:-80}:80", "\${HOST_PORT}:81"]
  db:
    extends: { file: base.yaml, service: base }
#- compose.override.yaml
services:
  web: { network_mode: "\${MODE}" }
#- base.yaml
services:
  base: { image: "\${REGISTRY}/db" }
#- sub/more.yaml
services:
  more: { image: "\${INNER}:\${TAG}" }
#- sub/.env
INNER=inner-secret
#- .env
TAG=tag-secret
`;

describe("how a file is read", () => {
  it("lists the project's files in order, and says why each belongs", async () => {
    expect(section(await explained(files), "Files")).toEqual([
      "1. `compose.yaml`: Docker Compose looks for this name in the folder.",
      "2. `sub/more.yaml`: included by `compose.yaml` line 1.",
      "3. `base.yaml`: extended by `compose.yaml` line 7.",
      "4. `compose.override.yaml`: it is the override file beside the main file.",
      "- The `include` at `compose.yaml` line 1 is not followed: its path or name is not known.",
      "- The `include` at `compose.yaml` line 1 is not followed: Compose fetches it from elsewhere.",
    ]);
  });

  it("says what sets each variable, and never a value", async () => {
    const text = await explained(files, "compose.yaml", { REGISTRY: "registry-secret" });
    expect(section(text, "Variables")).toEqual([
      "The environment of the editor counts, above `.env` files.",
      "- `HOST_PORT`: not set, so that its value is not known",
      "- `INNER`: from `sub/.env`",
      "- `MODE`: not set, so that its value is not known",
      "- `PORT`: not set; the default beside it counts",
      "- `REGISTRY`: from the environment",
      "- `TAG`: from `.env`",
      "- `WHICH`: not set, so that its value is not known",
    ]);
    expect(text).not.toMatch(/secret/);
  });

  it("names the values that are not known, and why", async () => {
    expect(section(await explained(files), "What is not known")).toEqual([
      "- `services.web.ports[1]` (`compose.yaml` line 5): `HOST_PORT` is not set.",
      "- `services.web.network_mode` (`compose.override.yaml` line 2): `MODE` is not set.",
      "- `services.db.image` (`base.yaml` line 2): `REGISTRY` is not set.",
    ]);
  });

  it("says which file is named and cannot be read", async () => {
    const text = await explained("#- compose.yaml\ninclude: [gone.yaml]\nservices: {}\n");
    expect(section(text, "Files")).toContain(
      "2. `gone.yaml`: included by `compose.yaml` line 1. It is not read: there is no such file or folder.",
    );
  });

  it("says what states a project, and what a guess rests on", async () => {
    const stated = await explained("#- .env\nCOMPOSE_FILE=a.yaml\n#- a.yaml\nservices: {}\n", "a.yaml");
    expect(section(stated, "Files")).toEqual(["1. `a.yaml`: `COMPOSE_FILE in /p/.env` names it."]);
    const alone = await explained("#- lone.yaml\nservices: { a: { image: x } }\n", "lone.yaml");
    expect(alone).toContain("No project is known that the file belongs to");
    const completed = await explained(
      "#- compose.yaml\nservices: { a: { image: x } }\n#- compose.host.yaml\nservices: { a: { network_mode: host } }\n",
      "compose.host.yaml",
    );
    expect(section(completed, "Files")).toEqual([
      "1. `compose.yaml`: it is the main file of the folder.",
      "2. `compose.host.yaml`: this is the file itself.",
    ]);
  });

  it("names the rules that are quiet because of an unknown value", async () => {
    const text = await explained(`#- compose.yaml
services:
  web: { image: x, network_mode: $MODE, ports: ["80:80"] }
  tls: { image: x, network_mode: host, ports: ["$PORT:443", "8080:80"] }
`);
    const [mode = "", ports = ""] = section(text, "Rules that were quiet");
    expect(mode).toMatch(/^- `services.web.network_mode` is not known, and these rules, .* for `web`: /);
    for (const rule of ["host-ports-discarded", "none-ports-discarded"]) expect(mode).toContain(`\`${rule}\``);
    // These look at the mode, and would say nothing of `web` in any.
    for (const rule of ["host-extra-hosts", "host-with-networks"]) expect(mode).not.toContain(`\`${rule}\``);
    // It reported the other port of `tls`.
    expect(ports).toContain("services.tls.ports");
    expect(ports).not.toContain("host-ports-discarded");
  });

  it("shows names as data: no Markdown in them has an effect", async () => {
    const text = await explained('#- compose.yaml\nservices: { "a`](x)\\nb": { image: "$V" } }\n');
    expect(section(text, "What is not known")).toEqual([
      "- `` services.a`](x) b.image `` (`compose.yaml` line 1): `V` is not set.",
    ]);
  });
});

import { describe, expect, it } from "vitest";
import { collectFromServices, collectFromServicesWith } from "../src/compose/model/collectFromServices";
import type { Project } from "../src/compose/model/project";
import type { Service } from "../src/compose/model/service";
import { FileCache } from "../src/workspace/fileCache";
import { Projects } from "../src/workspace/projects";
import { callsToHost } from "../src/rules/names/callsToHost";
import { MemoryFiles } from "./projectFiles";

const file = "/p/compose.yaml";
const count = 300;

/** A file of 300 services in an editor, of which one has an image by a name that is given. */
function editor(): (image: string, networks?: string) => Promise<Project> {
  const cache = new FileCache(new MemoryFiles({}));
  const projects = new Projects(cache, { environment: () => undefined });
  return async (image, networks = "") => {
    const services = Array.from(
      { length: count },
      (_, index) => `  s${index}:\n    image: ${index === 150 ? image : "x"}\n`,
    );
    cache.open(file, `services:\n${services.join("")}${networks}`);
    return (await projects.of(file, []))[0] ?? expect.fail("there is no project");
  };
}

describe("what is taken of all services", () => {
  it("is taken of one block after an edit, and is one array for all who ask", async () => {
    const asked: string[] = [];
    const names = collectFromServices(({ name }: Service) => {
      asked.push(name);
      return [name];
    });
    const typed = editor();
    const before = await typed("a");
    expect(names(before)).toHaveLength(count);
    expect(names(before)).toBe(names(before));
    asked.length = 0;
    const after = await typed("ab");
    expect(names(after)).toEqual(names(before));
    expect(asked).toContain("s150");
    expect(asked.length).toBeLessThan(130);
  });

  it("is one and the same nothing where no service has any", async () => {
    const none = collectFromServices(() => []);
    const typed = editor();
    expect(none(await typed("a"))).toBe(none(await typed("ab")));
  });

  it("is taken anew where a fact of the project changed, and only there", async () => {
    let asked = 0;
    const beside = collectFromServicesWith(
      ({ networks }) => [networks],
      ({ name }, { networks }) => {
        asked += 1;
        return [`${name} beside ${networks.size}`];
      },
    );
    const typed = editor();
    const before = await typed("a");
    expect(beside(before)[0]).toBe("s0 beside 0");
    expect(beside(before)).toBe(beside(before));
    expect(asked).toBe(count);
    expect(beside(await typed("a", "networks: {n: {}}\n"))[0]).toBe("s0 beside 1");
    expect(asked).toBe(2 * count);
  });
});

it("what all services offer is not asked for where nobody calls the host", () => {
  const network = {
    hostMentions: [],
    get offers(): never {
      throw new Error("the offers of thousands of services are made for nothing");
    },
  };
  expect(callsToHost(network, "loopback")).toEqual([]);
});

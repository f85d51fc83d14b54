import { describe, expect, it, vi } from "vitest";
import { NetworkModel } from "../../src/network/model";
import { completed } from "./completed";

const many = (line: (index: number) => string): string => Array.from({ length: 5_000 }, (_, at) => line(at)).join("\n");

describe("completion far down in one service", () => {
  const service = (rest: string): string => `services:
  web:
    image: x
    environment:
${many((at) => `      VARIABLE_${at}: some value`)}
${rest}
  db:
    image: postgres
`;

  it("offers what is wanted at a key, an item and a value of it", async () => {
    expect((await completed(service("    network_mode: $0"))).labels).toContain("host");
    expect((await completed(service("    depends_on:\n      - $0"))).labels).toEqual(["db"]);
    expect((await completed(service("    depends_on:\n    - d$0"))).labels).toEqual(["db"]);
    const inValue = await completed(service("      DB_URL: postgres://$0"));
    expect(inValue.labels).toContain("db:5432");
    expect(inValue.pick("db:5432")).toContain("DB_URL: postgres://db:5432\n");
  });

  it("offers them in a section that is long itself, and nothing in a line that is", async () => {
    const networks = `networks:\n${many((at) => `  network${at}: { external: true }`)}`;
    expect((await completed(`${networks}\nservices:\n  web:\n    image: x\n    network_mode: h$0\n`)).labels).toContain(
      "host",
    );
    const line = `{ ${many((at) => `"V${at}": some value,`).replaceAll("\n", " ")} DB_HOST: $0 }`;
    expect((await completed(`services:\n  web:\n    image: x\n    environment: ${line}\n`)).labels).toEqual([]);
  });
});

describe("completion among very many services", () => {
  const services = (mode: string): string =>
    `services:\n  web:\n    image: x\n    network_mode: ${mode}\n${Array.from({ length: 1_000 }, (_, at) => `  app${at}: { image: x }\n`).join("")}`;

  it("offers the first hundred, and looks at no more of them than it offers", async () => {
    const asked = vi.spyOn(NetworkModel.prototype, "namespaceOf");
    try {
      const offered = await completed(services("service:$0"));
      expect(offered.more).toBe(true);
      expect(offered.entries).toHaveLength(100);
      expect(asked.mock.calls.length).toBeLessThan(500);
    } finally {
      asked.mockRestore();
    }
  });

  it("offers those alone that fit where one is typed", async () => {
    const offered = await completed(services("service:app321$0"));
    expect(offered.labels).toEqual(["service:app321"]);
    expect(offered.more).toBe(false);
  });
});

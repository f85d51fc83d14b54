import { describe, expect, it } from "vitest";
import { mostServices } from "../src/compose/project/unread";
import { findingsIn, servicesOf } from "./projectFiles";
import { findingsOfText, projectOfText } from "./singleText";

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
const modeOf = async (files: Record<string, string>, service: string): Promise<string | undefined> =>
  (await servicesOf(files, "compose.yaml")).services.get(service)?.networkMode?.value.kind;
const fromPairs = (pairs: readonly (readonly [string, string])[]): Record<string, string> => Object.fromEntries(pairs);
const below = (files: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(files).map(([name, text]) => [`/p/${name}`, text]));

// Each of these took minutes, or ended with an exhausted stack, when every service followed its chain by itself.
describe("chains as long as nobody writes them", () => {
  const chain = (order: readonly number[], last: number): string =>
    `services:\n${order
      .map((index) =>
        index === last
          ? `  s${index}:\n    network_mode: host\n    ports: ["80:80"]\n`
          : `  s${index}:\n    extends: s${index + 1}\n`,
      )
      .join("")}`;

  it("follows `extends` through four thousand services, in either order", async () => {
    const order = numbers(4_000);
    for (const text of [chain(order, 3_999), chain(order.toReversed(), 3_999)]) {
      expect(await modeOf(below({ "compose.yaml": text }), "s0")).toBe("host");
    }
  });

  it("finds at the end of the chain what its services are told of", () => {
    const found = findingsOfText(chain(numbers(1_500), 1_499)).filter((line) => line.includes("host-ports-discarded"));
    expect(found.find((line) => line.includes(" warning: "))).toMatch(/applies to s\d+, .* and 1,491 more services\.$/);
  });

  it("follows `extends` through six hundred files", async () => {
    const files = numbers(600).map((index): [string, string] => [
      `f${index}.yaml`,
      index === 599
        ? "services: {s: {image: x, network_mode: host}}\n"
        : `services: {s: {extends: {file: f${index + 1}.yaml, service: s}}}\n`,
    ]);
    const compose = "services: {s: {extends: {file: f0.yaml, service: s}}}\n";
    expect(await modeOf(below({ ...fromPairs(files), "compose.yaml": compose }), "s")).toBe("host");
  });

  it("names few services of a circle of a thousand, and each of a small one", () => {
    const circle = (count: number): string[] =>
      findingsOfText(
        `services:\n${numbers(count)
          .map((index) => `  s${index}:\n    extends: s${(index + 1) % count}\n`)
          .join("")}`,
      ).filter((line) => line.includes("circular-reference"));
    expect(circle(3)).toHaveLength(3);
    expect(circle(3)[1]).toContain('"Circular reference: s1 -> s2 -> s0 -> s1"');
    expect(circle(1_000)).toHaveLength(1_000);
    expect(circle(1_000)[0]).toContain("s0 -> s1 -> s2 -> s3 -> s4 -> s5 -> s6 -> s7 -> ... -> s993 ->");
  });

  it("reads once what is included on a million ways", async () => {
    const levels = numbers(20).flatMap((level) =>
      ["a", "b"].map((side): [string, string] => [
        `${side}${level}.yaml`,
        `include: [a${level + 1}.yaml, b${level + 1}.yaml]\n`,
      ]),
    );
    const files = below({
      ...fromPairs(levels),
      "compose.yaml": "include: [a0.yaml, b0.yaml]\n",
      "a20.yaml": 'services: {a: {image: x, network_mode: host, ports: ["80:80"]}}\n',
      "b20.yaml": "services: {b: {image: x}}\n",
    });
    expect([...(await servicesOf(files, "compose.yaml")).services.keys()]).toEqual(["a", "b"]);
    const found = await findingsIn(files, "compose.yaml");
    expect(found.filter((line) => line.endsWith("warning host-ports-discarded"))).toEqual([
      "a20.yaml:1:54 warning host-ports-discarded",
    ]);
  });

  it("comes to an end where every file includes every other", async () => {
    const all = numbers(12).map((index) => `f${index}.yaml`);
    const files = all.map((name, index): [string, string] => [
      name,
      `include: [${all.join(", ")}]\nservices: {s${index}: {image: x}}\n`,
    ]);
    const found = await findingsIn(
      below({ ...fromPairs(files), "compose.yaml": "include: [f0.yaml]\n" }),
      "compose.yaml",
    );
    expect(found.filter((line) => line.endsWith("error circular-reference")).length).toBeGreaterThan(11);
  });
});

// Quadratic or worse before: each of these took a minute or more.
describe("more services than are read", () => {
  /** The first two speak of the last one. */
  const text = (count: number): string => {
    const last = `s${count - 1}`;
    const speaking = `  a: {image: x, network_mode: "service:${last}"}\n  b: {image: x, links: [${last}]}\n`;
    return `services:\n${speaking}${numbers(count)
      .map((index) => `  s${index}: {image: x}\n`)
      .join("")}`;
  };

  it("says that it reads the first ones, and claims nothing of what the others would be", { timeout: 120_000 }, () => {
    const found = findingsOfText(text(mostServices)).filter((line) => !line.includes(" hint: "));
    expect(found).toEqual([
      expect.stringMatching(
        /missing-file information: To limit its memory, Hostside reads only the first 50,000 entries/,
      ),
    ]);
  });

  it("says nothing of the kind of a file that is read whole", () => {
    expect(findingsOfText(text(500)).join("\n")).not.toContain("missing-file");
  });
});

describe("a reading that is bounded", () => {
  const missing = (found: readonly string[]): string[] => found.filter((line) => line.includes("missing-file"));

  it("leaves out services at the end of a chain in which each link adds entries, and says so once", () => {
    // Each link takes over all entries of those before it: without a bound, 20 million values.
    const adding = `services:\n${numbers(2_000)
      .map(
        (index) =>
          `  s${index}:\n    image: x\n    labels: [a${index}, b${index}, c${index}, d${index}, e${index}, f${index}, g${index}, h${index}, i${index}, j${index}]\n${index === 0 ? "" : `    extends: s${index - 1}\n`}`,
      )
      .join("")}  web: {image: x, depends_on: [s1999]}\n`;
    const project = projectOfText(adding);
    expect(project.services.size).toBeLessThan(500);
    expect(project.services.has("web")).toBe(true);
    expect(project.whole).toBe(false);
    const found = findingsOfText(adding).filter((line) => !line.includes(" hint: "));
    expect(found).toEqual([
      expect.stringMatching(/missing-file information: .*take over more than 500,000 values\. .* not known\./),
    ]);
  });

  it("follows includes a hundred files deep, and says where it stops", async () => {
    const deep = (count: number): Record<string, string> => ({
      "compose.yaml": "include: [f0.yaml]\n",
      ...fromPairs(
        numbers(count).map((index) => [
          `f${index}.yaml`,
          index === count - 1
            ? "services: {last: {image: x}}\n"
            : `include: [f${index + 1}.yaml]\nservices: {s${index}: {image: x}}\n`,
        ]),
      ),
    });
    expect((await servicesOf(below(deep(100)), "compose.yaml")).services.has("last")).toBe(true);
    expect(missing(await findingsIn(below(deep(100)), "compose.yaml"))).toEqual([]);
    const project = await servicesOf(below(deep(3_000)), "compose.yaml");
    expect([project.services.size, project.whole]).toEqual([100, false]);
    expect(missing(await findingsIn(below(deep(3_000)), "compose.yaml"))).toEqual([
      "f99.yaml:1:11 information missing-file",
    ]);
  });

  it("comes to an end where each way to a file has other variables", { timeout: 60_000 }, async () => {
    const levels = numbers(30).flatMap((level): [string, string][] => [
      [
        `f${level}.yaml`,
        `include:\n${["a", "b"].map((side) => `  - {path: f${level + 1}.yaml, env_file: ${side}${level}.env}\n`).join("")}`,
      ],
      [`a${level}.env`, `A${level}=a\n`],
      [`b${level}.env`, `A${level}=b\n`],
    ]);
    const files = below({
      ...fromPairs(levels),
      "compose.yaml": "include: [f0.yaml]\n",
      "f30.yaml": "services: {web: {image: x}}\n",
    });
    const project = await servicesOf(files, "compose.yaml");
    expect(project.services.has("web")).toBe(true);
    expect(project.whole).toBe(false);
    expect(project.unread.every(({ reason }) => reason === "ways")).toBe(true);
  });

  it("says once of a file that is included with two environments that it has more services than are read", async () => {
    const many = `services:\n${numbers(mostServices + 1)
      .map((index) => `  s${index}: {image: x}\n`)
      .join("")}`;
    const files = below({
      "compose.yaml": "include: [{path: many.yaml, env_file: a.env}, {path: many.yaml, env_file: b.env}]\n",
      "many.yaml": many,
      "a.env": "A=a\n",
      "b.env": "A=b\n",
    });
    expect((await servicesOf(files, "compose.yaml")).unread).toHaveLength(1);
  }, 120_000);
});

describe("services behind a merge key or an alias", () => {
  const shared = (count: number): string =>
    `x-all: &all\n${numbers(count)
      .map((index) => `  s${index}: {image: x, network_mode: host, ports: ["80"]}\n`)
      .join("")}`;

  it.each(["services: *all\n", "services:\n  <<: *all\n", "services:\n  <<: [*none, *all]\n  web: {image: x}\n"])(
    "are all read, however many: %j",
    (section) => {
      const project = projectOfText(`x-none: &none {}\n${shared(15_000)}${section}`);
      expect(project.services.get("s14999")?.networkMode?.value.kind).toBe("host");
      expect(project.whole).toBe(true);
    },
  );

  it("are read up to the bound, with a finding", { timeout: 60_000 }, () => {
    const text = `x-all: &all\n${numbers(mostServices)
      .map((index) => `  s${index}: {image: x}\n`)
      .join("")}services:\n  <<: *all\n  web: {image: x}\n`;
    const project = projectOfText(text);
    expect(project.services.size).toBe(mostServices);
    expect(project.services.has("web")).toBe(true);
    expect(project.unread.map(({ reason }) => reason)).toEqual(["many"]);
  });

  it("yield to what is written beside the merge key, and to what is merged earlier", () => {
    const project = projectOfText(
      "x-a: &a {one: {hostname: a}, two: {hostname: a}, <<: {four: {hostname: d}}}\nx-b: &b {two: {hostname: b}, three: {hostname: b}, four: {hostname: b}}\nservices:\n  <<: [*a, *b]\n  one: {hostname: own}\n",
    );
    const names = ["one", "two", "three", "four"].map((name) => project.services.get(name)?.hostname?.value);
    expect(names).toEqual(["own", "a", "b", "d"]);
  });

  it("end where a merge key leads back", () => {
    const project = projectOfText("services: &all\n  web: {image: x}\n  <<: [*all, *all, *nothing]\n");
    expect([...project.services.keys()]).toEqual(["web"]);
  });
});

describe("very many of one kind in a file", () => {
  const services = (count: number, service: (index: number) => string): string =>
    `services:\n${numbers(count)
      .map((index) => `  s${index}:\n    image: x\n${service(index)}`)
      .join("")}`;
  const counted = (text: string, rule: string): number =>
    findingsOfText(text).filter((line) => line.includes(` ${rule} `)).length;

  it("ten thousand findings in one service", () => {
    const missing = numbers(10_000).map((index) => `nothing${index}`);
    expect(counted(`services: {web: {image: x, depends_on: [${missing.join(", ")}]}}\n`, "undefined-service")).toBe(
      10_000,
    );
  });

  it("a chain of namespaces through two thousand services", () => {
    const chain = services(2_000, (index) =>
      index === 0 ? "    network_mode: host\n" : `    network_mode: service:s${index - 1}\n    ports: ["80:80"]\n`,
    );
    expect(counted(chain, "shared-namespace-with-ports")).toBe(1_999);
  });

  it("a circle of two thousand services, told of once, and a small one by its names", () => {
    const circle = (count: number): string =>
      services(count, (index) => `    network_mode: service:s${(index + 1) % count}\n`);
    expect(counted(circle(2_000), "service-mode-cycle")).toBe(1);
    const small = findingsOfText(circle(3)).filter((line) => line.includes("service-mode-cycle"));
    expect(small).toHaveLength(1);
    expect(small[0]).toContain("dependency cycle detected: s0 -> s1 -> s2 -> s0");
  });

  it("two thousand containers named by the next service", () => {
    const named = services(
      2_000,
      (index) => `    container_name: c${index}\n    network_mode: container:c${index - 1}\n`,
    );
    expect(counted(named, "container-mode-of-own-service")).toBe(1_999);
  });

  it("a thousand services on one port that wait for each other's end", () => {
    const waiting = services(
      1_000,
      (index) =>
        `    ports: ["80:80"]\n    depends_on: {s${(index + 1) % 1_000}: {condition: service_completed_successfully}}\n`,
    );
    expect(counted(waiting, "duplicate-published-port")).toBe(0);
  });

  it("ten thousand ports of one service, twice the same in the end", () => {
    const ports = numbers(10_000).map((index) => `"${index + 1}:${index + 1}"`);
    const text = `services: {web: {image: x, ports: [${ports.join(", ")}, "10000:80"]}}\n`;
    expect(counted(text, "repeated-published-port")).toBe(1);
    expect(counted(text.replace("image: x", "network_mode: host"), "host-ports-discarded")).toBeGreaterThan(10_000);
  });
});

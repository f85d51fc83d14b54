import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { isNull } from "../src/compose/syntax/node";
import { isNamedAsMode } from "../src/compose/model/networkMode";
import type { Refusal } from "../src/compose/validate/refusal";
import { refusals } from "../../test/agreement/refusals";
import { FileCache } from "../src/workspace/fileCache";
import { Projects } from "../src/workspace/projects";
import { readFixture, reportsOf } from "./annotatedFixture";
import { MemoryFiles } from "./projectFiles";

const folder = new URL("./fixtures/", import.meta.url).pathname;

/** The rule that says a refusal; none for what the extensions for syntax and schema say, and for circles of `depends_on` alone. */
function ruleFor(refusal: Refusal): string | undefined {
  switch (refusal.kind) {
    case "shape":
      return refusal.attribute === "networks" && isNull(refusal.at.node) ? "networks-null" : undefined;
    case "port":
      // What another program fills in is no text that Compose meets.
      return refusal.at.node.kind === "scalar" && /[{}<>]/.test(refusal.at.node.text) ? undefined : "invalid-port";
    case "mode-with-networks":
      return refusal.service.networkMode?.value.kind === "host" ? "host-with-networks" : "network-mode-with-networks";
    case "undefined-network":
      return isNamedAsMode(refusal.network) ? "host-as-network" : "undefined-network";
    case "undefined-service":
      return refusal.reference.value.attribute === "network_mode" ? "service-mode-undefined" : "undefined-service";
    case "dependency-cycle":
      return isOfModes(refusal) ? "service-mode-cycle" : undefined;
    case "name-in-use":
      // Of two services Compose still starts one: the rule says that in words of its own.
      return undefined;
  }
}

function isOfModes({ way }: Extract<Refusal, { kind: "dependency-cycle" }>): boolean {
  return way.some(({ networkMode }) => networkMode?.value.kind === "service");
}

/** Whether a name or a port in these words is one that another program fills in: `[[ port ]]`, `{{ port }}`. */
function isFilledIn(words: string): boolean {
  return /\[\[|\{\{/.test(words);
}

/** Rules whose findings are all of them refusals. */
const said = [
  "networks-null",
  "invalid-port",
  "host-with-networks",
  "network-mode-with-networks",
  "host-as-network",
  "undefined-network",
  "undefined-service",
  "service-mode-undefined",
  "service-mode-cycle",
];

describe("what Compose refuses with the profiles that are on is what the rules say", () => {
  // Stacks are not run by Compose; of a file that silences a rule nothing is said.
  const fixtures = readdirSync(folder).filter((name) => !/stack|swarm|suppression/.test(name));

  it.each(fixtures)("%s", async (name) => {
    const { files } = readFixture(`${folder}${name}`);
    const [first = ""] = Object.keys(files).filter((file) => /\.ya?ml$/.test(file));
    const projects = new Projects(new FileCache(new MemoryFiles(files)), { environment: () => undefined });
    const [project] = await projects.of(first, ["/p"]);
    if (project === undefined) throw new Error("there is no project");
    const refused = refusals(project, project.profiles).flatMap((refusal) => {
      const rule = ruleFor(refusal);
      // What another program fills in is not there yet when we read it.
      return rule === undefined || isFilledIn(refusal.words) ? [] : [`${rule}: ${refusal.words}`];
    });
    // A hint that leads to a finding in another file says no refusal of its own.
    const reports = (await reportsOf(files)).filter(
      ({ rule, message, leads }) => said.includes(rule) && leads !== true && !message.includes(" when a profile of "),
    );
    const quoted = reports.map(({ rule, message }) => `${rule}: ${/: "(.*?)"\. /.exec(message)?.[1] ?? message}`);
    expect(new Set(quoted)).toEqual(new Set(refused));
  });
});

it("an address of `extra_hosts` may be empty behind a sign, and may be a variable's (Compose 2.40)", async () => {
  const hosts = ["[a:]", "[a=]", '{a: ""}', '["a:${IP}"]', "[a]", "{a: }"];
  const services = hosts.map((written, index) => `  s${index}: {image: x, extra_hosts: ${written}}\n`).join("");
  const cache = new FileCache(new MemoryFiles({ "/p/compose.yaml": `services:\n${services}` }));
  const [project] = await new Projects(cache, { environment: () => undefined }).of("/p/compose.yaml", ["/p"]);
  expect(project && refusals(project, []).map(({ words }) => words)).toEqual([
    "'services[s4].extra_hosts' invalid additional host, missing IP: a",
    "services.s5.extra_hosts.a must be a string",
  ]);
});

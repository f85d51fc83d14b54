import { describe, expect, it } from "vitest";
import { findingsIn, type Rule } from "../../src/linter/rule";
import { RuleRunner } from "../../src/linter/runner";
import { rules } from "../../src/rules/table";
import { projectOfText } from "../singleText";

const text = `services:
  host: { image: x, network_mode: host, expose: ["80"], deploy: { replicas: 1 } }
  plain: { image: x, expose: ["81"] }
  named: { image: x, networks: [default] }
`;

describe("a rule that concerns few services", () => {
  it("is asked about those alone", () => {
    const asked = new Map<string, string[]>();
    const counting = rules.map((rule): Rule => {
      const { id, perService }: Rule = rule;
      if (perService === undefined) return rule;
      const names: string[] = [];
      asked.set(id, names);
      return {
        ...rule,
        perService: (service) => {
          names.push(service.name);
          return perService(service);
        },
      };
    });
    new RuleRunner(counting).run(projectOfText(text), {});
    expect(asked.get("host-expose")).toEqual(["host"]);
    expect(asked.get("stack-ignores-links")).toEqual([]);
    expect(asked.get("published-past-firewall")).toEqual(["host", "plain", "named"]);
  });

  it("finds nothing in the others, whoever asks", () => {
    const [host, plain] = [...projectOfText(text).services.values()];
    const rule = rules.find(({ id }) => id === "host-expose");
    if (rule === undefined || host === undefined || plain === undefined) return expect.fail("there is none");
    expect([...findingsIn(host, rule)]).toHaveLength(1);
    expect([...findingsIn(plain, rule)]).toEqual([]);
  });
});

import { say } from "../../../shared/text";
import type { Service } from "../../src/compose/model/service";
import type { Finding } from "../../src/linter/finding";
import { namePlace } from "../../src/linter/place";
import { defineRule, type Rule } from "../../src/linter/rule";

/** A rule with a finding for each service, which throws at the one that is called `bad`. */
export const faultyRule = defineRule({
  id: "faulty",
  severity: "warning",
  title: say`Throws at a service called bad`,
  perService: function* (service): Generator<Finding> {
    yield found(service);
    if (service.name === "bad") throw new Error("boom");
  },
});

/** The same for rules that see the whole project, or the engine. */
export const faultyProjectRule: Rule = {
  ...faultyRule,
  id: "faulty-project",
  perService: () => [],
  perProject: function* ({ services }) {
    for (const service of services.values()) yield* faultyRule.perService(service);
  },
};
export const faultyEngineRule: Rule = {
  ...faultyRule,
  id: "faulty-engine",
  perService: () => [],
  onEngine: (service) => faultyRule.perService(service),
};

/** A rule whose findings stand everywhere and whose fixes throw at `bad`. */
export const faultyFixRule: Rule = {
  ...faultyRule,
  id: "faulty-fix",
  perService: (service) => [
    {
      ...found(service),
      fixes: () => {
        if (service.name === "bad") throw new Error("no fix");
        return [{ title: `Fix ${service.name}`, changes: [] }];
      },
    },
  ],
};

function found(service: Service): Finding {
  return { at: namePlace(service), message: `${service.name} is looked at.` };
}

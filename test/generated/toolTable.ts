import { toolNames, tools, type Tool } from "../../client/src/agents/tools";
import { table } from "./regions";

/** A row for each tool of an agent, with its parameters. */
export function toolTable(): string {
  const rows = toolNames.map((name) => {
    const { summary, input }: Tool = tools[name];
    const parameters = Object.keys(input.properties).map((each) =>
      input.required.includes(each) ? `\`${each}\`` : `[\`${each}\`]`,
    );
    return [`\`${name}\``, summary, parameters.join(", ")];
  });
  return table(["tool", "answer", "parameters, [those that may be left out]"], rows);
}

import { afterEach, describe, expect, it } from "vitest";
import { Client, composeText, pulling } from "./client";

let client: (Client & { result: unknown }) | undefined;
afterEach(async () => {
  await client?.stop();
  client = undefined;
});

const large: Readonly<Record<string, string>> = {
  "of plain services": `services:\n${Array.from({ length: 20_000 }, (_, index) => `  s${index}:\n    image: x\n`).join("")}`,
  "in one flow line": `services: {${Array.from({ length: 20_000 }, (_, index) => `s${index}: {image: x}`).join(", ")}}\n`,
};

describe("a large document", () => {
  it.each(Object.entries(large))(
    "%s lets five questions about a small one go first",
    { timeout: 60_000 },
    async (_name, text) => {
      client = await Client.start(pulling);
      await client.open("untitled:small.yaml", composeText, "dockercompose");
      await client.open("untitled:large.yaml", text, "dockercompose");
      const answers: string[] = [];
      const asked = client.items("untitled:large.yaml").then(() => answers.push("large"));
      for (let question = 0; question < 5; question++) {
        expect(await client.items("untitled:small.yaml")).not.toEqual([]);
        answers.push("small");
      }
      await asked;
      expect(answers).toEqual([...Array.from({ length: 5 }, () => "small"), "large"]);
    },
  );
});

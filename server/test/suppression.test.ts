import { describe, expect, it } from "vitest";
import { ComposeDocument } from "../src/compose/syntax/document";
import { readSuppressions } from "../src/linter/suppression";
import { findingsOfText as findingsOf } from "./singleText";

const rulesIn = (text: string): string[] => findingsOf(text).filter((line) => line.includes(" warning: "));
const host = (item: string, before = ""): string =>
  `services:\n  web:\n    network_mode: host\n    ports:\n${before}      - ${item}\n`;

describe("suppression comments", () => {
  it("silence the rule on their own line and on the next", () => {
    expect(rulesIn(host(`"80:80"`))).toHaveLength(1);
    expect(rulesIn(host(`"80:80" # hostside-ignore host-ports-discarded`))).toEqual([]);
    expect(rulesIn(host(`"80:80"`, "      # hostside-ignore host-ports-discarded -- known\n"))).toEqual([]);
    expect(rulesIn(host(`"80:80"`, "      # hostside-ignore other-rule, host-ports-discarded\n"))).toEqual([]);
  });

  it("silence only the rules that they name", () => {
    expect(rulesIn(host(`"80:80" # hostside-ignore host-with-networks -- host-ports-discarded`))).toHaveLength(1);
    expect(rulesIn(host(`"80:80"`, "      # hostside-ignore host-ports-discarded\n\n"))).toHaveLength(1);
  });

  it("silence a file from its top, not from below", () => {
    const text = host(`"80:80"`);
    expect(findingsOf(`# hostside-ignore-file\n${text}`)).toEqual([]);
    expect(rulesIn(`${text}# hostside-ignore-file\n`)).toHaveLength(1);
  });

  it("are comments, not content", () => {
    const label = `    labels:\n      a: |\n        # hostside-ignore-file\n`;
    expect(rulesIn(host(`"80:80"`) + label)).toHaveLength(1);
    expect(rulesIn(host(`"80:80#hostside-ignore host-ports-discarded"`))).toHaveLength(1);
    const script = `services:\n  web:\n    network_mode: host\n    labels:\n      a: |\n        # hostside-ignore\n    ports: ["80:80"]\n`;
    expect(rulesIn(script)).toHaveLength(1);
  });

  // A walk of the whole tree for each comment took minutes.
  it("are as many as somebody likes", () => {
    const item = (port: number): string => `  "${port}:80", # hostside-ignore host-ports-discarded\n`;
    const ports = Array.from({ length: 60_000 }, (_, index) => item(index + 1)).join("");
    const text = `services: {web: {network_mode: host, ports: [\n${ports}]}}\n`;
    const suppressions = readSuppressions(ComposeDocument.parse("/p/compose.yaml", text));
    expect(suppressions.comments).toHaveLength(60_000);
    expect(suppressions.covering("host-ports-discarded", 1)).toHaveLength(1);
  });
});

import { expect, it } from "vitest";
import { readArguments } from "../src/cli/arguments";
import { check } from "../src/cli/check";
import { plain } from "../src/cli/style";
import { SlowFiles } from "./slowFiles";

it("reads each of many files once, and several at the same time", async () => {
  const names = Array.from({ length: 100 }, (_, index) => `/p/f${index}/compose.yaml`);
  const files = new SlowFiles(Object.fromEntries(names.map((name) => [name, "services: {web: {image: x}}\n"])));
  const request = readArguments(["check", ...names]);
  if (request.kind !== "check") return expect.fail(request.kind);
  const nothing = (): Promise<void> => Promise.resolve();
  const status = await check(request, {
    files,
    workingFolder: "/p",
    style: plain,
    out: nothing,
    error: nothing,
    progress: nothing,
    stdin: () => Promise.resolve(new Uint8Array()),
    writerFor: () => ({
      whyNot: () => Promise.resolve("nothing is written here"),
      replace: () => Promise.reject(new Error("nothing is written here")),
      leftovers: () => Promise.resolve([]),
    }),
  });
  expect(status).toBe(0);
  for (const name of names) expect(files.reads.filter((each) => each === name)).toEqual([name]);
  expect(files.most).toBeGreaterThan(4);
});

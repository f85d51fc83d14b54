import { expect, it } from "vitest";
import { errorText, namedLogger } from "../../src/platform/logger";
import { recordingLogger } from "../recordingLogger";

it("hands each line on with its level", () => {
  const { log, lines } = recordingLogger();
  for (const level of ["trace", "debug", "info", "warn", "error"] as const) log[level](`a line at ${level}`);
  expect(lines).toEqual([
    "trace a line at trace",
    "debug a line at debug",
    "info a line at info",
    "warn a line at warn",
    "error a line at error",
  ]);
});

it("leaves users and passwords of addresses out", () => {
  const { log, lines } = recordingLogger();
  log.info("ssh://root:s3cret@lab.example.com:22/run/docker.sock and tcp://token@192.0.2.1:2375, not a@b");
  log.info("https://name:p@ss@proxy.example.com/path@2");
  expect(lines).toEqual([
    "info ssh://lab.example.com:22/run/docker.sock and tcp://192.0.2.1:2375, not a@b",
    "info https://proxy.example.com/path@2",
  ]);
});

it("lets nothing in a line move a cursor or hide text; the lines of a stack stay lines", () => {
  const { log, lines } = recordingLogger();
  log.warn("\u001b[2Jone\u202etwo\rthree\n\tat four");
  expect(lines).toEqual(["warn  [2Jone two three\n\tat four"]);
});

it("puts a name before each line", () => {
  const { log, lines } = recordingLogger();
  namedLogger(log, "ssh://me@lab.example.com").debug("GET /info: 200 in 3 ms");
  expect(lines).toEqual(["debug ssh://lab.example.com: GET /info: 200 in 3 ms"]);
});

it("says where an error was thrown", () => {
  expect(errorText(new Error("broken"))).toMatch(/^Error: broken\n\s+at .*logger\.test/u);
  expect(errorText("text")).toBe("text");
});

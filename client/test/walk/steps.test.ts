import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { isCompletedBy, type Seen } from "../../src/walk/completion";
import { commandLineOf } from "../../src/walk/commandLine";
import { hostNetworking } from "../../src/walk/hostNetworking/hostNetworking";
import { none } from "../../src/walk/none/none";
import { sharedNamespace } from "../../src/walk/sharedNamespace/sharedNamespace";
import { walks } from "../../src/walk/table";
import { userDefined } from "../../src/walk/userDefined/userDefined";
import { madeBy, stepName, type Step, type Walk } from "../../src/walk/walk";
import { idOf } from "../docker/fakeEngine";
import { settings, walkContainer } from "./walkEntries";

const root = path.join(import.meta.dirname, "..", "..", "..");
const readJson = (file: string): unknown => JSON.parse(readFileSync(path.join(root, file), "utf8"));
const languages = ["package.nls.json", "package.nls.de.json"].map((file) => readJson(file) as Record<string, string>);

const stepOf = (id: string): Step => {
  const step = hostNetworking.steps.find((each) => each.id === id);
  if (step === undefined) throw new Error(`there is no step ${id}`);
  return step;
};

const app1 = walkContainer(1, "app1");
const app1Published = walkContainer(1, "app1", { published: 2000 });
const app2 = walkContainer(2, "app2", { network: "host" });
const app3 = walkContainer(3, "app3", { network: "host", state: "exited" });

/** What completes each step, and what is nearly that. */
const cases: Readonly<Record<string, { complete: Seen; not: Readonly<Record<string, Seen>> }>> = {
  "own-namespace": {
    complete: {
      containers: [app1],
      tried: { "own-namespace/try-host": "nothing", "own-namespace/try-inside": "answers" },
    },
    not: {
      "somebody else answers on the host": {
        containers: [app1],
        tried: { "own-namespace/try-host": "answers", "own-namespace/try-inside": "answers" },
      },
      "not tried inside": { containers: [app1], tried: { "own-namespace/try-host": "nothing" } },
      "removed by hand": {
        containers: [],
        tried: { "own-namespace/try-host": "nothing", "own-namespace/try-inside": "answers" },
      },
      "published already": {
        containers: [app1Published],
        tried: { "own-namespace/try-host": "nothing", "own-namespace/try-inside": "answers" },
      },
    },
  },
  publish: {
    complete: { containers: [app1Published], tried: { "publish/try-host": "answers" } },
    not: {
      "not published": { containers: [app1], tried: { "publish/try-host": "answers" } },
      "no answer": { containers: [app1Published], tried: { "publish/try-host": "nothing" } },
      "an answer of another step": { containers: [app1Published], tried: { "host-driver/try-host": "answers" } },
    },
  },
  "host-driver": {
    complete: { containers: [app1Published, app2], tried: { "host-driver/try-host": "answers" } },
    not: {
      "app2 on a bridge": {
        containers: [walkContainer(2, "app2")],
        tried: { "host-driver/try-host": "answers" },
      },
      stopped: {
        containers: [walkContainer(2, "app2", { network: "host", state: "exited" })],
        tried: { "host-driver/try-host": "answers" },
      },
    },
  },
  compare: {
    complete: { containers: [], tried: { "compare/app1": "done", "compare/app2": "done" } },
    not: { "one of two": { containers: [app1, app2], tried: { "compare/app2": "done" } } },
  },
  "second-one": {
    complete: { containers: [app3], tried: { "second-one/why": "done" } },
    not: {
      "app3 runs": {
        containers: [walkContainer(3, "app3", { network: "host" })],
        tried: { "second-one/why": "done" },
      },
      "was not started": {
        containers: [walkContainer(3, "app3", { network: "host", state: "created" })],
        tried: { "second-one/why": "done" },
      },
      "not asked why": { containers: [app3], tried: {} },
    },
  },
  "when-to-use": {
    complete: {
      containers: [],
      tried: { "when-to-use/read": "done", "when-to-use/many-ports": "done", "when-to-use/measure": "done" },
    },
    not: {
      unread: { containers: [], tried: { "when-to-use/many-ports": "done", "when-to-use/measure": "done" } },
      "many ports not measured": {
        containers: [],
        tried: { "when-to-use/read": "done", "when-to-use/measure": "done" },
      },
      "the ways not measured": {
        containers: [],
        tried: { "when-to-use/read": "done", "when-to-use/many-ports": "done" },
      },
    },
  },
  limits: {
    complete: {
      containers: [],
      tried: { "limits/read": "done", "limits/sockets": "done", "limits/app4": "done", "limits/engine": "done" },
    },
    not: {
      "nothing compared": { containers: [], tried: { "limits/read": "done", "limits/engine": "done" } },
      "the privileged one not looked at": {
        containers: [],
        tried: { "limits/read": "done", "limits/sockets": "done", "limits/engine": "done" },
      },
      "not asked about the engine": {
        containers: [],
        tried: { "limits/read": "done", "limits/sockets": "done", "limits/app4": "done" },
      },
    },
  },
  "clean-up": {
    complete: { containers: [], tried: { "clean-up/clean-up": "done" } },
    not: {
      "one is left": { containers: [app2], tried: { "clean-up/clean-up": "done" } },
      "nothing was begun": { containers: [], tried: {} },
    },
  },
};

describe("what completes a step", () => {
  it.each(Object.entries(cases))("%s", (id, { complete, not }) => {
    expect(isCompletedBy(stepOf(id), complete)).toBe(true);
    for (const [what, seen] of Object.entries(not)) expect(isCompletedBy(stepOf(id), seen), what).toBe(false);
  });

  it("is known of every step but the one that is read", () => {
    const without = hostNetworking.steps.filter(({ id }) => cases[id] === undefined);
    expect(without.map(({ id }) => id)).toEqual(["what-it-is"]);
    expect(without.every((step) => !isCompletedBy(step, { containers: [], tried: {} }))).toBe(true);
  });
});

describe("what completes a step on another network", () => {
  const complete = (walk: Walk, id: string, seen: Seen): boolean => {
    const step = walk.steps.find((each) => each.id === id);
    if (step === undefined) throw new Error(`there is no step ${id}`);
    return isCompletedBy(step, seen);
  };

  it("is a network of the walk's own, and no other one", () => {
    const tried = { "by-name/try-name": "answers" } as const;
    const shop1 = walkContainer(1, "shop1", { network: "hostside-shop" });
    const on = (network: string): Seen => ({ containers: [shop1, walkContainer(2, "shop2", { network })], tried });
    expect(["hostside-shop", "shop", "bridge"].map((network) => complete(userDefined, "by-name", on(network)))).toEqual(
      [...[true, false, false]],
    );
  });

  it("is none, and not a bridge", () => {
    const tried = { "only-loopback/try-inside": "answers", "only-loopback/addresses": "done" } as const;
    const on = (network: string): Seen => ({ containers: [walkContainer(1, "none1", { network })], tried });
    expect(["none", "default"].map((network) => complete(none, "only-loopback", on(network)))).toEqual([true, false]);
  });

  it("is the namespace of the walk's own container, named or by its ID, and not of one that was there before", () => {
    const tried = { "one-namespace/try-inside": "answers" } as const;
    const share1 = walkContainer(1, "share1");
    const on = (owner: string): Seen => ({
      containers: [share1, walkContainer(2, "share2", { network: `container:${owner}` })],
      tried,
    });
    const owners = [share1.id, "hostside-share1", idOf(7)];
    expect(owners.map((owner) => complete(sharedNamespace, "one-namespace", on(owner)))).toEqual([true, true, false]);
  });
});

describe("the steps of a walk", () => {
  const steps = walks.flatMap((walk) => walk.steps.map((step) => ({ walk, step })));

  it("have IDs of their own, in kebab-case, and so have the actions of a step", () => {
    for (const walk of walks) expect(new Set(walk.steps.map(({ id }) => id)).size).toBe(walk.steps.length);
    for (const { step } of steps) {
      const ids = step.actions.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      for (const id of [step.id, ...ids]) expect(id).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/u);
    }
  });

  it.each(steps.map(({ walk, step }) => [`${walk.id}.${step.id}`, walk, step] as const))(
    "%s: its words have a button for each action, in order, and a link for each command, in every language",
    (key, walk, step) => {
      const name = stepName(walk, step);
      const its = { ...settings, walk };
      for (const texts of languages) {
        const text = texts[`walk.${key}.text`] ?? "";
        const links = [...text.matchAll(/\(command:hostside\.(\w+)\?([^)]*)\)/gu)].map(
          ([, command = "", query = ""]) => [command, JSON.parse(decodeURIComponent(query)) as string[]] as const,
        );
        const of = (name: string): string[][] =>
          links.filter(([command]) => command === name).map(([, words]) => words);
        expect(of("playStep")).toEqual(step.actions.map(({ id }) => [name, id]));
        const copied = step.actions.filter((action) => commandLineOf(action, its) !== undefined);
        for (const [, action = ""] of of("copyStepCommand")) {
          expect(copied.map(({ id }) => id)).toContain(action);
        }
        const lineOf = (id: string | undefined): string | undefined => {
          const action = step.actions.find((each) => each.id === id);
          return action === undefined ? undefined : commandLineOf(action, its);
        };
        const linked = of("copyStepCommand").map(([, id]) => lineOf(id));
        // Two actions with one command need one link.
        for (const { id } of copied) expect(linked, id).toContain(lineOf(id));
        expect(of("undoStep")).toEqual(step.undo.length > 0 ? [[name]] : []);
      }
    },
  );

  it("name pages that are there, and conditions that one of their actions can meet", () => {
    for (const { step } of steps) {
      for (const action of step.actions) {
        if (action.kind === "page") expect(existsSync(path.join(root, action.page)), action.page).toBe(true);
      }
      for (const condition of step.completedBy) {
        if (condition.kind !== "tried" && condition.kind !== "done") continue;
        const action = step.actions.find(({ id }) => id === condition.action);
        expect(action?.kind === "try", `${step.id}/${condition.action}`).toBe(condition.kind === "tried");
      }
    }
  });

  it("give each container a name that no other walk gives, so that two walks can be played at a time", () => {
    const names = walks.flatMap((walk) => madeBy(walk).containers.map(({ name }) => name));
    expect(new Set(names).size).toBe(names.length);
  });

  it("have their picture, or a page in every language", () => {
    for (const { walk, step } of steps) {
      const media = path.join(root, "media", "walkthrough", walk.id, step.id);
      const pages = [".md", ".nls.de.md"].map((end) => existsSync(`${media}${end}`));
      expect([existsSync(`${media}.svg`), ...pages], step.id).toEqual(
        existsSync(`${media}.svg`) ? [true, false, false] : [false, true, true],
      );
    }
  });

  it("have pictures in the colours of the theme, without styles, which VS Code leaves out, and in letters of 8 px at least", () => {
    for (const { walk, step } of steps) {
      const file = path.join(root, "media", "walkthrough", walk.id, `${step.id}.svg`);
      if (!existsSync(file)) continue;
      const picture = readFileSync(file, "utf8");
      expect(picture, step.id).not.toMatch(/<style|\bstyle=/u);
      expect(picture.match(/<(?:rect|text|line|polygon)(?![^>]*var\(--vscode-)/gu), step.id).toBeNull();
      const width = Number(/viewBox="0 0 (\d+) /u.exec(picture)?.[1]);
      // VS Code draws a picture 350 px wide at least.
      const sizes = [...picture.matchAll(/font-size="(\d+)"/gu)].map(([, size]) => (Number(size) * 350) / width);
      expect(Math.round(Math.min(...sizes)), step.id).toBeGreaterThanOrEqual(8);
    }
  });

  it("have buttons that are not cut off, and a walk has a description that is not", () => {
    for (const texts of languages) {
      for (const [key, text] of Object.entries(texts)) {
        if (!key.startsWith("walk.")) continue;
        const labels = [...text.matchAll(/^\[([^\]]*)\]/gmu)].map(([, label = ""]) => label);
        expect(
          labels.filter((label) => label.length > 34),
          key,
        ).toEqual([]);
        // Three lines beside the side bar.
        if (key.endsWith(".description")) expect(text.length, key).toBeLessThanOrEqual(64);
      }
    }
  });

  it("have pages whose commands are not cut off", () => {
    for (const { walk, step } of steps) {
      for (const end of [".md", ".nls.de.md"]) {
        const file = path.join(root, "media", "walkthrough", walk.id, `${step.id}${end}`);
        if (!existsSync(file)) continue;
        const [, ...fences] = readFileSync(file, "utf8").split("```console");
        const lines = fences.flatMap((fence) => fence.split("```")[0]?.split("\n") ?? []);
        expect(
          lines.filter((line) => line.length > 48),
          file,
        ).toEqual([]);
      }
    }
  });

  it("take back what they start", () => {
    for (const { step } of steps) {
      const started = step.actions.flatMap((action) => (action.kind === "run" ? [action.container.name] : []));
      const undone = step.undo.map((undo) => (undo.kind === "run" ? undo.container.name : undo.container));
      expect(undone, step.id).toEqual(started);
    }
  });
});

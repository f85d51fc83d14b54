import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { ViewFollower } from "../../src/views/namespaces/viewFollower";

/** What is out of date, and what cannot be read at the moment. */
let outdated: Set<string>;
let broken: Set<string>;
/** What was read so far, in this order, whether that worked or not. */
let read: string[];
/** What happens while one is read. */
let meanwhile: (view: string) => void;
let follower: ViewFollower<string>;

beforeEach(() => {
  vi.useFakeTimers();
  [outdated, broken, read, meanwhile] = [new Set(), new Set(), [], () => undefined];
  follower = new ViewFollower(
    (failed) => [...outdated].find((view) => !failed.has(view)),
    async (view) => {
      read.push(view);
      await Promise.resolve();
      meanwhile(view);
      if (!broken.has(view)) outdated.delete(view);
      return !broken.has(view);
    },
  );
});
afterEach(() => {
  follower.dispose();
  vi.useRealTimers();
});
const rest = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

it("reads one after the other, and what is out of date by then", async () => {
  outdated.add("a");
  meanwhile = (view) => view === "a" && outdated.add("b");
  follower.word();
  await rest();
  expect(read).toEqual(["a", "b"]);
});

it("tries one that failed again when there is word of a change while others are read", async () => {
  outdated = new Set(["a", "b"]);
  broken.add("a");
  meanwhile = (view) => {
    if (view !== "b") return;
    // The engine is back while the loop still runs.
    broken.clear();
    follower.word();
  };
  follower.word();
  await rest();
  expect(read).toEqual(["a", "b", "a"]);
  expect(outdated.size).toBe(0);
});

it("tries it again also where the word comes while it is being read", async () => {
  outdated.add("a");
  broken.add("a");
  meanwhile = () => {
    if (read.length === 1) follower.word();
    else broken.clear();
  };
  follower.word();
  await rest();
  expect(read).toEqual(["a", "a"]);
});

it("tries it by itself a few times, ever more seldom, and no more", async () => {
  outdated.add("a");
  broken.add("a");
  follower.word();
  await vi.advanceTimersByTimeAsync(24 * 60 * 60_000);
  expect(read).toHaveLength(4);
  broken.clear();
  follower.word();
  await rest();
  expect(outdated.size).toBe(0);
});

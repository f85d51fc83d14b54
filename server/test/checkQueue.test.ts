import { describe, expect, it } from "vitest";
import { CheckQueue } from "../src/workspace/checkQueue";

/** Takes all that waits, each learned to be made of what the table says. */
function work(queue: CheckQueue, projects: Readonly<Record<string, readonly string[]>> = {}): string[] {
  const looked: string[] = [];
  for (let file = queue.next(); file !== undefined; file = queue.next()) {
    looked.push(file);
    if (!queue.isChecked(file)) queue.gone(file);
    else {
      const parts = projects[file] ?? [file];
      queue.checked(file, { dependsOn: [...parts, `${file}.env`], parts });
    }
  }
  return looked;
}

describe("the files that wait to be checked", () => {
  it("are those that a search found, each once, and afterwards the new ones alone", () => {
    const queue = new CheckQueue();
    expect(queue.find(["a", "b"])).toEqual(["a", "b"]);
    expect(queue.left).toBe(2);
    expect(work(queue)).toEqual(["a", "b"]);
    expect(queue.find(["a", "b", "c"])).toEqual(["c"]);
    expect(work(queue)).toEqual(["c"]);
  });

  it("are those whose findings depend on what has changed", () => {
    const queue = new CheckQueue();
    queue.find(["a", "b", "c"]);
    work(queue, { a: ["a", "b"], b: ["a", "b"] });
    expect(queue.changed("b")).toBe(true);
    expect(work(queue, { a: ["a", "b"], b: ["a", "b"] })).toEqual(["a", "b"]);
    expect(queue.changed("c.env")).toBe(true);
    expect(work(queue)).toEqual(["c"]);
    expect(queue.changed("nobody's")).toBe(false);
    expect(work(queue)).toEqual([]);
  });

  it("are also the parts that a project takes, whatever their names, until it takes them no longer", () => {
    const queue = new CheckQueue();
    queue.find(["a"]);
    expect(work(queue, { a: ["a", "part"] })).toEqual(["a", "part"]);
    expect(queue.isChecked("part")).toBe(true);
    queue.changed("a");
    expect(work(queue)).toEqual(["a", "part"]);
    expect(queue.isChecked("part")).toBe(false);
    queue.changed("part");
    expect(work(queue)).toEqual([]);
  });

  it("are those that were looked at before it was known who takes them, and no others twice", () => {
    const queue = new CheckQueue();
    queue.find(["part", "taker"]);
    // The part has been looked at alone, and then with the one that takes it.
    expect(work(queue, { taker: ["taker", "part"] })).toEqual(["part", "taker", "part"]);
    const known = new CheckQueue();
    known.find(["a", "a.override"]);
    const both = { a: ["a", "a.override"], "a.override": ["a", "a.override"] };
    expect(work(known, both)).toEqual(["a", "a.override"]);
  });

  it("are those that a later search does not find, with what they took, so that they can be let go", () => {
    const queue = new CheckQueue();
    queue.find(["a", "b"]);
    work(queue, { a: ["a", "part"] });
    queue.find(["b"]);
    expect(work(queue)).toEqual(["a", "part"]);
    queue.everything();
    expect(work(queue)).toEqual(["b"]);
  });

  it("are none once that was ended, until one has changed or everything is wanted", () => {
    const queue = new CheckQueue();
    queue.find(["a", "b"]);
    expect(queue.next()).toBe("a");
    queue.checked("a", { dependsOn: [], parts: [] });
    queue.stop();
    expect(queue.left).toBe(0);
    queue.changed("b");
    expect(queue.left).toBe(0);
    queue.changed("a");
    expect(work(queue)).toEqual(["a"]);
    queue.everything();
    expect(work(queue)).toEqual(["a", "b"]);
  });
});

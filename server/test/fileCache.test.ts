import { describe, expect, it } from "vitest";
import { FileCache } from "../src/workspace/fileCache";
import { Rerun } from "../src/workspace/rerun";
import { MemoryFiles } from "./projectFiles";

/** Files whose reads end when the test says so, with what was there when they began. */
class SlowFiles extends MemoryFiles {
  readonly waiting: (() => void)[] = [];
  atOnce = 0;
  mostAtOnce = 0;

  override async read(path: string): Promise<Uint8Array> {
    const bytes = await super.read(path);
    this.mostAtOnce = Math.max(this.mostAtOnce, (this.atOnce += 1));
    await new Promise<void>((resume) => this.waiting.push(resume));
    this.atOnce -= 1;
    return bytes;
  }

  /** Ends the reads that are under way, once there is one. */
  async release(): Promise<void> {
    while (this.waiting.length === 0) await new Promise((resolve) => setImmediate(resolve));
    this.waiting.splice(0).forEach((resume) => resume());
  }
}

const textOf = (cache: FileCache, file: string) => {
  const text = cache.text(file);
  return { text, pending: text === "pending" ? [file] : [] };
};

describe("a file that is not there", () => {
  it("is asked for once, and read when it has come", async () => {
    const files = new MemoryFiles({});
    const cache = new FileCache(files);
    await cache.lookAt(["/p/a.yml"]);
    expect(cache.text("/p/a.yml")).toBe("missing");
    expect(files.reads).toEqual([]);
    files.texts["/p/a.yml"] = "new";
    expect(await cache.compareWithDisk()).toEqual(["/p/a.yml"]);
    await cache.lookAt(["/p/a.yml"]);
    expect(cache.text("/p/a.yml")).toEqual({ text: "new", isShown: true });
  });
});

describe("a file that changes while it is read", () => {
  it.each(["changedOnDisk", "close"] as const)("is read again after %s", async (event) => {
    const files = new SlowFiles({ "/p/a.yml": "old" });
    const cache = new FileCache(files);
    if (event === "close") cache.open("/p/b.yml", "");
    const settled = cache.settle(() => textOf(cache, "/p/a.yml"));
    while (files.waiting.length === 0) await new Promise((resolve) => setImmediate(resolve));
    files.texts["/p/a.yml"] = "new";
    cache[event]("/p/a.yml");
    await files.release();
    await files.release();
    expect(await settled).toEqual({ text: { text: "new", isShown: true }, pending: [] });
    expect(cache.text("/p/a.yml")).toEqual({ text: "new", isShown: true });
  });

  it("is not put back by a read that began before and ends after", async () => {
    const files = new SlowFiles({ "/p/a.yml": "old" });
    const cache = new FileCache(files);
    const before = cache.settle(() => textOf(cache, "/p/a.yml"));
    while (files.waiting.length === 0) await new Promise((resolve) => setImmediate(resolve));
    const [old] = files.waiting.splice(0);
    files.texts["/p/a.yml"] = "new";
    cache.changedOnDisk("/p/a.yml");
    const after = cache.settle(() => textOf(cache, "/p/a.yml"));
    await files.release();
    expect((await after).text).toEqual({ text: "new", isShown: true });
    old?.();
    expect((await before).text).toEqual({ text: "new", isShown: true });
    expect(cache.text("/p/a.yml")).toEqual({ text: "new", isShown: true });
    expect(files.reads).toHaveLength(2);
  });

  it("keeps its text where its syntax is let go, which is read again when somebody asks", async () => {
    const files = new MemoryFiles({ "/p/a.yml": "services: {}", "/p/used.yml": "services: {}" });
    const cache = new FileCache(files);
    for (const path of ["/p/a.yml", "/p/used.yml"]) await cache.prepare(path);
    const [before, used] = [cache.document("/p/a.yml"), cache.document("/p/used.yml")];
    cache.release((file) => file === "/p/used.yml");
    expect(cache.takesTime("/p/a.yml")).toBe(true);
    expect(cache.document("/p/a.yml")).not.toBe(before);
    expect(cache.document("/p/a.yml")).toMatchObject({ text: "services: {}" });
    expect(cache.document("/p/used.yml")).toBe(used);
  });

  it("is found by its stamp where nobody told of it, also one that was not there", async () => {
    const files = new MemoryFiles({ "/p/a.yml": "old", "/p/same.yml": "same" });
    const cache = new FileCache(files);
    const paths = ["/p/a.yml", "/p/same.yml", "/p/none.yml"];
    const settle = () => cache.settle(() => ({ pending: paths.filter((path) => cache.text(path) === "pending") }));
    await settle();
    expect(await cache.compareWithDisk()).toEqual([]);
    files.texts["/p/a.yml"] = "new";
    files.texts["/p/none.yml"] = "there";
    // Which of them was looked at first is chance.
    expect((await cache.compareWithDisk()).toSorted()).toEqual(["/p/a.yml", "/p/none.yml"]);
    await settle();
    expect(paths.map((path) => cache.text(path))).toEqual([
      { text: "new", isShown: true },
      { text: "same", isShown: true },
      { text: "there", isShown: true },
    ]);
    expect(files.reads).toEqual(["/p/a.yml", "/p/same.yml", "/p/a.yml", "/p/none.yml"]);
  });
});

describe("a file that nobody uses any more", () => {
  it("is forgotten, read anew when somebody asks, and its change is told as before", async () => {
    const files = new MemoryFiles({
      "/p/used.env": "A=1",
      "/p/app/near.env": "A=2",
      "/q/far.env": "A=3",
      "/q/b.env": "",
    });
    const cache = new FileCache(files);
    cache.open("/p/app/compose.yaml", "");
    const paths = Object.keys(files.texts);
    await cache.lookAt(paths);
    cache.forget((file) => file === "/p/used.env");
    expect(paths.map((path) => cache.text(path) === "pending")).toEqual([false, false, true, true]);
    expect([cache.changedOnDisk("/q/far.env"), cache.changedOnDisk("/q/far.env")]).toEqual([true, false]);
    files.texts["/q/far.env"] = "A=4";
    await cache.lookAt(paths);
    expect(cache.text("/q/far.env")).toEqual({ text: "A=4", isShown: true });
    expect(files.reads).toEqual([...paths, "/q/far.env", "/q/b.env"]);
  });
});

describe("many files", () => {
  it("are read a few at a time, each once for all who wait", async () => {
    const paths = Array.from({ length: 500 }, (_, index) => `/p/${index}.yml`);
    const files = new SlowFiles(Object.fromEntries(paths.map((path) => [path, ""])));
    const cache = new FileCache(files);
    const settle = () => cache.settle(() => ({ pending: paths.filter((path) => cache.text(path) === "pending") }));
    const all = Promise.all([settle(), settle()]);
    const done = all.then(() => true);
    while (!(await Promise.race([done, files.release().then(() => false)])));
    expect(files.reads).toHaveLength(500);
    expect(files.mostAtOnce).toBeLessThanOrEqual(16);
  });
});

describe("looking again", () => {
  it("looks once more for whoever asks while it looks", async () => {
    const looks: (() => void)[] = [];
    const rerun = new Rerun(() => new Promise((resume) => looks.push(resume)));
    const first = rerun.run();
    const second = rerun.run();
    const third = rerun.run();
    expect(looks).toHaveLength(1);
    looks[0]?.();
    while (looks.length < 2) await new Promise((resolve) => setImmediate(resolve));
    looks[1]?.();
    await Promise.all([first, second, third, rerun.settled()]);
    expect(looks).toHaveLength(2);
  });
});

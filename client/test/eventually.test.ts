import { describe, expect, it } from "vitest";
import { eventually } from "../../test/eventually";

/** A value that tells of its changes. */
class Told<T> {
  private readonly registered = new Set<() => void>();
  constructor(public value: T) {}

  readonly onDidChange = (listener: () => void): { dispose(): void } => {
    this.registered.add(listener);
    return { dispose: () => this.registered.delete(listener) };
  };
  set(value: T): void {
    this.value = value;
    for (const listener of this.registered) listener();
  }
  get listeners(): number {
    return this.registered.size;
  }
}

const wait = { within: 20, seen: () => "?" };

describe("a wait of a test", () => {
  it("ends at once with what is there already", async () => {
    const told = new Told("here");
    expect(await eventually(told.onDidChange, () => told.value, wait)).toBe("here");
    expect(told.listeners).toBe(0);
  });

  it("ends with the change that brings it, and listens no longer", async () => {
    const told = new Told(1);
    const found = eventually(told.onDidChange, () => (told.value === 3 ? "three" : undefined), wait);
    told.set(2);
    told.set(3);
    expect(await found).toBe("three");
    expect(told.listeners).toBe(0);
  });

  it("says what it waited for and what was last seen, where that never comes", async () => {
    const told = new Told("stopped");
    const found = eventually(told.onDidChange, () => (told.value === "running" ? true : undefined), {
      within: 20,
      seen: () => ({ state: told.value }),
    });
    told.set("exited");
    await expect(found).rejects.toThrow(/did not come: .*=== "running"[^]*Last seen: \{ state: ['"]exited['"] \}/u);
    expect(told.listeners).toBe(0);
  });

  it("bears a look that fails for a while, and says so where it fails to the end", async () => {
    const told = new Told<{ name: string } | undefined>({ name: "first" });
    const look = (): true | undefined => {
      if (told.value === undefined) throw new Error("it is gone");
      return told.value.name === "second" ? true : undefined;
    };
    const found = eventually(told.onDidChange, look, wait);
    told.set(undefined);
    told.set({ name: "second" });
    expect(await found).toBe(true);

    const again = new Told<{ name: string } | undefined>({ name: "first" });
    const lost = eventually(
      again.onDidChange,
      () => {
        if (again.value === undefined) throw new Error("it is gone");
        return undefined;
      },
      wait,
    );
    again.set(undefined);
    await expect(lost).rejects.toThrow(/it is gone/u);
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

/** What the window was asked to show, and how a person ends it there. */
interface Shown {
  readonly location: string;
  readonly messages: string[];
  cancel?: () => void;
  readonly ended: Promise<unknown>;
}
const shown: Shown[] = [];

vi.mock("vscode", () => ({
  ProgressLocation: { Window: "window", Notification: "notification" },
  window: {
    withProgress: (
      { location }: { location: string },
      work: (
        progress: { report(value: { message: string }): void },
        token: { onCancellationRequested(listener: () => void): { dispose(): void } },
      ) => Promise<unknown>,
    ) => {
      const entry: { location: string; messages: string[]; cancel?: () => void; ended?: Promise<unknown> } = {
        location,
        messages: [],
      };
      const token = {
        onCancellationRequested: (listener: () => void) => {
          entry.cancel = listener;
          return { dispose: () => undefined };
        },
      };
      entry.ended = work({ report: ({ message }) => entry.messages.push(message) }, token);
      shown.push(entry as Shown);
      return entry.ended;
    },
  },
}));
const { whileReading } = await import("../../src/commands/target/whileReading");

/** A reading that ends when the test says so, or when it is cancelled. */
function reading(): {
  read: Parameters<typeof whileReading<string>>[3];
  end: () => void;
  tell: (done: number) => void;
} {
  let finish: () => void = () => undefined;
  let tell: (done: number) => void = () => undefined;
  return {
    read: ({ signal, onRead }) =>
      new Promise((resolve, reject) => {
        finish = () => resolve("read");
        tell = (done) => onRead?.(done, 51);
        signal?.addEventListener("abort", () => reject(new Error("cancelled")));
      }),
    end: () => finish(),
    tell: (done) => tell(done),
  };
}

const locations = (): string[] => shown.map(({ location }) => location);
const nobodyIsAsked = { helperConsent: { asking: false } } as never;

describe("a reading that a person waits for", () => {
  beforeEach(() => {
    vi.useFakeTimers();
    shown.length = 0;
  });
  afterEach(() => vi.useRealTimers());

  it("is shown in the status bar alone where it is quick", async () => {
    const { read, end } = reading();
    const result = whileReading(nobodyIsAsked, "Reading", new AbortController().signal, read);
    await vi.advanceTimersByTimeAsync(1_400);
    end();
    expect(await result).toBe("read");
    await vi.advanceTimersByTimeAsync(10_000);
    expect(locations()).toEqual(["window"]);
  });

  it("can be cancelled in a notification where it is slow, which ends the reading", async () => {
    const { read } = reading();
    const result = whileReading(nobodyIsAsked, "Reading", new AbortController().signal, read);
    const ended = expect(result).rejects.toThrow("cancelled");
    await vi.advanceTimersByTimeAsync(1_600);
    expect(locations()).toEqual(["window", "notification"]);
    shown[1]?.cancel?.();
    await ended;
    await shown[1]?.ended;
  });

  it("offers nothing while the person is asked something, and does so afterwards", async () => {
    const consent = { asking: true };
    const { read, end } = reading();
    const result = whileReading({ helperConsent: consent } as never, "Reading", new AbortController().signal, read);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(locations()).toEqual(["window"]);
    consent.asking = false;
    await vi.advanceTimersByTimeAsync(2_000);
    expect(locations()).toEqual(["window", "notification"]);
    end();
    await result;
  });

  it("of many tells how far it is, from the beginning", async () => {
    const { read, end, tell } = reading();
    const result = whileReading(nobodyIsAsked, "Reading", new AbortController().signal, read, true);
    tell(1);
    await vi.advanceTimersByTimeAsync(1);
    tell(2);
    expect(shown.find(({ location }) => location === "notification")?.messages).toEqual(["1/51", "2/51"]);
    end();
    await result;
  });

  it("ends with the command that began it", async () => {
    const command = new AbortController();
    const { read } = reading();
    const result = whileReading(nobodyIsAsked, "Reading", command.signal, read);
    command.abort();
    await expect(result).rejects.toThrow("cancelled");
  });
});

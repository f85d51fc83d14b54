import { expect, it } from "vitest";
import { SharedReading } from "../../src/views/trees/sharedReading";

/** Readings that end when the test says so, or when they are given up. */
function readings() {
  const begun: { readonly signal: AbortSignal; end(): void; fail(error: unknown): void }[] = [];
  const shared = new SharedReading(
    (signal) =>
      new Promise<void>((resolve, reject) => {
        signal.addEventListener("abort", () => reject(new Error("given up")), { once: true });
        begun.push({ signal, end: resolve, fail: reject });
      }),
  );
  return { shared, begun };
}
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
const never = new AbortController().signal;

it("goes on for whoever joined it when the one who began it gives up", async () => {
  const { shared, begun } = readings();
  const first = new AbortController();
  const given = shared.join(first.signal);
  const joined = shared.join(never);
  await settled();
  first.abort();
  await expect(given).rejects.toMatchObject({ fault: { kind: "cancelled" } });
  expect(begun.map(({ signal }) => signal.aborted)).toEqual([false]);
  begun[0]?.end();
  await joined;
});

it("gives everybody who asks during it one more, after it", async () => {
  const { shared, begun } = readings();
  const first = shared.join(never);
  await settled();
  const others = [shared.join(never), shared.join(never)];
  await settled();
  expect(begun).toHaveLength(1);
  begun[0]?.end();
  await first;
  await settled();
  expect(begun).toHaveLength(2);
  begun[1]?.end();
  await Promise.all(others);
  expect(begun).toHaveLength(2);
});

it("ends when nobody waits for it, and the next one begins", async () => {
  const { shared, begun } = readings();
  const first = new AbortController();
  const given = shared.join(first.signal);
  await settled();
  const waiting = new AbortController();
  const unwanted = shared.join(waiting.signal);
  waiting.abort();
  first.abort();
  const next = shared.join(never);
  await expect(given).rejects.toMatchObject({ fault: { kind: "cancelled" } });
  await expect(unwanted).rejects.toMatchObject({ fault: { kind: "cancelled" } });
  await settled();
  // What was given up before it began is not read at all.
  expect(begun.map(({ signal }) => signal.aborted)).toEqual([true, false]);
  begun[1]?.end();
  await next;
});

it("tells its failure to those who waited for it, and to nobody later", async () => {
  const { shared, begun } = readings();
  const failed = shared.join(never);
  await settled();
  const next = shared.join(never);
  begun[0]?.fail(new Error("timeout"));
  await expect(failed).rejects.toThrow("timeout");
  await settled();
  begun[1]?.end();
  await next;
});

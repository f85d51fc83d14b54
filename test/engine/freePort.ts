import { randomInt } from "node:crypto";
import { createServer } from "node:net";

/**
 * A port of the host that nobody listens on, of those that Linux gives to no outgoing connection by itself: several runs
 * on one machine do not meet.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 32_768);
    const server = createServer();
    const listens = await new Promise<boolean>((resolve) => {
      server.once("error", () => resolve(false)).listen(port, () => resolve(true));
    });
    await new Promise((resolve) => server.close(resolve));
    if (listens) return port;
  }
}

import * as http from "node:http";
import * as https from "node:https";

/** Whoever does not answer within so many milliseconds is not waited for. */
const patience = 1_500;

/** Servers that expect TLS answer plain HTTP with this, and so do others. */
const badRequest = 400;

/**
 * `http` or `https` where a program at `host:port` answers HTTP; undefined where it speaks something else or stays
 * silent. Asks by HEAD, which changes nothing, follows no redirection and reads no body.
 */
export async function schemeAt(address: string, signal?: AbortSignal): Promise<"http" | "https" | undefined> {
  const plain = await statusOf(http, `http://${address}/`, signal);
  if (plain !== undefined && plain !== badRequest) return "http";
  if ((await statusOf(https, `https://${address}/`, signal)) !== undefined) return "https";
  return plain === undefined ? undefined : "http";
}

/** Whether a program at `host:port` answers HTTP at all, with whatever status. */
export async function answersHttp(address: string, signal?: AbortSignal): Promise<boolean> {
  return (await statusOf(http, `http://${address}/`, signal)) !== undefined;
}

/** The status of the answer; undefined where there is none. */
function statusOf(
  client: typeof http | typeof https,
  url: string,
  signal: AbortSignal | undefined,
): Promise<number | undefined> {
  // A certificate that nobody vouches for is usual in development, and nothing is sent or believed here.
  const options = {
    method: "HEAD",
    agent: false,
    rejectUnauthorized: false,
    ...(signal === undefined ? {} : { signal }),
  };
  return new Promise((resolve) => {
    const request = client.request(url, options, (response) => {
      resolve(response.statusCode);
      response.destroy();
    });
    // A timer and not AbortSignal.timeout: a signal that is joined with others may be collected before its time.
    const timer = setTimeout(() => request.destroy(), patience);
    request.on("error", () => resolve(undefined));
    request.on("close", () => {
      clearTimeout(timer);
      resolve(undefined);
    });
    request.end();
  });
}

/**
 * What is answered with status 200 to a GET of this address, which follows no redirection; undefined where that is
 * nothing, too late, longer than so many bytes, or not answered to its end.
 */
export function answerText(
  url: string,
  { patience: longest, longestAnswer }: { readonly patience: number; readonly longestAnswer: number },
  signal?: AbortSignal,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    const options = { agent: false, ...(signal === undefined ? {} : { signal }) };
    let isAnswered = false;
    const request = http.get(url, options, (response) => {
      isAnswered = true;
      const chunks: Buffer[] = [];
      let length = 0;
      if (response.statusCode !== 200) response.destroy();
      response.on("data", (chunk: Buffer) => {
        length += chunk.length;
        if (length > longestAnswer) response.destroy();
        else chunks.push(chunk);
      });
      response.on("end", () => resolve(Buffer.concat(chunks).toString("utf8")));
      response.on("error", () => resolve(undefined));
      response.on("close", () => resolve(undefined));
    });
    const timer = setTimeout(() => request.destroy(), longest);
    request.on("error", () => resolve(undefined));
    request.on("close", () => {
      clearTimeout(timer);
      // An answer that is being read settles this itself.
      if (!isAnswered) resolve(undefined);
    });
  });
}

import { STATUS_CODES, type IncomingMessage } from "node:http";
import type { Readable } from "node:stream";
import { sanitize } from "../sanitize";
import { readAll } from "./readAll";
import { say } from "../../../../shared/text";
import { StatusError, UnusableAnswer } from "../fault";
import { record } from "../record";

/** An engine's own words for a failure are a line or two. */
const largestExplanation = 64 * 1024;

/**
 * Passes an answer on that is a success. Throws {@link StatusError} for any other. A redirection is a failure as well:
 * engines send none, and whoever does would have our requests go where the user never pointed.
 */
export async function successful(response: IncomingMessage, method: string): Promise<IncomingMessage> {
  const status = response.statusCode ?? 0;
  // To start what runs, or to stop what does not, is answered by "not modified".
  if ((status >= 200 && status < 300) || (status === 304 && method === "POST")) return response;
  if (status >= 300 && status < 400) {
    response.destroy();
    const place = sanitize(response.headers.location ?? "");
    throw new StatusError(
      status,
      place === ""
        ? say`it is HTTP ${status}, which leads elsewhere`
        : say`it is HTTP ${status}, which leads elsewhere (${place})`,
    );
  }
  const code = `${status} ${STATUS_CODES[status] ?? ""}`.trim();
  throw new StatusError(status, (await explanation(response)) || say`it is HTTP ${code}`);
}

/** The body as JSON. Throws where it is larger than so many bytes, or is none. */
export async function jsonOf(response: Readable, most: number): Promise<unknown> {
  const text = (await readAll(response, most)).toString("utf8");
  try {
    return JSON.parse(text);
  } catch {
    throw new UnusableAnswer(say`it is not JSON`);
  }
}

async function explanation(response: IncomingMessage): Promise<string> {
  const said = await readAll(response, largestExplanation).catch(() => undefined);
  const text = said?.toString("utf8") ?? "";
  try {
    const { message, error } = record(JSON.parse(text));
    return [message, error].find((each) => typeof each === "string") ?? "";
  } catch {
    // A proxy in front of the engine answers in a format of its own.
    return text;
  }
}

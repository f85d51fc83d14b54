// @ts-check
// The Docker Engine API over a unix socket, as much of it as the scripts and the tests' set-up need.
import { request } from "node:http";

/**
 * @typedef {object} EngineRequest
 * @property {string} [method] GET when absent
 * @property {unknown} [json] sent as JSON
 * @property {NodeJS.ReadableStream} [tar] sent as it is
 * @property {number} [timeout] milliseconds, 30 seconds when absent
 */

/** An answer of the engine that is not a success. */
export class EngineError extends Error {
  /**
   * @param {number} status
   * @param {string} message
   */
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/**
 * One call of the Engine API; answers with the body as text.
 * @param {string} socketPath
 * @param {string} path
 * @param {EngineRequest} [options]
 * @returns {Promise<string>}
 */
export function callEngine(socketPath, path, options = {}) {
  const { method = "GET", json, tar, timeout = 30_000 } = options;
  return new Promise((resolve, reject) => {
    /** @type {Record<string, string>} */
    const headers = {};
    if (json !== undefined) headers["content-type"] = "application/json";
    if (tar) headers["content-type"] = "application/x-tar";
    const call = request({ socketPath, path, method, headers, timeout }, (response) => {
      const chunks = /** @type {Buffer[]} */ ([]);
      response.on("data", (/** @type {Buffer} */ chunk) => chunks.push(chunk));
      response.once("error", reject);
      response.once("end", () => {
        const body = Buffer.concat(chunks).toString("utf8");
        const status = response.statusCode ?? 0;
        if (status < 400) resolve(body);
        else reject(new EngineError(status, messageOf(body)));
      });
    });
    call.once("timeout", () => {
      call.destroy(new Error(`The engine did not answer ${method} ${path} within ${timeout / 1000} s.`));
    });
    call.once("error", reject);
    if (tar) tar.once("error", (/** @type {Error} */ error) => call.destroy(error)).pipe(call);
    else call.end(json === undefined ? undefined : JSON.stringify(json));
  });
}

/**
 * The same, with the body read as JSON; what it holds is the caller's knowledge.
 * @template [T=unknown]
 * @param {string} socketPath
 * @param {string} path
 * @param {EngineRequest} [options]
 * @returns {Promise<T>}
 */
export async function callEngineJson(socketPath, path, options) {
  const body = await callEngine(socketPath, path, options);
  /** @type {unknown} */
  const value = JSON.parse(body === "" ? "null" : body);
  return /** @type {T} */ (value);
}

/** @param {string} body */
function messageOf(body) {
  try {
    const parsed = /** @type {unknown} */ (JSON.parse(body));
    if (typeof parsed === "object" && parsed && "message" in parsed) return String(parsed.message);
  } catch {
    // Not JSON: the text itself is the message.
  }
  return body.trim();
}

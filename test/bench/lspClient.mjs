// @ts-check
// A language client that does as little as possible, so that what is measured is the server.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";

/**
 * The parts of messages that matter here.
 * @typedef {object} Message
 * @property {number} [id]
 * @property {string} [method]
 * @property {Params} [params]
 * @property {Result} [result]
 * @property {{ message: string }} [error]
 */
/** @typedef {{ uri?: string, diagnostics?: unknown[], items?: { section?: string }[] }} Params */
/** @typedef {{ items?: unknown[] } | null | undefined} Result */

/**
 * @typedef {object} Subject a program to be measured
 * @property {string} name
 * @property {string} script what Node runs
 * @property {{ program: string, args: readonly string[] }} [command] what is run instead
 * @property {boolean} [featuresOnly] whether only hover and completion are asked of it
 * @property {boolean} pulls whether it is asked for diagnostics or sends them by itself
 * @property {string} languageId
 * @property {Readonly<Record<string, unknown>>} [initializationOptions]
 * @property {Readonly<Record<string, unknown>>} [settings] by section
 */

/** A peer that takes longer has given up: one of them never answers for a thousand services that share anchors. */
const patience = 60_000;

/** A server over standard input and output. */
export class LspClient {
  /** @type {Map<number, { resolve: (result: Result) => void, reject: (error: Error) => void }>} */
  #answers = new Map();
  /** @type {Map<string, () => void>} */
  #published = new Map();
  /** @type {Buffer} */
  #input = Buffer.alloc(0);
  #lastId = 0;
  /** @type {Error | undefined} */
  #end;
  /** @type {Set<(error: Error) => void>} */
  #stopWaiting = new Set();
  /** Diagnostics of the last answer, so that a bench of empty answers is noticed. */
  diagnostics = 0;

  /**
   * @param {Subject} subject
   * @param {number} [milliseconds] after which a server that does not answer has given up
   */
  constructor(subject, milliseconds = patience) {
    this.subject = subject;
    this.patience = milliseconds;
    const { program, args } = subject.command ?? { program: process.execPath, args: [subject.script, "--stdio"] };
    this.process = spawn(program, args, { stdio: ["pipe", "pipe", "ignore"] });
    this.process.stdout.on("data", (/** @type {Buffer} */ data) => this.#receive(data));
    this.process.stdin.on("error", () => undefined);
    this.process.once("exit", (code, signal) => this.#fail(`ended (${signal ?? String(code)})`));
  }

  /** @param {string} rootUri */
  async initialize(rootUri) {
    await this.request("initialize", {
      processId: process.pid,
      rootUri,
      workspaceFolders: [{ uri: rootUri, name: "bench" }],
      initializationOptions: this.subject.initializationOptions,
      capabilities: {
        general: { positionEncodings: ["utf-16"] },
        textDocument: {
          synchronization: {},
          publishDiagnostics: { relatedInformation: true, versionSupport: true, tagSupport: { valueSet: [1, 2] } },
          ...(this.subject.pulls ? { diagnostic: { relatedDocumentSupport: true } } : {}),
        },
        workspace: { configuration: true, workspaceFolders: true },
      },
    });
  }

  /** What a client does after the server's answer, before it opens anything. */
  initialized() {
    this.notify("initialized", {});
    this.notify("workspace/didChangeConfiguration", { settings: this.subject.settings ?? {} });
  }

  /**
   * Sends a document or a change and waits for its diagnostics; answers with the milliseconds.
   * @param {string} uri
   * @param {string} method
   * @param {object} params
   */
  async measure(uri, method, params) {
    const from = performance.now();
    if (this.subject.pulls) {
      this.notify(method, params);
      const report = await this.request("textDocument/diagnostic", { textDocument: { uri } });
      const took = performance.now() - from;
      this.diagnostics = report?.items?.length ?? 0;
      return took;
    }
    const published = this.#nextPublished(uri);
    this.notify(method, params);
    await published;
    return performance.now() - from;
  }

  /** The most memory that the process ever held, in megabytes. */
  peakMegabytes() {
    const status = readFileSync(`/proc/${this.process.pid}/status`, "utf8");
    return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1]) / 1024;
  }

  /** Ends it as an editor does; kills it where it does not go. */
  async end() {
    const gone = new Promise((resolve) => this.process.once("exit", resolve));
    await this.request("shutdown");
    this.notify("exit");
    await Promise.race([gone, wait(2000, undefined, { ref: false })]);
    await this.stop();
  }

  async stop() {
    const gone = new Promise((resolve) => this.process.once("exit", resolve));
    if (this.process.exitCode === null && this.process.signalCode === null) {
      this.process.kill("SIGKILL");
      await gone;
    }
  }

  /**
   * @param {string} method
   * @param {object} [params]
   * @returns {Promise<Result>}
   */
  request(method, params) {
    const id = ++this.#lastId;
    return this.#patiently(method, (resolve, reject) => {
      this.#answers.set(id, { resolve, reject });
      this.#send({ id, method, params });
    });
  }

  /**
   * @param {string} method
   * @param {object} [params]
   */
  notify(method, params) {
    this.#send({ method, params });
  }

  /** @param {string} uri */
  #nextPublished(uri) {
    return this.#patiently("publishDiagnostics", (resolve) => this.#published.set(uri, () => resolve(undefined)));
  }

  /**
   * @param {string} what
   * @param {(resolve: (result: Result) => void, reject: (error: Error) => void) => void} start
   * @returns {Promise<Result>}
   */
  #patiently(what, start) {
    return new Promise((resolve, reject) => {
      if (this.#end) {
        reject(this.#end);
        return;
      }
      const timer = setTimeout(() => this.#fail(`did not answer ${what} in ${this.patience / 1000} s`), this.patience);
      const done = () => {
        clearTimeout(timer);
        this.#stopWaiting.delete(give);
      };
      /** @param {Error} error */
      const give = (error) => {
        done();
        reject(error);
      };
      this.#stopWaiting.add(give);
      start((result) => {
        done();
        resolve(result);
      }, give);
    });
  }

  /** @param {string} how */
  #fail(how) {
    this.#end ??= new Error(`${this.subject.name} ${how}`);
    for (const reject of this.#stopWaiting) reject(this.#end);
  }

  /** @param {Omit<Message, "params"> & { params?: object | undefined }} message */
  #send(message) {
    const body = JSON.stringify({ jsonrpc: "2.0", ...message });
    this.process.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  /** @param {Buffer} data */
  #receive(data) {
    this.#input = this.#input.length === 0 ? data : Buffer.concat([this.#input, data]);
    for (;;) {
      const header = this.#input.indexOf("\r\n\r\n");
      if (header < 0) return;
      const length = Number(/Content-Length: (\d+)/i.exec(this.#input.toString("latin1", 0, header))?.[1]);
      if (this.#input.length < header + 4 + length) return;
      const body = this.#input.toString("utf8", header + 4, header + 4 + length);
      this.#input = this.#input.subarray(header + 4 + length);
      this.#take(parseMessage(body));
    }
  }

  /** @param {Message} message */
  #take({ id, method, params, result, error }) {
    if (method === undefined) {
      const waiting = this.#answers.get(id ?? 0);
      this.#answers.delete(id ?? 0);
      if (error) waiting?.reject(new Error(`${this.subject.name}: ${error.message}`));
      else waiting?.resolve(result);
    } else if (id !== undefined) this.#answer(id, method, params);
    else if (method === "textDocument/publishDiagnostics") {
      const uri = params?.uri ?? "";
      this.diagnostics = params?.diagnostics?.length ?? 0;
      const resume = this.#published.get(uri);
      this.#published.delete(uri);
      resume?.();
    }
  }

  /**
   * @param {number} id
   * @param {string} method
   * @param {Message["params"]} params
   */
  #answer(id, method, params) {
    const settings = this.subject.settings ?? {};
    const items = params?.items ?? [];
    const result =
      method === "workspace/configuration" ? items.map(({ section }) => settings[section ?? ""] ?? {}) : null;
    const body = JSON.stringify({ jsonrpc: "2.0", id, result });
    this.process.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }
}

/** @type {(text: string) => Message} */
const parseMessage = JSON.parse;

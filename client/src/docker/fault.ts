import { inEnglish, type Text } from "../../../shared/text";
import { sanitize } from "./sanitize";

/** Why the engine, or one call to it, gave no answer. */
export type EngineFaultKind =
  | "not-installed"
  | "not-running"
  | "permission"
  | "unreachable"
  | "tls"
  | "host-key"
  | "ssh"
  | "timeout"
  | "api-too-old"
  | "bad-endpoint"
  | "unsupported-endpoint"
  | "container-gone"
  | "container-not-running"
  | "forbidden"
  /** It answered with an error of its own: `detail` is its message. */
  | "engine-error"
  | "bad-answer"
  | "cancelled";

/** A failure of the engine as a value: its kind decides the sentence, `detail` is what the engine or the system said. */
export interface EngineFault {
  readonly kind: EngineFaultKind;
  readonly detail: string;
  /** `detail` to be translated, where Hostside itself says it. */
  readonly words?: Text;
  /** The endpoint that was asked, as a person would write it, such as `unix:///var/run/docker.sock`. */
  readonly endpoint?: string;
  /** What was asked of it, such as `GET /containers/json`. */
  readonly request?: string;
  /** How long was waited for an answer. */
  readonly seconds?: number;
  /** What answered there before, where it is not Docker. */
  readonly product?: "podman";
}

/** Carries an {@link EngineFault} through promises. */
export class EngineError extends Error {
  constructor(readonly fault: EngineFault) {
    super(`${fault.kind}: ${fault.detail}`);
    this.name = "EngineError";
  }
}

/** An engine's fault that Hostside itself explains, in English for the log and in the editor's language for its user. */
export function explainedFault(kind: EngineFaultKind, words: Text): EngineFault {
  return { kind, detail: inEnglish(words), words };
}

/** What is thrown where an answer cannot be used, with a reason that can be translated. */
export class UnusableAnswer extends Error {
  constructor(readonly words: Text) {
    super(inEnglish(words));
    this.name = "UnusableAnswer";
  }
}

/** An answer that is no success, with what the engine said. `words` where that was nothing and Hostside says it. */
export class StatusError extends Error {
  constructor(
    readonly statusCode: number,
    said: string | Text,
    readonly words = typeof said === "string" ? undefined : said,
  ) {
    super(typeof said === "string" ? said : inEnglish(said));
    this.name = "StatusError";
  }
}

/** A fault for the log: its kind, what the engine or the system said, and what was asked of whom. */
export function faultText({ kind, detail, request, endpoint }: EngineFault): string {
  const asked = [request, endpoint === undefined ? undefined : `at ${endpoint}`].filter((part) => part !== undefined);
  return `${kind}: ${detail}${asked.length === 0 ? "" : ` (${asked.join(" ")})`}`;
}

const kindOfSystemCode: Readonly<Record<string, EngineFaultKind>> = {
  ENOENT: "not-running",
  ECONNREFUSED: "not-running",
  ENOTSOCK: "not-running",
  EACCES: "permission",
  EPERM: "permission",
  ENOTFOUND: "unreachable",
  EAI_AGAIN: "unreachable",
  EHOSTUNREACH: "unreachable",
  ENETUNREACH: "unreachable",
  ETIMEDOUT: "timeout",
  ECONNRESET: "not-running",
  EPIPE: "not-running",
  EPROTO: "tls",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "tls",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "tls",
  SELF_SIGNED_CERT_IN_CHAIN: "tls",
  DEPTH_ZERO_SELF_SIGNED_CERT: "tls",
  CERT_HAS_EXPIRED: "tls",
};

/** Reads whatever a call to the engine threw as a fault. Total: any value gives one. */
export function faultFrom(error: unknown, endpoint?: string): EngineFault {
  if (error instanceof EngineError) return error.fault;
  const { code, name, message, statusCode } = errorFields(error);
  const detail = sanitize(message || code || name || textOf(error), 400);
  const kind = kindOf(code, name, statusCode, detail);
  const words = error instanceof UnusableAnswer || error instanceof StatusError ? error.words : undefined;
  return { kind, detail, ...(words && { words }), ...(endpoint === undefined ? {} : { endpoint }) };
}

function kindOf(code: string, name: string, statusCode: number | undefined, detail: string): EngineFaultKind {
  if (name === "TimeoutError") return "timeout";
  if (name === "AbortError") return "cancelled";
  if (code.startsWith("ERR_TLS") || code.startsWith("ERR_SSL") || code.startsWith("ERR_OSSL")) return "tls";
  const known = Object.hasOwn(kindOfSystemCode, code) ? kindOfSystemCode[code] : undefined;
  if (known !== undefined) return known;
  // net/http answers a plain request on a TLS port so.
  if (/HTTP request to an HTTPS server/i.test(detail)) return "tls";
  if (/client version \S+ is too (?:old|new)|client is newer than server/i.test(detail)) return "api-too-old";
  if (/is not running|is paused|exec sessions on running containers/i.test(detail)) return "container-not-running";
  if (statusCode === 401 || statusCode === 403) return "forbidden";
  if (statusCode === 404 && /no such (container|exec)/i.test(detail)) return "container-gone";
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 600) return "engine-error";
  return "bad-answer";
}

function errorFields(error: unknown): { code: string; name: string; message: string; statusCode: number | undefined } {
  const fields: Partial<Record<string, unknown>> = typeof error === "object" && error !== null ? { ...error } : {};
  return {
    code: typeof fields.code === "string" ? fields.code : "",
    name: error instanceof Error ? error.name : "",
    message: error instanceof Error ? error.message : "",
    statusCode: typeof fields.statusCode === "number" ? fields.statusCode : undefined,
  };
}

/** Objects that have no text of their own make `String` throw. */
function textOf(error: unknown): string {
  try {
    return String(error);
  } catch {
    return typeof error;
  }
}

import { answerText } from "../../docker/api/httpProbe";
import { record } from "../../docker/record";

/** Where people read what Edgeshark is and how it is started. */
export const edgesharkPage = "https://github.com/siemens/edgeshark";

/** The port on which it answers, as its own Compose files publish it. */
export const edgesharkPort = 5001;

/** Whoever does not answer within so many milliseconds is not waited for: it looks through the whole host. */
const patience = 10_000;

/** A longer answer is not read. */
const longestAnswer = 8 * 1024 * 1024;

/** Something that Edgeshark can capture from: its own description, which is handed back to it, and what we need of that. */
export interface CaptureTarget {
  readonly name: string;
  readonly interfaces: readonly string[];
  readonly description: Readonly<Record<string, unknown>>;
}

/**
 * What Edgeshark at `host:port` can capture from, as its plug-in for Wireshark asks for it. Undefined where nobody
 * answers as Edgeshark does. Only asks; nothing is captured.
 */
export async function captureTargets(address: string, signal?: AbortSignal): Promise<CaptureTarget[] | undefined> {
  const text = await answerText(`http://${address}/discover/mobyshark`, { patience, longestAnswer }, signal);
  return text === undefined ? undefined : targetsIn(text);
}

function targetsIn(text: string): CaptureTarget[] | undefined {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    return undefined;
  }
  const { containers } = record(answer);
  if (!Array.isArray(containers)) return undefined;
  return (containers as readonly unknown[]).flatMap((entry): CaptureTarget[] => {
    const description = record(entry);
    const { name, type, "network-interfaces": listed } = description;
    const all: unknown[] = Array.isArray(listed) ? listed : [];
    const interfaces = all.filter((each) => typeof each === "string" && /^[^\s/]{1,15}$/u.test(each));
    return typeof name === "string" && type === "docker" && interfaces.length > 0
      ? [{ name, interfaces: interfaces as string[], description }]
      : [];
  });
}

/**
 * The address that starts Wireshark with a capture from the interfaces of a container, by its plug-in for `packetflix:`.
 * Loopback is left out where there is another one. `service` is where the plug-in finds Edgeshark: behind a path, where an
 * editor in a browser hands on what comes there.
 */
export function captureAddress(
  service: { readonly scheme: string; readonly authority: string; readonly path: string },
  { interfaces, description }: CaptureTarget,
): string {
  const outer = interfaces.filter((each) => each !== "lo");
  const captured = outer.length > 0 ? outer : interfaces;
  const container = JSON.stringify({ ...description, "network-interfaces": captured });
  const socket = service.scheme === "https" ? "wss" : "ws";
  const query = `container=${encodeURIComponent(container)}&nif=${encodeURIComponent(captured.join("/"))}`;
  return `packetflix:${socket}://${service.authority}${service.path.replace(/\/$/u, "")}/capture?${query}`;
}

import type { Namespace } from "../../netns/model";
import { destinationText, type Call } from "./call";
import { outcomeOf } from "./filter";
import type { Packet } from "./firewall/evaluate";
import type { Hop, PathSnapshot } from "./model";
import { familyOf, sourceOn } from "./routes";
import { hop } from "./spot";

/** What rules of NAT make of the destination: a hop that says so, and the call as it goes on; undefined where nothing is changed. */
export function* redirected(
  snapshot: PathSnapshot,
  chain: "OUTPUT" | "PREROUTING",
  call: Call,
  at: Pick<Packet, "isLocal" | "in" | "out">,
): Generator<Hop, Call | undefined> {
  const outcome = outcomeOf(snapshot, "nat", chain, { ...call, ...at });
  if (outcome?.verdict === "unclear") {
    yield hop("publish", "unknown", {
      kind: "rule-unclear",
      chain: `nat ${outcome.chain}`,
      rule: outcome.rule?.text ?? "",
    });
    return undefined;
  }
  if (outcome?.verdict !== "dnat" || outcome.to === undefined) return undefined;
  const [, bracketed, plain, port] = /^(?:\[([\da-f:.]+)\]|([\d.]+))?(?::(\d+))?$/iu.exec(outcome.to) ?? [];
  const destination = bracketed ?? plain ?? call.destination;
  const changed = { ...call, destination, port: port === undefined ? call.port : Number(port) };
  const finding = {
    kind: "dnat",
    from: destinationText(call),
    to: destinationText(changed),
    rule: outcome.rule?.text ?? "",
  } as const;
  yield hop("publish", "open", finding, `iptables-save: ${outcome.rule?.text ?? ""}`);
  return changed;
}

/** A call with the source that rules of NAT give it on its way out of the host. */
export function masqueraded(
  snapshot: PathSnapshot,
  namespace: Namespace,
  out: string,
  call: Call,
  isLocal: (address: string) => boolean,
): Call {
  const outcome = outcomeOf(snapshot, "nat", "POSTROUTING", { ...call, isLocal, out });
  if (outcome?.verdict !== "masquerade") return call;
  const family = familyOf(call.destination);
  const ofLoopback = family === "inet" ? "127.0.0.1" : "::1";
  return { ...call, source: out === "lo" ? ofLoopback : sourceOn(namespace, out, family) };
}

import type { NetworkMode } from "../../compose/model/networkMode";
import type { VariableInText } from "../../compose/interpolation/template";
import type { Node } from "../../compose/syntax/node";
import type { Mention } from "../../network/dns/mentions";

/** Whether something is given its name there, or is named. */
export type Role = "definition" | "reference";

/** What a word in a Compose file stands for. `attribute` is the key of the service that says it. */
export type Subject =
  /** A service: its key, or where another names it. `file`: as written, where `extends` says another file. */
  | {
      readonly kind: "service";
      readonly name: string;
      readonly role: Role;
      readonly attribute: string;
      readonly file?: string;
    }
  /** A network by its key. */
  | { readonly kind: "network"; readonly name: string; readonly role: Role; readonly attribute: string }
  /** A network by the name that it has on the engine. */
  | { readonly kind: "engine-network"; readonly name: string; readonly role: Role; readonly attribute: string }
  /** Another name of a service: on one network, or in the eyes of the one that links to it. */
  | {
      readonly kind: "alias";
      readonly name: string;
      readonly attribute: "networks" | "links";
      readonly network?: string;
    }
  | { readonly kind: "container"; readonly name: string; readonly role: Role; readonly attribute: string }
  | { readonly kind: "hostname"; readonly name: string; readonly attribute: "hostname" }
  /** A fixed address of a service on a network. */
  | { readonly kind: "address"; readonly text: string; readonly network: string; readonly family: "ipv4" | "ipv6" }
  /** `network_mode`, its key and its value. */
  | { readonly kind: "mode-key" }
  | { readonly kind: "mode"; readonly mode: NetworkMode }
  /** An item of `ports` or `expose`, in either syntax: the item itself, and the key of the long one that is pointed at. */
  | { readonly kind: "port"; readonly attribute: "ports" | "expose"; readonly item: Node; readonly key?: string }
  /** A word in a value that names a host. */
  | { readonly kind: "host"; readonly mention: Mention }
  /** A variable; `text` is that of the whole value as written. */
  | { readonly kind: "variable"; readonly variable: VariableInText; readonly text: string; readonly value: Node }
  /** A file that is named. */
  | { readonly kind: "file"; readonly path: string; readonly attribute: "include" | "extends" | "env_file" }
  /** Another key that is about networking: `ports`, `links`, `networks.aliases` in a service; `ipam` of a network. */
  | { readonly kind: "key"; readonly key: string; readonly of: "service" | "network" | "project" };

/** A subject with a name by which others may refer to it. */
export type Named = Extract<Subject, { readonly name: string }>;

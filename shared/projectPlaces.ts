/** What of a Compose document a running engine may contradict, and the message that asks for it. */

import type { HostAddress } from "./hostAddress";
import type { PlaceRange, ServicePlace } from "./protocol";

/**
 * Server request: where an open Compose document says what a running engine may contradict; null for any other document.
 * Its parameters are `ServicesParams`.
 */
export const projectPlacesMethod = "hostside/projectPlaces";

/** What {@link projectPlacesMethod} answers. */
export interface ProjectPlaces {
  /** The projects that the document is part of. */
  readonly projects: readonly {
    /** As the engine knows it; absent where the files cannot tell. */
    readonly name?: string;
    /** The paths of the files that Compose is started with. */
    readonly files: readonly string[];
    /** The paths of the files that these include and extend. */
    readonly parts: readonly string[];
  }[];
  readonly services: readonly ServicePlaces[];
  /** The top-level networks of the document that its services join. */
  readonly networks: readonly NetworkPlace[];
}

/** A top-level network of a document. */
export interface NetworkPlace {
  /** Of its key. */
  readonly range: PlaceRange;
  /** As the engine calls it; absent where the files cannot tell. */
  readonly name?: string;
  readonly external: boolean;
  /** Absent where none is written, which is a bridge. */
  readonly driver?: string;
  /** The subnets that are written, with their places. */
  readonly subnets: readonly { readonly range: PlaceRange; readonly subnet: string }[];
}

/** A service of a document, as its effective project has it; what is written in other files has no place here. */
export interface ServicePlaces extends ServicePlace {
  /** The service stands in another file and takes this one over by `extends`: the range is that of the key that it names. */
  readonly isBase?: true;
  /** Where the network mode is written. */
  readonly networkMode?: PlaceRange;
  readonly ports: readonly PortPlace[];
  /** Ports that its own program is told to listen on, in the namespace of the host. */
  readonly listens: readonly ListenPlace[];
  /** Whether `docker compose up` is certain to start exactly this. */
  readonly starts: boolean;
  /** What `docker compose up` makes of it, as far as that is certain; absent for what it may not start. */
  readonly expected?: ExpectedService;
}

/** What `docker compose up` makes of a service. What a variable has a part in is left out: another shell may set it otherwise. */
export interface ExpectedService {
  /** `networks`: on networks of its own. `service`: in the namespace of another service. */
  readonly mode?: "host" | "none" | "bridge" | "networks" | "service";
  /** Where the file says the mode; its key where it says nothing. */
  readonly modeRange: PlaceRange;
  /** The networks that it joins whose names are known. */
  readonly networks: readonly ExpectedNetwork[];
  /** Every port that it publishes; absent where one of them is not known. Their places are those of the items of `ports`. */
  readonly ports?: readonly ExpectedPort[];
}

/** A network that a service joins. */
export interface ExpectedNetwork {
  readonly range: PlaceRange;
  /** As the engine calls it. */
  readonly name: string;
  /** A fixed IPv4 address, and where it is written. */
  readonly address?: FixedAddress;
  /** The same of IPv6. */
  readonly address6?: FixedAddress;
}

/** An address that a service always has, and where it is written. */
export interface FixedAddress {
  readonly text: string;
  readonly range: PlaceRange;
}

/** An item of `ports`: as many ports of the host as of the container, or any one of them. */
export interface ExpectedPort {
  readonly range: PlaceRange;
  readonly protocol: string;
  readonly target: PortNumbers;
  /** Absent where the engine picks one. */
  readonly published?: PortNumbers & { readonly address: HostAddress };
}

/** First and last of a range of ports; equal for one port. */
export interface PortNumbers {
  readonly first: number;
  readonly last: number;
}

/** An item of `ports`. */
export interface PortPlace {
  readonly range: PlaceRange;
  /** The item stands in another file: the range is that of the `extends` by which it comes. */
  readonly elsewhere?: true;
  readonly protocol: string;
  /** The container's ports; absent where the files cannot tell. */
  readonly target?: PortNumbers;
  /** What the engine takes on the host for it; absent where that is nothing, or nothing certain. */
  readonly claim?: PortNumbers & { readonly address: HostAddress };
  /** Where its number stands, which a variable gives: in the file that sets it. Absent where another number is moved with it. */
  readonly setIn?: { readonly path: string; readonly range: PlaceRange };
}

/** Where a program is told to listen. */
export interface ListenPlace {
  readonly range: PlaceRange;
  readonly protocol: string;
  readonly port: number;
  readonly address: HostAddress;
}

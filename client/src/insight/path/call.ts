/** What is called, once its address is known. */
export interface Call {
  readonly protocol: "tcp" | "udp";
  readonly source: string | undefined;
  readonly destination: string;
  readonly port: number;
}

/** Where a call goes, as people write it. */
export function destinationText({ destination, port }: Pick<Call, "destination" | "port">): string {
  return destination.includes(":") ? `[${destination}]:${port}` : `${destination}:${port}`;
}

import type { PortProgram } from "../hostPorts";

/** Who listens on a port only to hand on what comes, where the program shows it. */
export type Forwarder =
  /** `ssh -L`, `-D` or `-R`, started on this machine. */
  | { readonly kind: "ssh" }
  /** The server's side of a session whose client asked for it (`ssh -R`). */
  | { readonly kind: "ssh-session" }
  /** This editor itself: its server, or its forwarding of ports. */
  | { readonly kind: "editor" };

/** What a program that listens forwards for, by its name and its command line; undefined for every other program. */
export function forwarderOf({ program, commandLine = "" }: PortProgram, isOfEditor: boolean): Forwarder | undefined {
  if (isOfEditor) return { kind: "editor" };
  if (program === "ssh") return { kind: "ssh" };
  // The daemon's own socket is no forwarding: it waits for sessions, which are called by their user.
  if (program === "sshd-session" || (program === "sshd" && /^sshd: \S+(?:@|$)/u.test(commandLine))) {
    return { kind: "ssh-session" };
  }
  return undefined;
}

import type { FileId } from "../compose/syntax/node";

/** A rule that threw: a fault of Hostside, never of the file that the rule looked at. */
export interface RuleFault {
  readonly rule: string;
  /** The file that it looked at; of a rule for whole projects the first one. */
  readonly file: FileId | undefined;
  /** The service that it looked at; undefined where it looked at the whole project. */
  readonly service: string | undefined;
  readonly error: unknown;
}

/** Hears of each fault; what the rule found before counts, and all other rules go on. */
export type OnFault = (fault: RuleFault) => void;

/** For whoever wants no rule to throw: a test. */
export const rethrow: OnFault = ({ error }) => {
  throw error;
};

/** Kept in mind at most, so that an edit of a file that a rule cannot cope with does not fill the memory. */
const mostFaults = 1000;

/** Passes each fault on once: a rule throws again at each keystroke. */
export function once(onFault: OnFault): OnFault {
  const known = new Set<string>();
  return (fault) => {
    const key = JSON.stringify([fault.rule, fault.file, stackOf(fault.error)]);
    if (known.has(key)) return;
    if (known.size >= mostFaults) known.clear();
    known.add(key);
    onFault(fault);
  };
}

/** Where an error was thrown, in lines; what was thrown where that is no error. */
export function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** What happened, as a sentence: `internal error in rule X at service web: message`. */
export function faultInWords({ rule, service, error }: RuleFault): string {
  const where = service === undefined ? "" : ` at service ${service}`;
  return `internal error in rule ${rule}${where}: ${error instanceof Error ? error.message : String(error)}`;
}

import type { Localizer } from "./localizer";

/** The messages as they stand in the code, with their values in place: for a terminal, which has no language of its own. */
export const english: Localizer = {
  t: (message, ...values) => message.replace(/\{(\d)\}/gu, (_, index: string) => String(values[Number(index)])),
};

import type { Localizer } from "../src/platform/localizer";

/** The messages as they stand in the code, with their values in place. */
export const english: Localizer = {
  t: (message, ...values) => message.replace(/\{(\d)\}/gu, (_, index: string) => String(values[Number(index)])),
};

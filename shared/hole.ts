/** Stands for a value that nobody knows, in a text of which the rest is known; no Compose file has it. */
export const hole = "\uFFFC";

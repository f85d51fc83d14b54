/** Lets what has arrived meanwhile go first: newer edits, cancellations, questions about other files. */
export function yieldToEventLoop(): Promise<void> {
  return new Promise((resume) => setImmediate(resume));
}

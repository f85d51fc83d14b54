// @ts-check
export const runPackaging = () => Promise.resolve({ passed: 0, failed: 0, skipped: 0 });

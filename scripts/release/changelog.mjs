// @ts-check
// Reads CHANGELOG.md in the form of Keep a Changelog: a section for each version, the newest first.

/**
 * @typedef {object} Section what one version brings
 * @property {string} version `Unreleased`, or a version
 * @property {string | undefined} date
 * @property {string[]} entries
 */

/**
 * @param {string} text
 * @returns {Section[]}
 */
export function sectionsOf(text) {
  return text
    .split(/^## /mu)
    .slice(1)
    .map((part) => {
      const [heading = "", ...lines] = part.split("\n");
      const [, version = heading, date] = /^\[([^\]]+)\](?: - (\d{4}-\d{2}-\d{2}))?$/u.exec(heading) ?? [];
      return { version, date, entries: lines.filter((line) => line.startsWith("- ")) };
    });
}

/**
 * Why this version cannot be packaged as the changelog stands; undefined where it can.
 * @param {string} text
 * @param {string} version
 */
export function whyNotReady(text, version) {
  const section = sectionsOf(text).find((each) => each.version === version);
  if (section === undefined) return `CHANGELOG.md has no section "## [${version}] - YYYY-MM-DD".`;
  if (section.date === undefined) return `The section of ${version} in CHANGELOG.md has no date.`;
  if (section.entries.length === 0) return `The section of ${version} in CHANGELOG.md is empty.`;
  return undefined;
}

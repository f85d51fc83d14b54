/**
 * Whether a text that `include` or `extends` names is a file on this disk, something that Compose fetches, or a URL that Compose
 * takes for a path and finds nothing at. Measured with Compose 2.40.3; source: docker/compose pkg/remote, buildkit util/gitutil.
 */
export function whereabouts(text: string): "disk" | "elsewhere" | "nowhere" {
  if (text.startsWith("oci://") || text.startsWith("github.com/") || likeScp.test(text)) return "elsewhere";
  const scheme = url.exec(text)?.[1]?.toLowerCase();
  switch (scheme) {
    case undefined:
      return "disk";
    case "git":
    case "ssh":
      return "elsewhere";
    case "http":
    case "https":
      // Of the web only what says that it is a repository; newer versions take a query for the part of it that is meant.
      return /^[^?#]*\.git(?:[?#]|$)/.test(text) ? "elsewhere" : "nowhere";
    default:
      return "nowhere";
  }
}

const url = /^([a-zA-Z][a-zA-Z0-9+.-]*):\/\//;
/** `git@example.org:project.git`, with any user. */
const likeScp = /^[a-zA-Z0-9_-]+@[a-zA-Z0-9.-]+:/;

/** The word in the names that Compose looks for, and in the ones people give to the files beside them. */
const composeWord = /(?:^|[-_.])(?:compose|docker-stack)(?:[-_.]|$)/i;
const yamlEnding = /\.ya?ml$/i;
/** Folders in which a forge has its own files, whatever their names speak of: `.github/workflows/deploy-compose.yml`. */
const forgeFolder = /(?:^|[/\\])\.(?:github|gitea|forgejo)[/\\](?:workflows|actions)[/\\]/;

/** Whether a file's name alone says that it is a Compose file (`compose.yaml`, `docker-compose.prod.yml`, ...). */
export function isComposeFileName(path: string): boolean {
  const name = path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
  return yamlEnding.test(name) && composeWord.test(name.replace(yamlEnding, "")) && !forgeFolder.test(path);
}

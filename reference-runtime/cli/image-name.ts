/** `registry:5000/name:tag` as the API wants it, in two parameters. A colon before a slash belongs to a port. */
export function splitImageName(name: string | undefined): { repo?: string; tag?: string } {
  if (!name) return {};
  const [, repo, tag] = /^(.*?)(?::([^:/]+))?$/s.exec(name) ?? []; // with an empty tag it is malformed: the engine says so
  return { repo, tag };
}

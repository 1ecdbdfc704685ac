import { RuntimeError } from '../errors';

/** A name of an image: `[host[:port]/]path[:tag]`. */
export interface ImageName {
  readonly repository: string;
  readonly tag: string;
}

const TAG = /^\w[\w.-]{0,127}$/;
const HOST =
  /^(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*|\[[a-fA-F0-9:]+\])(?::[0-9]+)?$/;
const PATH_PART = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const MAX_REPOSITORY = 255;
const DEFAULT_TAG = 'latest';
/** Where names without a host come from; the host is left out of the name that people see. */
const DEFAULT_HOSTS: readonly string[] = ['docker.io', 'index.docker.io'];

/**
 * Splits and checks a name; a missing tag is `latest`. Names differ from registry to registry, but all of them accept what the
 * distribution specification allows: lower-case path parts and a tag of 1–128 characters. Throws RuntimeError `invalid`.
 * Clauses: TAG-3, TAG-5 … TAG-8.
 */
export function parseName(name: string): ImageName {
  if (name.includes('@')) throw invalid(name, 'a digest cannot name a local image; use the image id');
  const colon = name.lastIndexOf(':');
  const tagged = colon >= 0 && !name.slice(colon).includes('/');
  const tag = tagged ? name.slice(colon + 1) : DEFAULT_TAG;
  const repository = familiar(tagged ? name.slice(0, colon) : name);
  if (!TAG.test(tag))
    throw invalid(
      name,
      `the tag ${JSON.stringify(tag)} is not 1–128 letters, digits, '_', '.' or '-', the first no '.' or '-'`,
    );
  checkRepository(name, repository);
  return { repository, tag };
}

/** The name as it is stored and shown: always with a tag. */
export const formatName = ({ repository, tag }: ImageName): string => `${repository}:${tag}`;

function familiar(repository: string): string {
  const host = DEFAULT_HOSTS.find((known) => repository.startsWith(`${known}/`));
  const rest = host ? repository.slice(host.length + 1) : repository;
  return host && /^library\/[^/]+$/.test(rest) ? rest.slice('library/'.length) : rest;
}

function checkRepository(name: string, repository: string): void {
  const [first = '', ...others] = repository.split('/');
  const hasHost = others.length > 0 && (/[.:]/.test(first) || first === 'localhost' || /[A-Z]/.test(first));
  const path = hasHost ? others : [first, ...others];
  if (hasHost && !HOST.test(first)) throw invalid(name, `${JSON.stringify(first)} is not host[:port]`);
  if (repository.length > MAX_REPOSITORY)
    throw invalid(name, `it is longer than ${MAX_REPOSITORY} characters`);
  if (!hasHost && /^[0-9a-f]{64}$/.test(repository))
    throw invalid(name, 'a repository must not look like an image id');
  const wrong = path.find((part) => !PATH_PART.test(part));
  if (wrong === undefined) return;
  const why =
    wrong === ''
      ? 'an empty part'
      : /[A-Z]/.test(wrong)
        ? `an upper-case letter in ${JSON.stringify(wrong)}`
        : JSON.stringify(wrong);
  throw invalid(
    name,
    `it contains ${why}; each part is lower-case letters and digits, joined by '.', '_', '__' or '-'`,
  );
}

const invalid = (name: string, why: string) =>
  new RuntimeError('invalid', `invalid reference format: ${JSON.stringify(name)} is no image name: ${why}`);

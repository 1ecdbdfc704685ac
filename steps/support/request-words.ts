/** What a caller can ask for, by the words of the features. */
import type { ContainerFacts, ContainerRequest } from '../../harness/drivers/runtime';
import type { Container } from './containers';
import type { ScenarioWorld } from './world';

/** Wishes without a value. */
export const wishes = {
  'no network': { network: 'none' },
  'a terminal': { terminal: true },
  'no name': { name: '' },
  'an open standard input': { stdinOpen: true },
  'removal at its end': { removeAtEnd: true },
  'a read-only root': { readOnlyRoot: true },
} as const satisfies Record<string, Partial<ContainerRequest>>;

type Set = (container: Container, value: string, world: ScenarioWorld) => void;

/** Wishes with one value. */
export const settings = {
  name: (container, value) => container.rename(value),
  'name, ended by': (container, value) => container.rename(`${container.request.name}${value}`),
  'name, filled up to a length of': (container, value) =>
    container.rename(container.request.name.padEnd(Number(value), 'x')),
  'working directory': ({ request }, value) => Object.assign(request, { workingDirectory: value }),
  user: ({ request }, value) => Object.assign(request, { user: value }),
  'host name': ({ request }, value) => Object.assign(request, { hostname: value }),
  'restart policy': ({ request }, value) => Object.assign(request, { restartPolicy: value }),
  label: (container, value, world) => settings.labels(container, value, world),
  labels: ({ request }, value, { containers }) => {
    const labels = value.split(', ').map((each) => containers.ownLabel(each).split(/=(.*)/s));
    request.labels = Object.fromEntries(labels.map(([name = '', text = '']) => [name, text]));
  },
  entrypoint: ({ request }, value) => Object.assign(request, { entrypoint: value }),
} as const satisfies Record<string, Set>;

/** What a runtime shows of a setting. */
export const shown: Readonly<Record<string, (facts: ContainerFacts) => string>> = {
  user: ({ asked }) => asked.user,
  'working directory': ({ asked }) => asked.workingDirectory,
  'host name': ({ asked }) => asked.hostname,
  name: ({ name }) => name,
};

/** What a runtime shows of a wish. */
export const shownWishes: Readonly<Record<string, (facts: ContainerFacts) => boolean>> = {
  'a terminal': ({ asked }) => asked.terminal,
  'an open standard input': ({ asked }) => asked.stdinOpen,
  'removal at its end': ({ asked }) => asked.removeAtEnd,
  'a read-only root': ({ asked }) => asked.readOnlyRoot,
};

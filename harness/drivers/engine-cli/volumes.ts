/** Operations on volumes, through a Docker-like command line. */
import type { Outcome } from '../outcome';
import type { Volumes } from '../runtime';
import type { Reply } from './client';
import type { Descriptor, OperationName } from './descriptor';
import type { Values } from './expand';
import * as read from './read-answer';

type Ask = <T>(operation: OperationName, values: Values, value: (reply: Reply) => T) => Promise<Outcome<T>>;

export interface CliVolumes extends Volumes {
  /** Names of those that carry the label of the run. */
  ofRun(): Promise<Outcome<string[]>>;
}

export const volumeOperations = (ask: Ask, answers: Descriptor['answers'], label: string): CliVolumes => ({
  create: (volume) =>
    ask('createVolume', { volume, label }, ({ exchange }) => ({ name: read.readId(exchange.stdout) })),
  list: () => ask('listVolumes', {}, names),
  inspect: (volume) =>
    ask('inspectVolume', { volume }, ({ exchange }) => read.readVolume(exchange.stdout, answers)),
  remove: (volume) => ask('removeVolume', { volume }, () => undefined),
  ofRun: () => ask('volumesOfRun', { label }, names),
});

const names = ({ exchange }: Reply): string[] => read.readNames(exchange.stdout);

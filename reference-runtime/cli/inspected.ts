import type { EngineClient } from './engine-client';

/** What verbs need of "inspect a container". */
export interface ContainerJson {
  readonly Id: string;
  readonly State: { readonly Running: boolean; readonly Paused: boolean };
  readonly Config: { readonly Tty: boolean; readonly OpenStdin: boolean };
  readonly HostConfig: { readonly AutoRemove: boolean };
}

export const inspectContainer = (engine: EngineClient, name: string): Promise<ContainerJson> =>
  engine.json('GET', `/containers/${encodeURIComponent(name)}/json`);

/** Prints as one JSON array those that are there, even when one is not, and rejects then: as docker-volume-inspect(1) has it. */
export async function printInspected(engine: EngineClient, paths: readonly string[]): Promise<void> {
  const asked = await Promise.allSettled(paths.map((path) => engine.json('GET', path)));
  const found = asked.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  process.stdout.write(`${JSON.stringify(found, undefined, 4)}\n`);
  const failed = asked.find((each) => each.status === 'rejected');
  if (failed) throw failed.reason;
}

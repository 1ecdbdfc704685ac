import { RuntimeError } from '../errors';
import { pluggedInto } from './attachments';
import { type Engine, tellOfNetwork } from './engine';

/**
 * Removes a network. Containers that were in it and do not run cannot start any more.
 * Throws RuntimeError `not-found`, `invalid` (one that every runtime has), `conflict` while a running container is in it.
 * Clauses: NETWORK-7 … NETWORK-10.
 */
export async function removeNetwork(engine: Engine, reference: string): Promise<void> {
  const network = engine.networks.find(reference);
  const users = pluggedInto(engine, network).map(({ record }) => record.name);
  if (users.length > 0)
    throw new RuntimeError(
      'conflict',
      `network ${network.name} has active endpoints, it is being used by ${users.join(', ')}: disconnect or stop them first`,
    );
  await engine.networks.remove(network);
  tellOfNetwork(engine, network, 'destroy');
}

/** Removes every network that somebody made and no container is in, running or not: their names. */
export async function pruneNetworks(engine: Engine): Promise<string[]> {
  const used = new Set(
    [...engine.containers.values()].flatMap(({ record }) => record.networks.map(({ network }) => network)),
  );
  const idle = engine.networks
    .all()
    .filter(({ id, name, predefined }) => !predefined && !used.has(id) && !used.has(name));
  for (const { id } of idle) await removeNetwork(engine, id);
  return idle.map(({ name }) => name);
}

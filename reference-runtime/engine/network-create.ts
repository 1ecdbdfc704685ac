import type { NewNetwork } from '../network/network-record';
import { type Engine, tellOfNetwork } from './engine';

/**
 * Makes a network: its identifier. Throws RuntimeError `conflict` (name or subnet taken), `invalid` (name, subnet).
 * Clauses: NETWORK-1, NETWORK-3 … NETWORK-6.
 */
export async function createNetwork(engine: Engine, asked: NewNetwork): Promise<string> {
  const { id } = await engine.networks.create(asked);
  tellOfNetwork(engine, engine.networks.find(id), 'create');
  return id;
}

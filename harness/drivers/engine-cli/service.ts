/** The runtime's own service, taken down and up again by the commands that the descriptor names. */
import type { Outcome } from '../outcome';
import type { RestartOptions } from '../runtime';
import type { Asker } from './asker';
import { expand } from './expand';

/** Containers are left alone; the service is up again, if it can be, whatever happens meanwhile. */
export async function restartRuntime(
  asker: Asker,
  { abruptly = false, meanwhile }: RestartOptions,
): Promise<Outcome<void>> {
  const { service } = asker.descriptor;
  if (!service) return asker.unsupported('restart the runtime', 'a restart of the runtime');
  const down = await asker.command('take the runtime down', expand(service.down, { abruptly }));
  if (down.kind === 'refusal') return down;
  const [between] = await Promise.allSettled([meanwhile?.()]);
  const up = await asker.command('bring the runtime up', expand(service.up, {}));
  if (between.status === 'rejected') throw between.reason;
  return up;
}

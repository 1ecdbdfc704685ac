import { demandFree } from './create';
import { type Engine, exclusively, find, tell } from './engine';
import { parseName } from './names';

/**
 * Gives a container another name. Throws RuntimeError `not-found`, `invalid` (name), `conflict` (taken, its own included).
 * Clauses: RENAME-1 … RENAME-7.
 */
export async function rename(engine: Engine, reference: string, newName: string): Promise<void> {
  const container = find(engine, reference);
  const name = parseName(newName);
  await exclusively(container, async () => {
    demandFree(engine, name);
    const { record } = container;
    const oldName = record.name;
    record.name = name;
    try {
      container.save();
    } catch (error) {
      record.name = oldName;
      throw error;
    }
    tell(engine, container, 'rename', { oldName: `/${oldName}` });
  });
}

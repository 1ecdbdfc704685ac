/** When a process is started again that has ended. */
import { RuntimeError } from '../errors';
import { type ContainerRecord, policyNames, type RestartPolicy } from './record';

/**
 * Throws RuntimeError `invalid`.
 * Clauses: MON-11.
 */
export function restartPolicy(name: string, retries: number, removeAtEnd: boolean): RestartPolicy {
  const known = policyNames.find((each) => each === (name || 'no'));
  if (!known)
    throw new RuntimeError('invalid', `"${name}" is no restart policy: there are ${policyNames.join(', ')}`);
  if (retries < 0 || (retries > 0 && known !== 'on-failure'))
    throw new RuntimeError('invalid', `${retries} is no number of retries for the restart policy "${known}"`);
  if (removeAtEnd && known !== 'no')
    throw new RuntimeError(
      'invalid',
      'a container that is removed at its end is never started again: leave out one of the two',
    );
  return { name: known, retries };
}

/** Whether a run that ended with `status` is to be followed by another. */
export function wantsRestart({ settings, life }: ContainerRecord, status: number): boolean {
  const { name, retries } = settings.restartPolicy;
  if (name === 'no' || life.stopped) return false;
  return name !== 'on-failure' || (status !== 0 && (retries === 0 || life.restarts < retries));
}

/** Whether a daemon that finds the container without a process is to start it. */
export function wantsStartAtOpening({ settings, life }: ContainerRecord): boolean {
  const { name } = settings.restartPolicy;
  if (life.restarting) return true;
  return life.runs > 0 && (name === 'always' || (name === 'unless-stopped' && !life.stopped));
}

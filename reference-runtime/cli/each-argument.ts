import { messageOf } from './failure';

/**
 * Does the same to every argument, one after the other: prints what `work` returns (default: the argument as it was typed), and
 * for a failure its reason, then goes on. The command's exit status is 1 when one failed.
 */
export async function eachArgument(
  names: readonly string[],
  work: (name: string) => Promise<string | undefined>,
): Promise<void> {
  for (const name of names) {
    try {
      process.stdout.write(`${(await work(name)) ?? name}\n`);
    } catch (error) {
      process.stderr.write(`${messageOf(error)}\n`);
      process.exitCode = 1;
    }
  }
}

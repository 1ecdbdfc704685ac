import { randomBytes } from 'node:crypto';
import { hostInWords } from '../../reports/wording';
import { probeCapabilities } from '../drivers/capability-probe';
import { prepareFixtures } from '../fixtures/prepare';
import { type ExitStatus, exitStatus, UsageError } from './exit-status';
import { hostFacts } from './host-facts';
import { openSubject } from './subject';

/** `conform doctor`: reaches a runtime, imports a test image, tries out every capability, and removes it all again. */
export async function runDoctor({
  runtime: target,
  budget,
}: {
  runtime: string;
  budget: string;
}): Promise<ExitStatus> {
  const budgetMs = Number(budget) * 1000;
  if (!(budgetMs > 0)) throw new UsageError(`--budget must be a number of seconds, not '${budget}'`);
  const tell = (mark: string, what: string) => process.stdout.write(`${mark} ${what}\n`);
  const runId = randomBytes(4).toString('hex');
  const subject = await openSubject(target, { runId, budgetMs });
  let images: readonly string[] = [];
  try {
    const { name, version, driver } = subject.runtime.identity;
    tell('✓', `${name} ${version} answers, through ${driver}`);
    tell('·', hostInWords({ host: hostFacts() }));
    const prepared = await prepareFixtures(subject.runtime, runId);
    images = Object.values(prepared);
    tell('✓', `test images can be imported: ${Object.keys(prepared).join(', ')}`);
    const findings = Object.entries(await probeCapabilities(subject.runtime, prepared.base));
    for (const [capability, { claimed, present, seen }] of findings) {
      const claim = claimed ? 'claimed' : 'not claimed';
      tell(
        claimed === present ? '✓' : '✗',
        `${capability}: ${claim}, ${present ? 'there' : 'not there'} (${seen})`,
      );
    }
    return findings.every(([, { claimed, present }]) => claimed === present)
      ? exitStatus.ok
      : exitStatus.violated;
  } finally {
    const { left } = await subject.sweep(images);
    for (const problem of [...left, ...(await subject.close())]) tell('✗', `left behind: ${problem}`);
  }
}

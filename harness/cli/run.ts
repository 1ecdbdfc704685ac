import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { painterFor } from '../../reports/paint';
import { probeCapabilities } from '../drivers/capability-probe';
import { prepareFixtures } from '../fixtures/prepare';
import { contextVariable, type RunContext } from '../run-context';
import { checkClaims } from './claims';
import { cleanUp } from './clean-up';
import { EvidenceFile } from './evidence-file';
import { type Executor, startExecutor } from './execute';
import { CannotJudgeError, type ExitStatus } from './exit-status';
import { hostFacts } from './host-facts';
import { Interrupted, type Interruption, watchForInterrupts } from './interrupt';
import { liveProgress, type ProgressView, plainProgress } from './progress';
import { planRun, type RunArguments, type RunPlan } from './run-options';
import { openSubject, type Subject } from './subject';
import { Tracker } from './track';

/** `conform run`: judges a runtime and writes the report. Gives the exit status; the errors it throws tell theirs. */
export async function runConformance(given: RunArguments): Promise<ExitStatus> {
  const plan = await planRun(given);
  const view = process.stderr.isTTY
    ? await liveProgress(process.stderr, painterFor(process.stderr))
    : plainProgress((text) => process.stderr.write(text));
  const interruption = watchForInterrupts((text) => process.stderr.write(`${text}\n`));
  const workspace = mkdtempSync(path.join(os.tmpdir(), 'conform-'));
  try {
    return await judge({ plan, view, interruption, runId: randomBytes(4).toString('hex'), workspace });
  } finally {
    view.close();
    rmSync(workspace, { recursive: true, force: true });
    interruption.release();
  }
}

interface Stage {
  readonly plan: RunPlan;
  readonly view: ProgressView;
  readonly interruption: Interruption;
  readonly runId: string;
  readonly workspace: string;
}

/** What was learned before the clean-up. */
interface Inquiry {
  readonly subject: Subject;
  readonly evidence: EvidenceFile;
  readonly images: readonly string[];
  readonly interrupted: boolean;
  readonly faults: readonly string[];
  /** Claims of the descriptor that a probe refutes. */
  readonly notes: readonly string[];
}

async function judge(stage: Stage): Promise<ExitStatus> {
  const { plan, view, runId } = stage;
  const startedAt = new Date();
  const tracker = new Tracker();
  let evidence: EvidenceFile | undefined;
  // Cucumber takes a while to load; it does so while the runtime starts.
  const executor = startExecutor({ [contextVariable]: contextFile(stage) }, (line, envelope) => {
    evidence?.add(line, envelope);
    const finished = tracker.take(envelope);
    if (envelope.testCaseStarted || finished) view.show(tracker.progress, finished);
  });
  view.phase(
    plan.runtime === 'reference' ? 'starting the reference runtime' : `connecting to ${plan.runtime}`,
  );
  const opening = openSubject(plan.runtime, { runId, budgetMs: plan.budgetMs, folder: stage.workspace });
  let inquiry: Inquiry | undefined;
  let leaks: readonly string[] = [];
  try {
    const subject = await reach(opening, stage);
    evidence = new EvidenceFile(plan.out ?? path.join('reports/out', subject.runtime.identity.name));
    inquiry = await inquire(subject, evidence, executor, stage);
  } finally {
    await executor.stop();
    view.phase('cleaning up');
    leaks = await cleanUp(opening, {
      expected: inquiry?.images ?? [],
      hasty: inquiry === undefined || inquiry.interrupted,
      budgetMs: plan.budgetMs,
    });
    await evidence?.close();
    view.close();
  }
  const { conclude } = await import('./conclude.js');
  return conclude({
    ...inquiry,
    plan,
    leaks,
    startedAt,
    identity: inquiry.subject.runtime.identity,
    host: hostFacts(),
  });
}

async function reach(opening: Promise<Subject>, { interruption }: Stage): Promise<Subject> {
  try {
    return await interruption.unlessInterrupted(opening);
  } catch (error) {
    if (error instanceof Interrupted)
      throw new CannotJudgeError(`${error.message} before anything was judged`);
    throw error;
  }
}

/** Everything that is asked of the runtime. An interrupt ends it early and is a fault of the run; other errors pass. */
async function inquire(
  subject: Subject,
  evidence: EvidenceFile,
  executor: Executor,
  stage: Stage,
): Promise<Inquiry> {
  const { plan, view, interruption, runId } = stage;
  const inquiry = {
    subject,
    evidence,
    interrupted: false,
    images: [] as string[],
    faults: [] as string[],
    notes: [] as string[],
  };
  try {
    view.phase('importing the test images');
    const images = await interruption.unlessInterrupted(prepareFixtures(subject.runtime, runId));
    inquiry.images = Object.values(images);
    writeContext(stage, subject, images);
    view.phase(`judging ${plan.selection.judged.length} clauses, random order with seed ${plan.seed}`);
    const { tagExpression } = plan.selection;
    // No scenario waits for the probe of capabilities, unless one would take the runtime away from it; when the probe contradicts
    // the descriptor, the run ends at once.
    const probe = () => probeClaims(subject, images.base);
    const probed = willRestart(stage, subject) ? await interruption.unlessInterrupted(probe()) : undefined;
    const probing = probed ?? executor.begun.then(probe);
    const [fault, notes] = await interruption.unlessInterrupted(
      Promise.all([executor.run({ tagExpression, seed: plan.seed, parallel: plan.parallel }), probing]),
    );
    if (fault !== undefined) inquiry.faults.push(fault);
    inquiry.notes = notes;
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    inquiry.interrupted = true;
    inquiry.faults.push(error.message);
  }
  return inquiry;
}

const willRestart = ({ plan }: Stage, { runtime }: Subject): boolean =>
  runtime.isRestartable && plan.selection.judged.some(({ needs }) => needs.includes('runtime-restart'));

const probeClaims = async ({ runtime }: Subject, image: string): Promise<string[]> =>
  checkClaims(await probeCapabilities(runtime, image), runtime.identity.name);

const contextFile = ({ workspace }: Stage): string => path.join(workspace, 'context.json');

function writeContext(
  stage: Stage,
  { runtime, environment }: Subject,
  images: Readonly<Record<string, string>>,
): void {
  const context: RunContext = {
    runId: stage.runId,
    runtime: { descriptor: runtime.descriptor, identity: runtime.identity },
    workspace: stage.workspace,
    environment,
    images,
    claimed: [...runtime.capabilities],
    budgetMs: stage.plan.budgetMs,
    host: hostFacts(),
  };
  writeFileSync(contextFile(stage), JSON.stringify(context), { mode: 0o600 });
}

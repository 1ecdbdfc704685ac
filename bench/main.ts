/** npm run bench: measures the reference runtime beside others; see README.md. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, release } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { packageRoot } from '../harness/package-root';
import { CleanUp } from './clean-up';
import { gather } from './contestants';
import { startDaemon } from './daemon';
import { engineSubjects } from './engine-operations';
import { type Figure, measure, type Subject } from './measure';
import { makePayload } from './payload';
import { print, type Results } from './report';
import { runSuite } from './suite';
import { compare } from './targets';

const parts = ['commands', 'engine', 'suite'] as const;
type Part = (typeof parts)[number];

interface Plan {
  readonly rounds: number;
  readonly parts: ReadonlySet<Part>;
}

async function main(plan: Plan): Promise<void> {
  const cleanUp = new CleanUp();
  try {
    const results = await measureAll(plan, cleanUp);
    const file = path.join(packageRoot, 'bench/out/latest.json');
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, `${JSON.stringify(results, undefined, 2)}\n`);
    process.stdout.write(`\n${print(results)}\nwritten to ${path.relative(process.cwd(), file)}\n`);
  } finally {
    await cleanUp.run();
  }
}

async function measureAll(plan: Plan, cleanUp: CleanUp): Promise<Results> {
  const host = {
    kernel: release(),
    cpus: cpus().length,
    cpu: cpus()[0]?.model ?? 'unknown',
    load: loadavg(),
  };
  const payload = await makePayload(cleanUp);
  const daemon = await startDaemon(payload, cleanUp);
  const rounds = (part: Part, subjects: readonly Subject[]): Promise<Figure[]> =>
    measure(subjects, plan.rounds, (round) => {
      cleanUp.checkpoint();
      progress(round === 0 ? `${part}: warming up` : `${part}: round ${round} of ${plan.rounds}`);
    });
  progress('looking for other runtimes');
  const none = { subjects: [], versions: {}, missing: {} };
  const { subjects, versions, missing } = plan.parts.has('commands')
    ? await gather(payload, daemon, cleanUp)
    : none;
  const commands = await rounds('commands', subjects);
  const engine = plan.parts.has('engine') ? await rounds('engine', engineSubjects(daemon, payload)) : [];
  cleanUp.checkpoint();
  if (plan.parts.has('suite')) progress('suite: conform run');
  const suite = plan.parts.has('suite') ? await runSuite(payload.directory) : undefined;
  const targets = compare([...commands, ...engine], suite);
  return { date: new Date().toISOString(), host, versions, missing, commands, engine, suite, targets };
}

const progress = (text: string): void => void process.stderr.write(`${text}\n`);

/** Throws Error for what makes no sense. */
function readPlan(argv: string[]): Plan {
  const { values } = parseArgs({
    args: argv,
    options: {
      rounds: { type: 'string', default: '15' },
      only: { type: 'string', default: parts.join(',') },
    },
  });
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1)
    throw new Error(`--rounds ${values.rounds}: it must be a whole number from 1`);
  const chosen = values.only.split(',');
  const unknown = chosen.find((part) => !(parts as readonly string[]).includes(part));
  if (unknown !== undefined) throw new Error(`--only ${unknown}: there are ${parts.join(', ')}`);
  return { rounds, parts: new Set(chosen as Part[]) };
}

function plan(): Plan | undefined {
  try {
    return readPlan(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(
      `bench: ${(error as Error).message}\nusage: npm run bench -- [--rounds N] [--only ${parts.join(',')}]\n`,
    );
    process.exitCode = 2;
    return undefined;
  }
}

const chosen = plan();
if (chosen) {
  main(chosen).catch((error: Error) => {
    process.stderr.write(`bench: ${error.message}\n`);
    process.exitCode = 1;
  });
}

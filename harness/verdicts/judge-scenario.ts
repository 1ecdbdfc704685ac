import type { Attachment } from '@cucumber/messages';
import {
  blamesRuntime,
  checksMediaType,
  environmentMediaType,
  exchangeMediaType,
  notClaimedMediaType,
  timingMediaType,
} from './evidence';
import type { Attempt, RecordedScenario, RecordedStep } from './record';
import { type ScenarioVerdict, type StepVerdict, type Verdict, worst } from './verdict';

interface Finding {
  readonly verdict: Verdict;
  readonly reason: string;
  readonly step?: string;
}

/** Enough to see what led to a failure, little enough to keep summary.json readable; evidence.ndjson has it all. */
const keptEvidence = 8;

/** One scenario's verdict: the gravest over all attempts, since a retry never turns red into green. */
export function judgeScenario({ pickle, feature, rule, attempts }: RecordedScenario): ScenarioVerdict {
  const judged = attempts.map(judgeAttempt);
  const finding = judged.reduce(graver, judged[0] ?? { verdict: 'not-run', reason: 'It was never started.' });
  const last = attempts.at(-1);
  const attached = attempts.flatMap((attempt) => attempt.attachments);
  return {
    id: pickle.id,
    feature,
    rule,
    name: pickle.name,
    location: `${pickle.uri}:${pickle.location?.line ?? 0}`,
    clauses: [...new Set(pickle.tags.flatMap((tag) => /^@([A-Z]+-\d+)$/.exec(tag.name)?.[1] ?? []))],
    ...finding,
    checks: sumOf(attached, checksMediaType, 'checks'),
    durationMs: round(
      attempts.reduce((sum, { startedMs, finishedMs }) => sum + ((finishedMs ?? startedMs) - startedMs), 0),
    ),
    runtimeMs: round(sumOf(attached, timingMediaType, 'runtimeMs')),
    steps: last ? last.steps.filter((step) => step.kind !== 'hook').map(stepVerdict) : [],
    evidence: finding.verdict === 'passed' ? [] : bodies(attached, exchangeMediaType).slice(-keptEvidence),
  };
}

/** The first of the gravest findings names the cause; a second grave one (a hook after a failed step) is told along. */
function graver(a: Finding, b: Finding): Finding {
  return worst(a.verdict, b.verdict) === a.verdict ? a : b;
}

function judgeAttempt(attempt: Attempt): Finding {
  const findings = attempt.steps.flatMap(judgeStep);
  if (attempt.finishedMs === undefined)
    findings.push({
      verdict: 'not-run',
      reason: 'It was started and never finished: the run was stopped or its worker died.',
    });
  const [first] = findings;
  if (first === undefined) return judgeUneventful(attempt);
  const gravest = findings.reduce(graver, first);
  const others = findings.filter((finding) => finding !== gravest && finding.verdict !== 'not-run');
  return { ...gravest, reason: [gravest, ...others].map((finding) => finding.reason).join('\n') };
}

/** No step went wrong: it was skipped for a stated reason, or it passed and must show its checks. */
function judgeUneventful({ steps, attachments }: Attempt): Finding {
  const skipped = steps.find((step) => step.status !== 'PASSED');
  if (skipped === undefined) {
    if (sumOf(attachments, checksMediaType, 'checks') > 0) return { verdict: 'passed', reason: '' };
    return { verdict: 'broken', reason: 'All steps passed, but no check was executed: nothing was tested.' };
  }
  const [notClaimed] = bodies(attachments, notClaimedMediaType);
  if (notClaimed) {
    const reason = `The runtime does not claim ${notClaimed.capability}; the probe says: ${notClaimed.probe}.`;
    return { verdict: 'not-claimed', reason };
  }
  const [environment] = bodies(attachments, environmentMediaType);
  if (environment) return { verdict: 'environment', reason: `This host lacks ${environment.missing}.` };
  return { verdict: 'broken', reason: 'It was skipped without a stated reason.', step: skipped.text };
}

function judgeStep(step: RecordedStep): Finding[] {
  const { status, text, kind, exception } = step;
  if (status === 'PASSED' || status === 'SKIPPED' || status === undefined) return [];
  if (status !== 'FAILED')
    return [
      {
        verdict: 'broken',
        reason: `The step is ${status.toLowerCase()}. ${step.message ?? ''}`.trim(),
        step: text,
      },
    ];
  const message = exception?.message ?? step.message ?? 'no message';
  const at = { step: text };
  if (kind === 'hook') return [{ verdict: 'broken', reason: `${text} failed: ${message}`, ...at }];
  if (!blamesRuntime.has(exception?.type ?? ''))
    return [{ verdict: 'broken', reason: `${exception?.type ?? 'Error'}: ${message}`, ...at }];
  const reason = kind === 'Context' ? `The precondition did not come about: ${message}` : message;
  return [{ verdict: 'failed', reason, ...at }];
}

function stepVerdict({ text, status }: RecordedStep): StepVerdict {
  if (status === 'PASSED') return { text, held: 'yes' };
  return { text, held: status === 'SKIPPED' || status === undefined ? 'skipped' : 'no' };
}

/** Bodies of our own attachments; one that is no JSON object is skipped, it cannot speak for the runtime. */
function bodies(attachments: readonly Attachment[], mediaType: string): Record<string, unknown>[] {
  return attachments
    .filter((attachment) => attachment.mediaType === mediaType)
    .flatMap(({ body, contentEncoding }) => {
      const text = contentEncoding === 'BASE64' ? Buffer.from(body, 'base64').toString('utf8') : body;
      try {
        const value: unknown = JSON.parse(text);
        return typeof value === 'object' && value !== null ? [value as Record<string, unknown>] : [];
      } catch {
        return [];
      }
    });
}

const sumOf = (attachments: readonly Attachment[], mediaType: string, field: string): number =>
  bodies(attachments, mediaType).reduce(
    (sum, body) => sum + (typeof body[field] === 'number' ? body[field] : 0),
    0,
  );

const round = (ms: number): number => Math.round(ms * 10) / 10;

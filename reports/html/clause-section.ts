import type { Clause } from '../../harness/clauses/clause';
import type { ClauseVerdict, ScenarioVerdict, Summary } from '../../harness/verdicts/verdict';
import { escapeMarkup as text } from '../escape';
import { duration } from '../wording';
import { evidenceBlock } from './evidence-block';

/** One clause: its sentence, why it is there, its scenarios, and what happened. Open when there is something to look at. */
export function clauseSection(result: ClauseVerdict, clause: Clause | undefined, summary: Summary): string {
  const scenarios = summary.scenarioResults.filter((scenario) => result.scenarios.includes(scenario.id));
  const open = result.verdict === 'failed' || result.verdict === 'broken' ? ' open' : '';
  return `<details class="clause ${result.verdict}" id="${result.id}"${open}>
<summary><span class="badge ${result.verdict}">${result.verdict}</span> <b>${result.id}</b> ${text(result.title)} <span class="level">${result.level}</span></summary>
${clause ? sentence(clause) : ''}
${scenarios.length === 0 ? `<p class="reason">${text(result.reason)}</p>` : `<ul class="scenarios">${scenarios.map(scenarioItem).join('\n')}</ul>`}
</details>`;
}

const sentence = ({
  sentence: said,
  why,
  from,
  profile,
  needs,
  since,
  file,
  line,
}: Clause): string => `<blockquote>${text(said)}</blockquote>
<p class="why">${text(why)}</p>
<p class="origin">${text(`${file}:${line} · profile ${profile} · since ${since} · from ${from}${needs.length > 0 ? ` · needs ${needs.join(', ')}` : ''}`)}</p>`;

function scenarioItem(scenario: ScenarioVerdict): string {
  const { verdict, name, location, durationMs, checks, reason } = scenario;
  const head = `<span class="badge ${verdict}">${verdict}</span> ${text(name)} <span class="place">${text(location)} · ${checks} ${checks === 1 ? 'check' : 'checks'} · ${duration(durationMs)}</span>`;
  if (verdict === 'passed') return `<li>${head}</li>`;
  return `<li>${head}
<ol class="steps">${scenario.steps.map((step) => `<li class="${heldClass[step.held]}">${text(step.text)}</li>`).join('')}</ol>
<pre class="reason">${text(reason)}</pre>
${evidenceBlock(scenario.evidence)}</li>`;
}

const heldClass = { yes: 'held', no: 'broke', skipped: 'untried' } as const;

import type { Clause } from '../../harness/clauses/clause';
import type { Summary, Tally } from '../../harness/verdicts/verdict';
import { areasOf } from '../areas';
import { escapeMarkup as text } from '../escape';
import { duration, harnessShare, hostInWords, tallyInWords, verdictInWords } from '../wording';
import { bar, legend } from './bar';
import { clauseSection } from './clause-section';
import { script } from './script';
import { style } from './style';

/** The whole report as one HTML page that needs nothing else: no network, no script to be read. */
export function htmlReport(summary: Summary, clauses: readonly Clause[]): string {
  const title = text(`${summary.runtime.name} ${summary.runtime.version}: ${summary.verdict}`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<a class="skip" href="#clauses">To the clauses</a>
${header(summary)}
<main>
${overview(summary)}
${clauseList(summary, clauses)}
</main>
${footer(summary)}
<script>${script}</script>
</body>
</html>
`;
}

function header(summary: Summary): string {
  const { runtime, reasons, clauses, scenarios, leaks } = summary;
  const facts: [string, string][] = [
    ['Runtime', `${runtime.name} ${runtime.version}, reached through ${runtime.driver}`],
    ['Host', hostInWords(summary)],
    [
      'Specification',
      `${summary.spec.version}${summary.spec.frozen ? '' : ' (draft)'} · profile ${summary.profile}${summary.selection ? ', a selection of it' : ''}`,
    ],
    ...(['MUST', 'SHOULD', 'MAY'] as const).flatMap((level): [string, string][] =>
      levelFact(level, clauses[level]),
    ),
    ['Scenarios', `${scenarios.passed} passed, ${scenarios.failed} failed, ${scenarios.skipped} skipped`],
    [
      'Time',
      `${duration(summary.durationMs)} · the suite itself took ${harnessShare(summary).toFixed(1)} ms of a scenario (median)`,
    ],
    ...(leaks.length > 0 ? [['Left behind', cut(leaks)] as [string, string]] : []),
  ];
  return `<header>
<p class="kind">Standard Container conformance report</p>
<h1>${text(runtime.name)} <span class="version">${text(runtime.version)}</span></h1>
<p class="verdict ${summary.verdict}">${text(verdictInWords(summary))}</p>
${reasons.length > 0 ? `<ul class="reasons">${reasons.map((reason) => `<li>${text(reason)}</li>`).join('')}</ul>` : ''}
<dl>${facts.map(([name, value]) => `<div><dt>${name}</dt><dd>${text(value)}</dd></div>`).join('')}</dl>
</header>`;
}

const cut = (leaks: readonly string[]): string =>
  leaks.length > 10 ? `${leaks.slice(0, 10).join(', ')} and ${leaks.length - 10} more` : leaks.join(', ');

const levelFact = (level: string, tally: Tally): [string, string][] =>
  tally.total === 0 ? [] : [[level, tallyInWords(tally)]];

function overview(summary: Summary): string {
  const rows = areasOf(summary.results).map(
    ({ name, results, passed }) => `<tr>
<th scope="row"><a href="#area-${name}">${name}</a></th>
<td>${bar(results)}</td>
<td class="number">${passed} of ${results.length}</td>
</tr>`,
  );
  return `<section aria-labelledby="areas">
<h2 id="areas">Areas</h2>
${legend}
<table class="areas"><thead><tr><th scope="col">Area</th><th scope="col">Clauses</th><th scope="col" class="number">Passed</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody></table>
</section>`;
}

function clauseList(summary: Summary, clauses: readonly Clause[]): string {
  const known = new Map(clauses.map((clause) => [clause.id, clause]));
  const areas = areasOf(summary.results).map(
    ({ name, results }) => `<section class="area" aria-labelledby="area-${name}">
<h3 id="area-${name}">${name}</h3>
${results.map((result) => clauseSection(result, known.get(result.id), summary)).join('\n')}
</section>`,
  );
  return `<section aria-labelledby="clauses">
<h2 id="clauses" tabindex="-1">Clauses</h2>
<form class="filter" role="search" hidden>
<label>Find <input type="search" name="words" placeholder="identifier or words"></label>
<label><input type="checkbox" name="trouble"> only what is not passed</label>
<button type="button" name="open">Open all</button>
<output name="count" aria-live="polite"></output>
</form>
${areas.join('\n')}
</section>`;
}

const footer = ({ suite, spec, startedAt }: Summary): string => `<footer>
<p>Judged at <time datetime="${startedAt}">${startedAt}</time> by standard-container ${text(suite.version)}.
Beside this page: <code>evidence.ndjson</code> holds every request and answer, <code>summary.json</code> these results for programs.</p>
<p class="digest">suite ${text(suite.digest)}<br>specification ${text(spec.digest)}</p>
</footer>`;

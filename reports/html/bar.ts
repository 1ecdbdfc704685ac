import { type ClauseVerdict, verdicts } from '../../harness/verdicts/verdict';

/** One mark per clause, coloured by verdict and linked to it; told in words to who cannot see it. */
export function bar(results: readonly ClauseVerdict[]): string {
  const marks = results.map(
    ({ id, verdict }) =>
      `<a class="mark ${verdict}" href="#${id}" title="${id}: ${verdict}"><span>${id}: ${verdict}</span></a>`,
  );
  return `<div class="bar">${marks.join('')}</div>`;
}

export const legend = `<p class="legend">${verdicts.map((verdict) => `<span><i class="mark ${verdict}"></i>${verdict}</span>`).join(' ')}</p>`;

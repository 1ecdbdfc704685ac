/** What the figures should be: ratios within one run, except where only we are measured. */
import type { Figure } from './measure';
import type { SuiteFigures } from './suite';

export interface Target {
  readonly what: string;
  readonly measured: number;
  readonly bound: number;
  readonly unit: 'ms' | '×';
  readonly met: boolean;
}

/** Only the targets whose figures were measured. */
export function compare(figures: readonly Figure[], suite: SuiteFigures | undefined): Target[] {
  const ms = (name: string) => figures.find((figure) => figure.name === name)?.medianMs;
  const ratio = (a?: number, b?: number) => (a !== undefined && b !== undefined ? a / b : undefined);
  const life = 'create + start + wait + remove';
  return [
    target('scr run --rm / docker run --rm', ratio(ms('scr run --rm'), ms('docker run --rm')), 0.25, '×'),
    target('scr run --rm / node -e 0', ratio(ms('scr run --rm'), ms('node -e 0')), 1.8, '×'),
    target(`${life}, network none (this stage)`, ms(`${life}, network none`), 20, 'ms'),
    target(`${life}, network none (goal)`, ms(`${life}, network none`), 10, 'ms'),
    target(`${life}, with network (goal)`, ms(`${life}, with network`), 16, 'ms'),
    target('harness per scenario, median', suite?.harnessMsPerScenario.median, 15, 'ms'),
  ].flat();
}

function target(what: string, measured: number | undefined, bound: number, unit: Target['unit']): Target[] {
  if (measured === undefined) return [];
  return [{ what, measured: Math.round(measured * 100) / 100, bound, unit, met: measured <= bound }];
}

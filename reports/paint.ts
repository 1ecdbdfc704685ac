import { styleText } from 'node:util';
import type { Verdict } from '../harness/verdicts/verdict';

type Style = Parameters<typeof styleText>[0];
export type Paint = (style: Style, text: string) => string;

/** Colours for a terminal, and none for a file, a pipe, NO_COLOR (https://no-color.org) or a dumb terminal. */
export const painterFor = (stream: { isTTY?: boolean }): Paint => {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  const coloured = FORCE_COLOR ? FORCE_COLOR !== '0' : stream.isTTY === true && !NO_COLOR && TERM !== 'dumb';
  return (style, text) => (coloured ? styleText(style, text) : text);
};

export const verdictStyle: Record<Verdict, Style> = {
  passed: 'green',
  'not-claimed': 'dim',
  environment: 'yellow',
  'not-run': 'yellow',
  failed: 'red',
  broken: 'magenta',
};

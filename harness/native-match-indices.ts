import { Module } from 'node:module';

/**
 * Cucumber's expressions find out where a step's arguments stand by a polyfill from before Node could tell (flag `d`, Node 16): it
 * parses every expression in JavaScript, half a second for those of this suite, in each process, before the first scenario.
 * This puts Node's own answer in its place; it must be loaded before Cucumber.
 */
const measuring = new WeakMap<RegExp, RegExp>();

function exec(expression: RegExp, text: string): RegExpExecArray | null {
  const own = measuring.get(expression) ?? new RegExp(expression.source, `${expression.flags}d`);
  measuring.set(expression, own);
  own.lastIndex = expression.lastIndex;
  return own.exec(text);
}

const cucumber = require.resolve('@cucumber/cucumber');
const expressions = require.resolve('@cucumber/cucumber-expressions', { paths: [cucumber] });
const polyfill = new Module(require.resolve('regexp-match-indices', { paths: [expressions] }));
polyfill.loaded = true;
polyfill.exports = exec;
require.cache[polyfill.id] = polyfill;

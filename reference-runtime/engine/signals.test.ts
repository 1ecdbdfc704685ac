import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signalNumber } from './signals';

test('names with and without SIG, in any case, and numbers', () => {
  const given = [
    'TERM',
    'SIGTERM',
    'sigterm',
    '15',
    'KILL',
    'HUP',
    'USR1',
    'RTMIN',
    'RTMIN+3',
    'RTMAX',
    'RTMAX-1',
    'WINCH',
  ];
  assert.deepEqual(given.map(signalNumber), [15, 15, 15, 15, 9, 1, 10, 34, 37, 64, 63, 28]);
});

test('what is no signal is refused', () => {
  for (const wrong of ['', 'NOPE', '0', '65', '-9', '9x', 'RTMAX+1', 'RTMIN-1', 'RTMIN+31', 'toString'])
    assert.throws(() => signalNumber(wrong), { category: 'invalid' }, wrong);
});

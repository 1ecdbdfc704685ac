import assert from 'node:assert/strict';
import { test } from 'node:test';
import { humanSpan } from './spans';

test('spans of time as people say them', () => {
  const day = 86_400;
  const given = [
    0.2,
    1,
    59,
    60,
    119,
    120,
    3600,
    7200,
    day,
    2 * day,
    13 * day,
    14 * day,
    100 * day,
    800 * day,
  ];
  assert.deepEqual(given.map(humanSpan), [
    'Less than a second',
    '1 second',
    '59 seconds',
    'About a minute',
    'About a minute',
    '2 minutes',
    'About an hour',
    '2 hours',
    '24 hours',
    '2 days',
    '13 days',
    '2 weeks',
    '3 months',
    '2 years',
  ]);
});

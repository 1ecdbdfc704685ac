import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkClaims } from './claims';
import { UsageError } from './exit-status';

const finding = (claimed: boolean, present: boolean) => ({ claimed, present, seen: 'something' });

test('claim and probe agree', () =>
  assert.deepEqual(
    checkClaims({ network: finding(true, true), seccomp: finding(false, false) }, 'engine'),
    [],
  ));
test('a refuted claim is told, its clauses are judged', () =>
  assert.deepEqual(checkClaims({ network: finding(true, false) }, 'engine'), [
    'network is claimed, but the probe did not see it at work: something',
  ]));
test('an ability that is kept secret is a mistake of the descriptor', () =>
  assert.throws(
    () => checkClaims({ network: finding(false, true) }, 'engine'),
    (error: Error) => {
      assert.match(error.message, /'engine' does not claim network, but has it/);
      return error instanceof UsageError;
    },
  ));

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { capabilityMask, capabilityNames, defaultCapabilities } from './capabilities';

test("the default set is Docker's, as /proc shows it", () => {
  assert.equal(capabilityMask(defaultCapabilities).toString(16), 'a80425fb');
});

test('the highest known bit is CAP_CHECKPOINT_RESTORE', () => {
  assert.equal(capabilityMask(capabilityNames), (1n << 41n) - 1n);
});

test('an unknown name is refused', () => {
  assert.throws(() => capabilityMask(['CAP_FLY']), /CAP_FLY/);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { kernelSettings } from './kernel-settings';

test('settings of the own namespaces are let through as they are', () => {
  const own = { 'net.ipv4.ip_forward': '1', 'kernel.shmmax': '1', 'fs.mqueue.msg_max': '10' };
  assert.deepEqual(kernelSettings(own), own);
});

test('settings of the host, and ways to them, are refused', () => {
  for (const name of [
    'vm.swappiness',
    'kernel.panic',
    'kernel.core_pattern',
    'net...vm.swappiness',
    'net./../x',
  ])
    assert.throws(() => kernelSettings({ [name]: '1' }), { category: 'invalid' }, name);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { capabilityNames, defaultCapabilities } from '../isolation/capabilities';
import { type AskedSecurity, securityFrom } from './security';

const nothing: AskedSecurity = { privileged: false, added: [], dropped: [], options: [], deviceRules: [] };
const capabilities = (asked: Partial<AskedSecurity>) => securityFrom({ ...nothing, ...asked }).capabilities;

test('the default is the allow-list, filtered calls, and set-ID programs as usual', () => {
  const { capabilities: names, seccomp, noNewPrivileges } = securityFrom(nothing);
  assert.deepEqual([...names].sort(), [...defaultCapabilities].sort());
  assert.deepEqual([seccomp, noNewPrivileges], ['default', false]);
});

test('capabilities are added and dropped by name, in any spelling', () => {
  assert.ok(capabilities({ added: ['sys_time'] }).includes('CAP_SYS_TIME'));
  assert.ok(!capabilities({ dropped: ['CAP_CHOWN'] }).includes('CAP_CHOWN'));
  assert.deepEqual(capabilities({ dropped: ['ALL'], added: ['CHOWN'] }), ['CAP_CHOWN']);
  assert.equal(capabilities({ added: ['all'] }).length, capabilityNames.length);
  assert.ok(!capabilities({ added: ['ALL'], dropped: ['KILL'] }).includes('CAP_KILL'));
});

test('privileged is all of them, and no filter', () => {
  const security = securityFrom({ ...nothing, privileged: true });
  assert.deepEqual([security.capabilities.length, security.seccomp], [capabilityNames.length, 'unconfined']);
});

test('options are known or refused', () => {
  const options = (...given: string[]) => securityFrom({ ...nothing, options: given });
  assert.equal(options('no-new-privileges').noNewPrivileges, true);
  assert.equal(options('no-new-privileges:false').noNewPrivileges, false);
  assert.equal(options('seccomp=unconfined').seccomp, 'unconfined');
  const own = '{"defaultAction":"SCMP_ACT_ALLOW"}';
  assert.deepEqual(options(`seccomp=${own}`).seccomp, { profile: own });
  assert.throws(() => options('seccomp={}'), { category: 'invalid' });
  assert.throws(() => options('systempaths=unconfined'), { category: 'invalid' });
  assert.throws(() => capabilities({ added: ['NOPE'] }), { category: 'invalid' });
});

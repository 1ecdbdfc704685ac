import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cgroupVersion } from './host-facts';

const v1 = '31 25 0:27 / /sys/fs/cgroup/memory rw,nosuid - cgroup cgroup rw,memory\n';
const v2 = '30 25 0:26 / /sys/fs/cgroup/unified rw,nosuid shared:9 - cgroup2 cgroup2 rw\n';
const other = '22 1 254:0 / / rw - ext4 /dev/vda rw,name=cgroup2\n';

test('which cgroup hierarchies are mounted', () => {
  assert.equal(cgroupVersion(other), 'none');
  assert.equal(cgroupVersion(other + v1), 'v1');
  assert.equal(cgroupVersion(other + v2), 'v2');
  assert.equal(cgroupVersion(other + v1 + v2), 'hybrid');
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { addressAt, candidates, formatSubnet, freeSubnet, overlap, parseSubnet, type Subnet } from './subnet';

const subnet = (text: string): Subnet => parseSubnet(text) as Subnet;

test('reads an address with and without prefix, and drops host bits', () => {
  assert.equal(formatSubnet(subnet('10.1.2.3/16')), '10.1.0.0/16');
  assert.equal(formatSubnet(subnet('192.0.2.7')), '192.0.2.7/32');
  assert.equal(formatSubnet(subnet('255.255.255.255/1')), '128.0.0.0/1');
});

test('refuses what is no address', () => {
  for (const text of ['', 'default', '10.1.2', '10.1.2.256', '10.1.2.3/33', 'fd00::/64']) {
    assert.equal(parseSubnet(text), undefined, text);
  }
});

test('subnets overlap exactly when one contains the first address of the other', () => {
  const anySubnet = fc
    .tuple(fc.nat(0xffffffff), fc.integer({ min: 8, max: 32 }))
    .map(([address, length]) => subnet(`${addressAt({ network: address, prefixLength: 32 }, 0)}/${length}`));
  void fc.assert(
    fc.property(anySubnet, anySubnet, (a, b) => {
      const wider = Math.min(a.prefixLength, b.prefixLength);
      const same = (s: Subnet) => formatSubnet(subnet(`${addressAt(s, 0)}/${wider}`));
      assert.equal(overlap(a, b), same(a) === same(b));
    }),
  );
});

test('the free subnet overlaps nothing that is taken, and there is none when all is', () => {
  const first = freeSubnet('scr-test', []) as Subnet;
  const second = freeSubnet('scr-test', [first]) as Subnet;
  assert.notEqual(formatSubnet(first), formatSubnet(second));
  assert.equal(freeSubnet('scr-test', [subnet('0.0.0.0/0')]), undefined);
});

test('every candidate is private, and each comes once', () => {
  const privateRanges = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].map(subnet);
  const all = [...candidates('any')];
  assert.equal(new Set(all.map(formatSubnet)).size, all.length);
  for (const candidate of all) assert.ok(privateRanges.some((range) => overlap(range, candidate)));
});

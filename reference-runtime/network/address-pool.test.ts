import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AddressPool } from './address-pool';
import { parseSubnet, type Subnet } from './subnet';

const pool = (text: string) => new AddressPool(parseSubnet(text) as Subnet);

test('gives every host address once, never the network, gateway or broadcast address', () => {
  const small = pool('10.0.0.0/29');
  assert.equal(small.gateway, '10.0.0.1');
  const given = Array.from({ length: 5 }, () => small.take());
  assert.deepEqual(given, ['10.0.0.2', '10.0.0.3', '10.0.0.4', '10.0.0.5', '10.0.0.6']);
});

test('says so when no address is left, and goes on when one comes back', () => {
  const tiny = pool('10.0.0.0/30');
  const only = tiny.take();
  assert.throws(() => tiny.take(), {
    name: 'RuntimeError',
    category: 'conflict',
    message: /no free address in 10\.0\.0\.0\/30/,
  });
  tiny.give(only);
  assert.equal(tiny.take(), only);
});

test('reuses a returned address as late as possible', () => {
  const small = pool('10.0.0.0/29');
  small.give(small.take());
  assert.equal(small.take(), '10.0.0.3');
});

test('does not give an address that is held', () => {
  const small = pool('10.0.0.0/29');
  small.hold('10.0.0.2');
  assert.equal(small.take(), '10.0.0.3');
});

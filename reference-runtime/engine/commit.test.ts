/** A commit of a container whose process never rests. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { cannotServe, TestDaemon } from '../test-daemon';

describe('commit of a running container', { skip: cannotServe, timeout: 60_000 }, () => {
  test('takes files of one moment, and the process goes on', async () => {
    const daemon = await TestDaemon.start();
    try {
      const script =
        '/bin/busybox dd if=/dev/zero of=/data/middle bs=1M count=20 2>&-; echo ready; trap "exit 7" TERM; i=0; while :; do i=$((i+1)); echo $i > /data/first; echo $i > /data/second; done';
      const id = await daemon.run(script, {}, 'busy');
      await (await daemon.attach(id, 'logs=1&stream=1&stdout=1')).until('ready');
      for (const name of ['one', 'two', 'three']) {
        const made = await daemon.ask('POST', `/commit?container=busy&repo=${name}`, {});
        assert.equal(made.status, 201, made.text);
        const read = await daemon.run(
          'read a < /data/first; read b < /data/second; test -z "$a" -o -z "$b" || test "$a" -ge "$b"',
          {
            Image: name,
          },
        );
        assert.equal(await daemon.wait(read), 0, 'the second file is never newer than the first');
      }
      await daemon.ask('POST', '/containers/busy/kill?signal=TERM');
      assert.equal(await daemon.wait(id), 7);
    } finally {
      await daemon.close();
    }
  });
});

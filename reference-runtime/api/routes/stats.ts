/** What a container uses, once or every second. */
import { once } from 'node:events';
import { find } from '../../engine/engine';
import { type Sample, samples } from '../../engine/stats';
import { answer, begin } from '../answer';
import type { Handler, Route } from '../router';

const stats: Handler = async ({ engine, query, param, signal }, response) => {
  const { record } = find(engine, param('id'));
  const identity = { id: record.id, name: `/${record.name}` };
  const follow = query.text('stream') === undefined || query.flag('stream');
  // Clients compute the share of processors from two samples; who asks for one shot wants one at once.
  const wanted = follow ? Number.POSITIVE_INFINITY : query.flag('one-shot') ? 1 : 2;
  let before: Sample | undefined;
  let seen = 0;
  for await (const sample of samples(engine, record.id, signal)) {
    seen += 1;
    const told = { ...statsJson(sample, before), ...identity };
    before = sample;
    if (!follow && (seen === wanted || !sample.usage)) return answer(response, 200, told);
    if (!follow) continue;
    if (!response.headersSent) begin(response, 'application/json');
    if (!response.write(`${JSON.stringify(told)}\n`))
      await once(response, 'drain', { signal }).catch(() => undefined);
  }
  response.end();
};

function statsJson({ at, usage, networks }: Sample, before: Sample | undefined): object {
  return {
    read: at,
    preread: before?.at ?? '0001-01-01T00:00:00Z',
    num_procs: 0,
    pids_stats: usage ? { current: usage.processes } : {},
    cpu_stats: cpu(usage),
    precpu_stats: cpu(before?.usage),
    memory_stats: usage ? { usage: usage.memory, limit: usage.memoryLimit, stats: usage.memoryStat } : {},
    blkio_stats: {
      io_service_bytes_recursive: usage
        ? [
            { major: 0, minor: 0, op: 'Read', value: usage.bytesRead },
            { major: 0, minor: 0, op: 'Write', value: usage.bytesWritten },
          ]
        : null,
    },
    storage_stats: {},
    networks: Object.fromEntries(
      Object.entries(networks).map(([name, { received, sent }]) => [
        name,
        { rx_bytes: received, tx_bytes: sent },
      ]),
    ),
  };
}

const cpu = (usage: Sample['usage']): object =>
  usage
    ? {
        cpu_usage: {
          total_usage: usage.cpu,
          usage_in_usermode: usage.cpuUser,
          usage_in_kernelmode: usage.cpuSystem,
        },
        system_cpu_usage: usage.hostCpu,
        online_cpus: usage.processors,
      }
    : { cpu_usage: { total_usage: 0, usage_in_usermode: 0, usage_in_kernelmode: 0 } };

export const statsRoutes: readonly Route[] = [
  { method: 'GET', path: '/containers/:id/stats', handle: stats },
];

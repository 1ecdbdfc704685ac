/** The operations on a container, by the words of the features, for clauses that hold for many of them alike. */
import type { Outcome } from '../../harness/drivers/outcome';
import { makeArchive } from './archive';
import { freshName } from './connection';
import type { Container } from './containers';
import { renaming } from './states';
import type { ScenarioWorld } from './world';

type Operation = (world: ScenarioWorld, container: Container) => Promise<Outcome<unknown>>;

const operations: Readonly<Record<string, Operation>> = {
  start: ({ runtime }, { reference }) => runtime.start(reference),
  stop: ({ runtime }, { reference }) => runtime.stop(reference),
  kill: ({ runtime }, { reference }) => runtime.kill(reference),
  'wait for': ({ runtime }, { reference }) => runtime.wait(reference),
  remove: ({ runtime }, { reference }) => runtime.remove(reference),
  'remove by force': ({ runtime }, { reference }) => runtime.remove(reference, { force: true }),
  restart: ({ runtime }, { reference }) => runtime.restart(reference),
  rename: (world, container) => renaming(world, container, freshName('renamed')),
  'create again': ({ runtime }, { request }) => runtime.create(request),
  'run again': ({ runtime }, { request }) => runtime.runDetached(request),
  inspect: ({ runtime }, { reference }) => runtime.inspect(reference),
  'read the log of': ({ runtime }, { reference }) => runtime.logs(reference),
  'list the changes of': ({ runtime }, { reference }) => runtime.diff(reference),
  'copy files out of': ({ runtime }, { reference }) => runtime.copyOut(reference, '/'),
  'copy files into': async ({ runtime }, { reference }) =>
    runtime.copyIn(reference, '/', await makeArchive([{ path: 'brought', content: 'in' }])),
  export: ({ runtime }, { reference }) => runtime.exportRoot(reference),
  commit: ({ runtime, images }, { reference }) =>
    runtime.commit(reference, { image: images.own('committed') }),
  pause: ({ runtime }, { reference }) => runtime.pause(reference),
  unpause: ({ runtime }, { reference }) => runtime.unpause(reference),
  'execute a process in': ({ runtime }, { reference }) =>
    runtime.execute(reference, { argv: ['/probe', 'exit', '0'] }),
  'list the processes of': ({ runtime }, { reference }) => runtime.listProcesses(reference),
  'change the limits of': ({ runtime }, { reference }) => runtime.update(reference, { cpuShares: 512 }),
  'show the published ports of': ({ runtime }, { reference }) => runtime.publishedPorts(reference),
  'show where port 4444 is published of': ({ runtime }, { reference }) =>
    runtime.publishedPort(reference, { port: 4444, protocol: 'tcp' }),
  'attach to': (world, container) => world.join(container),
};

export const operationNames = Object.keys(operations);

/** Asks the runtime for the operation, with nothing but the container to say. */
export function askFor(world: ScenarioWorld, name: string, container: Container): Promise<Outcome<unknown>> {
  const operation = operations[name];
  if (!operation) throw new Error(`no operation is called '${name}'`);
  return operation(world, container);
}

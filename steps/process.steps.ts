/** The process, by what it told about itself and the world around it. */
import { type DataTable, Then } from '@cucumber/cucumber';
import type { Facts } from '../harness/probe/facts';
import { SuiteError } from '../harness/verdicts/evidence';
import type { Container } from './support/containers';
import { expectEqual, expectSet, expectThat } from './support/expect';
import { processNamespaces } from './support/host';
import { namespaceFile } from './support/parameter-types';
import { deedsIn, factsIn, lineWith } from './support/process-output';
import type { ScenarioWorld } from './support/world';

const facts = (world: ScenarioWorld): Facts => factsIn(world.streams.stdout);
const nameOf = (variable: string): string => variable.slice(0, variable.indexOf('='));

Then('the process has received the arguments:', function (this: ScenarioWorld, table: DataTable) {
  expectEqual('the arguments of the process', facts(this).argv, table.rows().flat());
});

Then(
  'the process has the environment variable {string} with the value {text}',
  function (this: ScenarioWorld, name: string, value: string) {
    const found = facts(this).environment.filter((variable) => nameOf(variable) === name);
    expectEqual(`the variable ${name}`, found, [`${name}=${value}`]);
  },
);

Then('the process has no environment variables but:', function (this: ScenarioWorld, table: DataTable) {
  const allowed = table.raw().flat();
  const others = facts(this).environment.filter((variable) => !allowed.includes(nameOf(variable)));
  expectEqual(`variables other than ${allowed.join(', ')}`, others, []);
});

Then('the process has each environment variable once', function (this: ScenarioWorld) {
  const names = facts(this).environment.map(nameOf);
  expectSet('the names of the variables', names, [...new Set(names)]);
});

Then(
  'the process has its host name in the environment variable {string}',
  function (this: ScenarioWorld, name: string) {
    const { environment, hostname } = facts(this);
    const found = environment.filter((variable) => nameOf(variable) === name);
    expectEqual(`the variable ${name}`, found, [`${name}=${hostname}`]);
  },
);

Then('the umask of the process is {octal}', function (this: ScenarioWorld, umask: string) {
  expectEqual('the umask', facts(this).umask, umask);
});

Then('the working directory of the process is {string}', function (this: ScenarioWorld, directory: string) {
  expectEqual('the working directory of the process', facts(this).cwd, directory);
});

Then('the process runs as user {int}', function (this: ScenarioWorld, uid: number) {
  expectEqual('the user of the process', facts(this).uid, uid);
});

Then('the process runs as group {int}', function (this: ScenarioWorld, gid: number) {
  expectEqual('the group of the process', facts(this).gid, gid);
});

Then('the process belongs to the group {int} as well', function (this: ScenarioWorld, gid: number) {
  const { groups } = facts(this);
  expectThat('the further groups', groups.includes(gid), { actual: groups, expected: `${gid} among them` });
});

Then('the process sees the host name {string}', function (this: ScenarioWorld, name: string) {
  expectEqual('the host name', facts(this).hostname, name);
});

Then(
  'the process sees the first 12 digits of the identifier of {container} as its host name',
  async function (this: ScenarioWorld, container: Container) {
    const { id } = await this.facts(container);
    expectEqual('the host name', facts(this).hostname, id.slice(0, 12));
  },
);

Then('the process is not the first of its PID namespace', function (this: ScenarioWorld) {
  const { pid } = facts(this);
  expectThat('the number of the process', pid !== 1, { actual: pid, expected: 'not 1' });
});

Then('the number of the process is {int}', function (this: ScenarioWorld, number: number) {
  expectEqual('the number of the process', facts(this).pid, number);
});

Then('the process sees no process but itself', function (this: ScenarioWorld) {
  const { processes, pid } = facts(this);
  expectEqual(
    'the numbers of all processes',
    processes.map((one) => one.pid),
    [pid],
  );
});

Then('the process sees {int} processes', function (this: ScenarioWorld, count: number) {
  const { processes } = facts(this);
  expectThat('all processes', processes.length === count, {
    actual: processes,
    expected: `${count} of them`,
  });
});

Then(
  /^the (\S+) namespace of the process is (not )?the host's$/,
  function (this: ScenarioWorld, kind: string, not: string | null) {
    const name = namespaceFile(kind);
    const [own, host] = [facts(this).namespaces[name], processNamespaces('self')[name]];
    if (!host) throw new SuiteError(`the host does not tell its ${name} namespace`);
    expectThat(`the ${name} namespace`, own !== undefined && (own === host) === !not, {
      actual: own,
      expected: `${not ?? ''}${host}`,
    });
  },
);

Then(
  'the process shares {many} of these namespaces with {container}:',
  async function (this: ScenarioWorld, many: string, container: Container, table: DataTable) {
    const [own, other] = [facts(this).namespaces, factsIn((await this.logs(container)).stdout).namespaces];
    const named = table.raw().flat().map(namespaceFile);
    const shared = named.filter((name) => own[name] === other[name]);
    expectEqual('shared namespaces', shared, many === 'all' ? named : []);
  },
);

Then('the orphan has become a child of process {int}', function (this: ScenarioWorld, parent: number) {
  expectEqual('the parent of the orphan', lineWith(this.streams.stdout, 'ppid').ppid, parent);
});

Then(
  'the process has started/kept between {int} and {int} children',
  function (this: ScenarioWorld, least: number, most: number) {
    const spawned = Number(lineWith(this.streams.stdout, 'spawned').spawned);
    const expected = `${least} to ${most}`;
    expectThat('the children started', spawned >= least && spawned <= most, { actual: spawned, expected });
  },
);

Then('the process has had at most {float} of a processor', function (this: ScenarioWorld, share: number) {
  const { wallMs, cpuMs } = lineWith(this.streams.stdout, 'cpuMs');
  const actual = Number(cpuMs) / Number(wallMs);
  expectThat('the share of a processor', actual <= share, { actual, expected: `at most ${share}` });
});

Then(
  'the process sees a mount of {string} at {string}',
  function (this: ScenarioWorld, type: string, target: string) {
    const mounts = facts(this).mounts.filter((mount) => mount.target === target);
    expectEqual(`the kind of the mount at ${target}`, mounts.at(-1)?.type, type);
  },
);

Then(
  'the process sees the mount at {string} to be read-only',
  function (this: ScenarioWorld, target: string) {
    const mount = facts(this).mounts.findLast((one) => one.target === target);
    expectEqual(`whether the mount at ${target} can be written`, mount?.options[0], 'ro');
  },
);

Then('every deed of the process has been {verdict}', function (this: ScenarioWorld, verdict: string) {
  const deeds = deedsIn(this.streams.stdout);
  const wrong = deeds.filter(({ error }) => (error === null) === (verdict === 'denied'));
  expectThat('the deeds of the process', deeds.length > 0 && wrong.length === 0, {
    actual: deeds,
    expected: `all ${verdict}`,
  });
});

Then('the process has no open descriptors but 0, 1 and 2', function (this: ScenarioWorld) {
  expectEqual(
    'descriptors beyond the standard streams',
    facts(this).descriptors.filter((one) => one > 2),
    [],
  );
});

Then('the process has no signal in {string}', function (this: ScenarioWorld, field: string) {
  const mask = new RegExp(`^${field}:\\s*([0-9a-f]+)$`, 'm').exec(this.streams.stdout.toString())?.[1];
  expectThat(`${field} of the process`, /^0+$/.test(mask ?? ''), { actual: mask, expected: 'no signal' });
});

Then('the {descriptor} of the process is a terminal', function (this: ScenarioWorld, stream: string) {
  expectEqual(`whether ${stream} is a terminal`, isTerminal(facts(this), stream), true);
});

Then('the {descriptor} of the process is no terminal', function (this: ScenarioWorld, stream: string) {
  expectEqual(`whether ${stream} is a terminal`, isTerminal(facts(this), stream), false);
});

function isTerminal({ terminal }: Facts, stream: string): boolean {
  if (stream === 'standard input') return terminal.stdin;
  return stream === 'standard output' ? terminal.stdout : terminal.stderr;
}

/** Files: archives in the caller's hands, copies, changes, and what the process finds at a path. */
import { existsSync, rmSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { type DataTable, Given, Then, When } from '@cucumber/cucumber';
import type { Change } from '../harness/drivers/runtime';
import { expectRows, makeArchive, type Row, readArchive } from './support/archive';
import { compressions } from './support/compressions';
import type { Container } from './support/containers';
import { expectEqual, expectSet, expectThat } from './support/expect';
import { entriesIn, fileIn, filesIn } from './support/process-output';
import type { ScenarioWorld } from './support/world';

Given('an archive with:', async function (this: ScenarioWorld, table: DataTable) {
  this.workspace.archive = await makeArchive(table.hashes().map(withBytes));
});

Given(
  'an archive in which {string} is another name of that file',
  async function (this: ScenarioWorld, path: string) {
    this.workspace.archive = await makeArchive([{ path, kind: 'link', target: this.workspace.file }]);
  },
);

Given(
  'an archive in which {string} is a symbolic link to the folder of that file',
  async function (this: ScenarioWorld, path: string) {
    const target = dirname(this.workspace.file);
    this.workspace.archive = await makeArchive([{ path, kind: 'symlink', target }]);
  },
);

Then('the folder of that file is as it was', async function (this: ScenarioWorld) {
  const { file } = this.workspace;
  expectEqual('what is in the folder', await readdir(dirname(file)), [basename(file)]);
});

Given('the archive is compressed with {compression}', function (this: ScenarioWorld, name: string) {
  this.workspace.archive = compressions[name]?.(this.workspace.archive) ?? this.workspace.archive;
});

Given('a stream of text', function (this: ScenarioWorld) {
  this.workspace.archive = Buffer.from('This is a letter, and no archive.\n'.repeat(40));
});

Given('a stream of random bytes', function (this: ScenarioWorld) {
  // Of a fixed sequence, for the same verdict every time.
  this.workspace.archive = Buffer.from(Array.from({ length: 20_000 }, (_, i) => (i * i * 7919 + 13) % 251));
});

Given('a stream of a third of an archive', async function (this: ScenarioWorld) {
  const whole = await makeArchive([{ path: 'long', content: 'x'.repeat(30_000) }]);
  this.workspace.archive = whole.subarray(0, 10_000);
});

Given('a file that only the host has', async function (this: ScenarioWorld) {
  await this.workspace.makeHostFile();
});

Given('a service on the loopback address of the host', async function (this: ScenarioWorld) {
  await this.workspace.openService('127.0.0.1');
});

Given(
  'the archive has been copied into {string} of {container}',
  async function (this: ScenarioWorld, directory: string, { reference }: Container) {
    await this.given(this.runtime.copyIn(reference, directory, this.workspace.archive));
  },
);

When(
  'the runtime copies the archive into {string} of {container}',
  async function (this: ScenarioWorld, directory: string, { reference }: Container) {
    await this.act(this.runtime.copyIn(reference, directory, this.workspace.archive));
  },
);

When(
  'the runtime copies the archive into {string} of {container} {int} times',
  async function (this: ScenarioWorld, directory: string, { reference }: Container, times: number) {
    // Each of them may succeed or be refused: what matters is what is on the host afterwards.
    for (let i = 0; i < times; i++) await this.runtime.copyIn(reference, directory, this.workspace.archive);
  },
);

When(
  'the runtime copies {string} out of {container}',
  async function (this: ScenarioWorld, path: string, { reference }: Container) {
    await this.act(this.runtime.copyOut(reference, path));
  },
);

When(
  'the runtime lists the changes of {container}',
  async function (this: ScenarioWorld, container: Container) {
    await this.act(this.runtime.diff(container.reference));
  },
);

Then('the archive holds exactly:', async function (this: ScenarioWorld, table: DataTable) {
  const entries = await readArchive(this.answer<{ archive: Buffer }>().value.archive);
  const rows = table.hashes().map(withBytes);
  expectSet('the paths in the archive', pathsOf(entries), pathsOf(rows));
  expectRows(entries, rows);
});

Then('the archive holds among others:', async function (this: ScenarioWorld, table: DataTable) {
  expectRows(
    await readArchive(this.answer<{ archive: Buffer }>().value.archive),
    table.hashes().map(withBytes),
  );
});

Then('the archive does not hold {string}', async function (this: ScenarioWorld, path: string) {
  const entries = await readArchive(this.answer<{ archive: Buffer }>().value.archive);
  expectEqual(
    `entries at and below ${path}`,
    pathsOf(entries).filter((each) => `${each}/`.startsWith(`${path}/`)),
    [],
  );
});

Then(
  'the archive holds one file by the names {string} and {string}',
  async function (this: ScenarioWorld, one: string, other: string) {
    const entries = await readArchive(this.answer<{ archive: Buffer }>().value.archive);
    const links = entries
      .filter(({ kind }) => kind === 'link')
      .map(({ path, target }) => [path, target].sort());
    expectEqual('the names of one file', links, [[one, other].sort()]);
  },
);

Then(
  'the archive holds a link to {string} or a file with {text}',
  async function (this: ScenarioWorld, target: string, content: string) {
    const [entry] = await readArchive(this.answer<{ archive: Buffer }>().value.archive);
    const lawful = entry?.kind === 'symlink' ? entry.target === target : entry?.content === content;
    expectThat('the archive', lawful, {
      actual: entry,
      expected: `a link to ${target}, or a file with ${content}`,
    });
  },
);

Then(
  '{string} in {container} holds {text}',
  async function (this: ScenarioWorld, path: string, { request }: Container, text: string) {
    if (this.evidence.unseen) this.answer();
    const { archive } = await this.given(this.runtime.copyOut(request.name, path));
    expectEqual(
      `the content of ${path}`,
      (await readArchive(archive)).map(({ content }) => content),
      [text],
    );
  },
);

Then('the listed changes are:', function (this: ScenarioWorld, table: DataTable) {
  expectSet('the listed changes', listed(this), table.rows().map(asLine));
});

Then('the listed changes include:', function (this: ScenarioWorld, table: DataTable) {
  const missing = table
    .rows()
    .map(asLine)
    .filter((line) => !listed(this).includes(line));
  expectThat('the listed changes', missing.length === 0, {
    actual: listed(this),
    expected: `also ${missing}`,
  });
});

Then('no listed change is below {string}', function (this: ScenarioWorld, directory: string) {
  const below = listed(this).filter((line) => line.includes(` ${directory}/`));
  expectEqual(`changes below ${directory}`, below, []);
});

Then('no changes are listed', function (this: ScenarioWorld) {
  expectEqual('the listed changes', listed(this), []);
});

Then('{container} has no changes', async function (this: ScenarioWorld, { request }: Container) {
  expectEqual('the changes', (await this.given(this.runtime.diff(request.name))).map(changeLine), []);
});

Then('the host has no file {string}', function (this: ScenarioWorld, path: string) {
  const escaped = existsSync(path);
  rmSync(path, { force: true, recursive: true });
  expectThat(`${path} on the host`, !escaped, { actual: 'the runtime has written it', expected: 'nothing' });
});

Then('the process finds nothing at {string}', function (this: ScenarioWorld, path: string) {
  expectEqual(`looking at ${path}`, fileIn(this.streams.stdout, path).error, 'ENOENT');
});

Then('the process never finds anything at {string}', function (this: ScenarioWorld, path: string) {
  const looks = filesIn(this.streams.stdout, path).map(({ error }) => error);
  expectEqual(`every look at ${path}`, looks, ['ENOENT', 'ENOENT']);
});

Then(
  'the process finds exactly one of {string} and {string}',
  function (this: ScenarioWorld, one: string, other: string) {
    const found = [one, other].filter((path) => fileIn(this.streams.stdout, path).error === undefined);
    expectThat('what is there', found.length === 1, { actual: found, expected: 'one of them' });
  },
);

Then('the process finds nothing there', function (this: ScenarioWorld) {
  const { file } = this.workspace;
  expectEqual(`looking at ${file}`, fileIn(this.streams.stdout, file).error, 'ENOENT');
});

Then(
  'the process finds {string} to be a {kind} of {int} bytes',
  function (this: ScenarioWorld, path: string, kind: string, size: number) {
    const found = fileIn(this.streams.stdout, path);
    expectEqual(`what is at ${path}`, [found.type, found.size], [kind, size]);
  },
);

Then(
  'the process finds {string} and {string} to be the same file',
  function (this: ScenarioWorld, path: string, other: string) {
    const [one, two] = [fileIn(this.streams.stdout, path), fileIn(this.streams.stdout, other)];
    expectEqual(`what is at ${path} and ${other}`, [one.inode, one.links], [two.inode, 2]);
  },
);

Then(
  'the process finds {string} to be a link to {string}',
  function (this: ScenarioWorld, path: string, target: string) {
    const found = fileIn(this.streams.stdout, path);
    expectEqual(`what is at ${path}`, [found.type, found.target], ['symlink', target]);
  },
);

Then(
  'the process finds {string} to be the character device {number}',
  function (this: ScenarioWorld, path: string, device: string) {
    const found = fileIn(this.streams.stdout, path);
    expectEqual(`what is at ${path}`, [found.type, found.device], ['character', device]);
  },
);

Then(
  'the process finds {string} to have the mode {octal}',
  function (this: ScenarioWorld, path: string, mode: string) {
    expectEqual(`the mode of ${path}`, fileIn(this.streams.stdout, path).mode, mode);
  },
);

Then(
  'the process finds {string} to belong to {number}',
  function (this: ScenarioWorld, path: string, owner: string) {
    const { uid, gid } = fileIn(this.streams.stdout, path);
    expectEqual(`the owner of ${path}`, `${uid}:${gid}`, owner);
  },
);

Then(
  'the process finds {string} to be modified at {moment}',
  function (this: ScenarioWorld, path: string, moment: string) {
    const [seconds] = fileIn(this.streams.stdout, path).mtime.split('.');
    expectEqual(`the modification time of ${path}`, Number(seconds), Date.parse(moment) / 1000);
  },
);

Then('the process lists exactly the entries:', function (this: ScenarioWorld, table: DataTable) {
  expectSet('the entries', entriesIn(this.streams.stdout), table.raw().flat());
});

const pathsOf = (rows: readonly Partial<Row>[]): string[] => rows.map(({ path = '' }) => path);
const changeLine = ({ kind, path }: Change): string => `${kind} ${path}`;
const asLine = ([kind, path]: string[]): string => `${kind} ${path}`;
const listed = (world: ScenarioWorld): string[] => world.answer<Change[]>().value.map(changeLine);

/** `\x00` in a cell is the byte that no text has. */
const withBytes = (row: Record<string, string>): Partial<Row> =>
  row.content === undefined ? row : { ...row, content: row.content.replaceAll('\\x00', '\0') };

/** The caller's own files: a folder of the host that copies come from and go to, and that containers are shown. */
import { execFileSync } from 'node:child_process';
import { lstatSync, readFileSync } from 'node:fs';
import { type DataTable, Given, Then, When } from '@cucumber/cucumber';
import { environmentMediaType } from '../harness/verdicts/evidence';
import { expectRows, type Row } from './support/archive';
import type { Container } from './support/containers';
import { expectEqual, expectSet, expectThat } from './support/expect';
import { readFolder, writeFolder } from './support/folder';
import type { ScenarioWorld } from './support/world';

Given('a folder of the host with:', function (this: ScenarioWorld, table: DataTable) {
  writeFolder(this.workspace.folder, table.hashes());
});

Given('an empty folder of the host', function (this: ScenarioWorld) {
  writeFolder(this.workspace.folder, []);
});

Given('a folder of the host whose mounts are shared', function (this: ScenarioWorld) {
  const { folder } = this.workspace;
  try {
    execFileSync('mount', ['--bind', folder, folder], { stdio: 'ignore' });
    this.workspace.beforeLeaving = () => execFileSync('umount', ['-R', folder], { stdio: 'ignore' });
    execFileSync('mount', ['--make-shared', folder], { stdio: 'ignore' });
    return undefined;
  } catch {
    this.tell({ missing: 'the right to mount, which root has' }, environmentMediaType);
    return 'skipped';
  }
});

When(
  'the runtime copies {string} of the folder to {string} of {container}',
  async function (this: ScenarioWorld, source: string, path: string, { reference }: Container) {
    await this.act(this.runtime.copyFromPath(reference, `${this.workspace.folder}/${source}`, path));
  },
);

When(
  'the runtime copies {string} of {container} to {string} of the folder',
  async function (this: ScenarioWorld, path: string, { reference }: Container, destination: string) {
    await this.act(this.runtime.copyToPath(reference, path, `${this.workspace.folder}/${destination}`));
  },
);

Then('the folder holds exactly:', function (this: ScenarioWorld, table: DataTable) {
  if (this.evidence.unseen) this.answer();
  expectTree(readFolder(this.workspace.folder), table.hashes());
});

Then(
  'the folder holds exactly, or nothing after a refusal:',
  function (this: ScenarioWorld, table: DataTable) {
    expectTree(readFolder(this.workspace.folder), this.refusal() === undefined ? table.hashes() : []);
  },
);

Then('the folder is empty', function (this: ScenarioWorld) {
  expectEqual('the folder', readFolder(this.workspace.folder), []);
});

Then('the file of the host has one name', function (this: ScenarioWorld) {
  expectEqual('its number of names', lstatSync(this.workspace.file).nlink, 1);
});

Then(
  'the mount at {string} in {container} is linked to no other',
  async function (this: ScenarioWorld, target: string, container: Container) {
    const { pid } = await this.facts(container);
    const mounts = readFileSync(`/proc/${pid}/mountinfo`, 'utf8')
      .split('\n')
      .map((line) => line.split(' '));
    const found = mounts.find(([, , , , at]) => at === target);
    expectThat(`what is mounted at ${target}`, found !== undefined, {
      actual: 'nothing',
      expected: 'a mount',
    });
    expectEqual('its links, proc_pid_mountinfo(5)', found?.slice(6, found.indexOf('-')), []);
  },
);

function expectTree(entries: readonly Row[], rows: readonly Partial<Row>[]): void {
  expectSet(
    'the paths in the folder',
    entries.map(({ path }) => path),
    rows.map(({ path = '' }) => path),
  );
  expectRows(entries, rows);
}

/** The commands that are measured side by side: each only where it is installed and works. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { CleanUp } from './clean-up';
import { firstLine, run } from './command';
import { type OurDaemon, scr } from './daemon';
import type { Subject } from './measure';
import type { Payload } from './payload';

export interface Contestants {
  readonly subjects: readonly Subject[];
  readonly versions: Readonly<Record<string, string>>;
  /** Name → why it is not measured. */
  readonly missing: Readonly<Record<string, string>>;
}

interface Contestant {
  readonly name: string;
  readonly version: readonly string[];
  /** What must be there first; undone by the clean-up. */
  prepare(): Promise<void>;
  /** What is measured: name → command line. */
  readonly commands: Readonly<Record<string, () => readonly string[]>>;
}

export async function gather(payload: Payload, daemon: OurDaemon, cleanUp: CleanUp): Promise<Contestants> {
  const subjects: Subject[] = [];
  const versions: Record<string, string> = {};
  const missing: Record<string, string> = {};
  for (const contestant of contestants(payload, daemon, cleanUp)) {
    const version = await firstLine(contestant.version);
    if (version === undefined) {
      missing[contestant.name] =
        `'${contestant.version.join(' ')}' does not work: not installed, or not running`;
      continue;
    }
    try {
      await contestant.prepare();
      const own = Object.entries(contestant.commands).map(([name, command]) => ({
        name,
        run: async () => void (await run(command(), { stdio: ['ignore', 'ignore', 'pipe'] })),
      }));
      for (const subject of own) await subject.run();
      subjects.push(...own);
      versions[contestant.name] = version;
    } catch (error) {
      missing[contestant.name] = (error as Error).message;
    }
  }
  return { subjects, versions, missing };
}

function contestants(payload: Payload, daemon: OurDaemon, cleanUp: CleanUp): Contestant[] {
  const host = ['--host', `unix://${daemon.socket}`];
  return [
    {
      name: 'node',
      version: [process.execPath, '--version'],
      prepare: async () => {},
      commands: { 'node -e 0': () => [process.execPath, '-e', '0'] },
    },
    {
      name: 'scr',
      version: [...scr, '--version'],
      prepare: async () => {},
      commands: runCommands('scr', [...scr, ...host], daemon.image, payload),
    },
    engine('docker', ['docker', 'version', '--format', '{{.Server.Version}}'], payload, cleanUp),
    engine('podman', ['podman', 'version', '--format', '{{.Client.Version}}'], payload, cleanUp),
    bundleRunner('crun', payload, withoutUnifiedHierarchy),
    bundleRunner('runc', payload, (argv) => argv),
  ];
}

const runCommands = (name: string, program: readonly string[], image: string, { argv }: Payload) => ({
  [`${name} run --rm`]: () => [...program, 'run', '--rm', image, ...argv],
  [`${name} run --rm --network none`]: () => [...program, 'run', '--rm', '--network', 'none', image, ...argv],
});

function engine(name: string, version: readonly string[], payload: Payload, cleanUp: CleanUp): Contestant {
  return {
    name,
    version,
    prepare: async () => {
      await run([name, 'import', payload.archive, payload.name]);
      cleanUp.add(() => run([name, 'rmi', '--force', payload.name]));
    },
    commands: runCommands(name, [name], payload.name, payload),
  };
}

/** A runtime of the OCI command line: no engine, no image, no network beyond loopback. */
function bundleRunner(
  name: string,
  payload: Payload,
  wrap: (argv: readonly string[]) => readonly string[],
): Contestant {
  const bundle = path.join(payload.directory, name);
  let number = 0;
  return {
    name,
    version: [name, '--version'],
    prepare: async () => {
      mkdirSync(bundle);
      await run([name, 'spec'], { cwd: bundle });
      const file = path.join(bundle, 'config.json');
      const config = JSON.parse(readFileSync(file, 'utf8')) as { process: object; root: object };
      Object.assign(config.process, { terminal: false, args: payload.argv });
      Object.assign(config.root, { path: payload.rootfs });
      writeFileSync(file, JSON.stringify(config));
    },
    commands: {
      [`${name} run`]: () => wrap([name, 'run', '--bundle', bundle, `${payload.name}-${number++}`]),
    },
  };
}

/** crun refuses hosts where cgroup v1 and v2 are both mounted; so v2 is taken out of its sight. */
function withoutUnifiedHierarchy(argv: readonly string[]): readonly string[] {
  const unified = '/sys/fs/cgroup/unified';
  if (!existsSync(unified)) return argv;
  return ['unshare', '-m', 'sh', '-c', `umount ${unified} && exec "$@"`, 'sh', ...argv];
}

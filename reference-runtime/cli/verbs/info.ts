import { humanSize } from '../quantities';
import { verb as declareVerb, formatOption, type Verb } from '../verb';

interface InfoJson {
  readonly Containers: number;
  readonly ContainersRunning: number;
  readonly Images: number;
  readonly ServerVersion: string;
  readonly Driver: string;
  readonly DockerRootDir: string;
  readonly KernelVersion: string;
  readonly OperatingSystem: string;
  readonly Architecture: string;
  readonly NCPU: number;
  readonly MemTotal: number;
  readonly Warnings: readonly string[] | null;
}

export const verb: Verb = (context) =>
  declareVerb({
    name: 'info',
    summary: 'Shows what the engine holds and what it runs on.',
    examples: [['scr info --format json', 'all of it, for programs']],
  })
    .addOption(formatOption())
    .action(async ({ format }: { format?: string }) => {
      const info = await context.engine.json<InfoJson>('GET', '/info');
      process.stdout.write(format ? `${JSON.stringify(info)}\n` : text(info));
      for (const warning of info.Warnings ?? []) process.stderr.write(`WARNING: ${warning}\n`);
    });

const text = (
  info: InfoJson,
): string => `Containers        ${info.Containers} (${info.ContainersRunning} running)
Images            ${info.Images}
Engine            ${info.ServerVersion}
Root directory    ${info.DockerRootDir} (${info.Driver})
Operating system  ${info.OperatingSystem}
Kernel            ${info.KernelVersion} ${info.Architecture}
Processors        ${info.NCPU}
Memory            ${humanSize(info.MemTotal)}
`;

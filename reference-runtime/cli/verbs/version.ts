import { packageVersion } from '../../package-version';
import { verb as declareVerb, formatOption, type Verb } from '../verb';

interface VersionJson {
  readonly Version: string;
  readonly ApiVersion: string;
  readonly KernelVersion: string;
  readonly Arch: string;
}

export const verb: Verb = (context) =>
  declareVerb({
    name: 'version',
    summary: 'Shows the versions of this command and of the engine.',
    examples: [['scr version --format json', 'for programs']],
  })
    .addOption(formatOption())
    .action(async ({ format }: { format?: string }) => {
      const Server = await context.engine.json<VersionJson>('GET', '/version');
      const Client = { Version: packageVersion };
      if (format) {
        process.stdout.write(`${JSON.stringify({ Client, Server })}\n`);
        return;
      }
      process.stdout.write(`Command  ${Client.Version}
Engine   ${Server.Version}, API ${Server.ApiVersion}, at unix://${context.engine.socketPath}
Host     Linux ${Server.KernelVersion}, ${Server.Arch}
`);
    });

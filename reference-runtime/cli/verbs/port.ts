import { CommandFailure } from '../failure';
import { verb as declareVerb, type Verb } from '../verb';

type Ports = Readonly<
  Record<string, readonly { readonly HostIp: string; readonly HostPort: string }[] | null>
>;

export const verb: Verb = (context) =>
  declareVerb({
    name: 'port',
    summary: 'Shows which ports of the host lead into a container.',
    examples: [
      ['scr port web', 'all of them'],
      ['scr port web 80', 'where its port 80 is'],
    ],
  })
    .argument('<container>')
    .argument('[port[/udp]]', 'only this port of the container')
    .action(async (name: string, port: string | undefined) => {
      const { NetworkSettings } = await context.engine.json<{ NetworkSettings: { Ports: Ports } }>(
        'GET',
        `/containers/${encodeURIComponent(name)}/json`,
      );
      const lines = port === undefined ? all(NetworkSettings.Ports) : one(NetworkSettings.Ports, name, port);
      process.stdout.write(lines.map((line) => `${line}\n`).join(''));
    });

const all = (ports: Ports): string[] =>
  Object.keys(ports).flatMap((port) => places(ports, port).map((place) => `${port} -> ${place}`));

function one(ports: Ports, name: string, text: string): string[] {
  if (!/^\d{1,5}(\/[a-z]+)?$/.test(text))
    throw new CommandFailure(`Error: invalid port "${text}": write it like 80 or 53/udp`);
  const found = places(ports, text.includes('/') ? text : `${text}/tcp`);
  if (found.length === 0) throw new CommandFailure(`Error: No public port '${text}' published for ${name}`);
  return found;
}

const places = (ports: Ports, port: string): string[] =>
  (ports[port] ?? []).map(({ HostIp, HostPort }) => `${HostIp}:${HostPort}`);

/** From the body of "create a container" to a request in the engine's words. */

import type { CreateRequest } from '../engine/create';
import { namespaceModes } from '../engine/namespaces';
import { restartPolicy } from '../engine/restart-policy';
import { securityFrom } from '../engine/security';
import { RuntimeError } from '../errors';
import type { ImageConfig } from '../images/image';
import type { Fields } from './body';
import { hostSettings } from './host-settings';
import { mountWishes } from './mount-wishes';
import { networkSettings, wishesByNetwork } from './network-request';
import { terminalSize } from './terminal-size';
import { refuseUnsupported } from './unsupported';

/** Throws RuntimeError `invalid`, or `not-implemented` for what this runtime cannot do. */
export function createRequest(name: string | undefined, body: Fields): CreateRequest {
  const image = body.text('Image');
  if (!image)
    throw new RuntimeError('invalid', 'no image: the field Image says what the container is made from');
  refuseUnsupported(body);
  return {
    image,
    name,
    config: imageConfig(body),
    settings: settings(body),
    wishes: mountWishes(body),
    networks: wishesByNetwork(body),
  };
}

/** The fields that an image's configuration and a request have in common. Only what was said is set. */
export function imageConfig(body: Fields): ImageConfig {
  const config: ImageConfig = {
    Cmd: body.words('Cmd'),
    Entrypoint: body.words('Entrypoint'),
    Env: body.texts('Env'),
    User: body.text('User'),
    WorkingDir: body.text('WorkingDir'),
    Labels: body.textMap('Labels'),
    StopSignal: body.text('StopSignal'),
    ExposedPorts: body.nameSet('ExposedPorts'),
    Volumes: body.nameSet('Volumes'),
  };
  return Object.fromEntries(Object.entries(config).filter(([, value]) => value !== undefined));
}

function settings(body: Fields): CreateRequest['settings'] {
  const host = body.fields('HostConfig');
  const restart = host.fields('RestartPolicy');
  const addedCapabilities = host.texts('CapAdd') ?? [];
  const droppedCapabilities = host.texts('CapDrop') ?? [];
  return {
    namespaces: namespaceModes({
      pid: host.text('PidMode') ?? '',
      uts: host.text('UTSMode') ?? '',
      ipc: host.text('IpcMode') ?? '',
      hostname: body.text('Hostname') ?? '',
    }),
    init: host.flag('Init'),
    hostname: hostname(body.text('Hostname') ?? ''),
    domainname: body.text('Domainname') ?? '',
    terminal: body.flag('Tty'),
    stdinOpen: body.flag('OpenStdin'),
    stdinOnce: body.flag('StdinOnce'),
    attached: {
      stdin: body.flag('AttachStdin'),
      stdout: body.flag('AttachStdout'),
      stderr: body.flag('AttachStderr'),
    },
    ...networkSettings(body, host),
    readOnlyRoot: host.flag('ReadonlyRootfs'),
    security: securityFrom({
      privileged: host.flag('Privileged'),
      added: addedCapabilities,
      dropped: droppedCapabilities,
      options: host.texts('SecurityOpt') ?? [],
      deviceRules: host.texts('DeviceCgroupRules') ?? [],
      maskedPaths: host.texts('MaskedPaths'),
      readOnlyPaths: host.texts('ReadonlyPaths'),
    }),
    ...hostSettings(host),
    addedCapabilities,
    droppedCapabilities,
    removeAtEnd: host.flag('AutoRemove'),
    restartPolicy: restartPolicy(
      restart.text('Name') ?? '',
      restart.integer('MaximumRetryCount') ?? 0,
      host.flag('AutoRemove'),
    ),
    stopSeconds: body.integer('StopTimeout'),
    terminalSize: terminalSize(host.raw('ConsoleSize')),
  };
}

/** The kernel's bound: __NEW_UTS_LEN in linux/utsname.h. */
function hostname(text: string): string {
  if (text === '' || /^[a-zA-Z0-9][a-zA-Z0-9._-]{0,63}$/.test(text)) return text;
  throw new RuntimeError('invalid', `"${text}" is no host name: up to 64 letters, digits, dots and hyphens`);
}

/** What `--volume`, `--mount`, `--tmpfs` and `--volumes-from` say, as "create a container" takes it. */
import { resolve } from 'node:path';
import { parseSize } from './quantities';

export interface MountOptions {
  volume?: string[];
  mount?: string[];
  tmpfs?: string[];
  volumesFrom?: string[];
}

/** Members of HostConfig. */
export const mountFields = ({ volume, mount, tmpfs, volumesFrom }: MountOptions): object => ({
  Binds: volume?.filter((text) => text.includes(':')),
  Mounts: mount?.map(parseMount),
  Tmpfs: tmpfs && Object.fromEntries(tmpfs.map(targetAndOptions)),
  VolumesFrom: volumesFrom,
});

/** A path alone asks for a volume without a name. */
export function anonymousVolumes({ volume }: MountOptions): object | undefined {
  const targets = volume?.filter((text) => !text.includes(':')) ?? [];
  return targets.length > 0 ? Object.fromEntries(targets.map((target) => [target, {}])) : undefined;
}

/** The engine wants absolute paths: a relative one means here, where the caller is. */
export const hostVolume = (text: string): string =>
  /^\.{1,2}(\/|:)/.test(text) ? text.replace(/^[^:]*/, (path) => resolve(path)) : text;

/** Throws Error when `text` is no mount. */
export function mountOption(text: string): string {
  parseMount(text);
  return text;
}

function targetAndOptions(text: string): [target: string, options: string] {
  const [target = '', options = ''] = text.split(/:(.*)/s);
  return [target, options];
}

type Settle = (mount: ApiMount, value: string) => void;

interface ApiMount {
  Type: string;
  Source?: string;
  Target?: string;
  ReadOnly?: boolean;
  BindOptions?: { Propagation?: string; NonRecursive?: boolean };
  VolumeOptions?: { NoCopy?: boolean; Labels?: Record<string, string> };
  TmpfsOptions?: { SizeBytes?: number; Mode?: number };
}

const source: Settle = (mount, value) => {
  mount.Source = value;
};
const target: Settle = (mount, value) => {
  mount.Target = value;
};
const readOnly: Settle = (mount, value) => {
  mount.ReadOnly = isYes(value);
};

/** The keys of `--mount`: docker's. */
const keys: Readonly<Record<string, Settle>> = {
  type: (mount, value) => {
    if (!['bind', 'volume', 'tmpfs'].includes(value)) throw new Error(`there is no type "${value}"`);
    mount.Type = value;
  },
  source,
  src: source,
  target,
  dst: target,
  destination: target,
  readonly: readOnly,
  ro: readOnly,
  'bind-propagation': (mount, value) => {
    mount.BindOptions = { ...mount.BindOptions, Propagation: value };
  },
  'bind-nonrecursive': (mount, value) => {
    mount.BindOptions = { ...mount.BindOptions, NonRecursive: isYes(value) };
  },
  'volume-nocopy': (mount, value) => {
    mount.VolumeOptions = { ...mount.VolumeOptions, NoCopy: isYes(value) };
  },
  'volume-label': (mount, value) => {
    const [name = '', content = ''] = value.split(/=(.*)/s);
    mount.VolumeOptions = {
      ...mount.VolumeOptions,
      Labels: { ...mount.VolumeOptions?.Labels, [name]: content },
    };
  },
  'tmpfs-size': (mount, value) => {
    mount.TmpfsOptions = { ...mount.TmpfsOptions, SizeBytes: parseSize(value) };
  },
  'tmpfs-mode': (mount, value) => {
    mount.TmpfsOptions = { ...mount.TmpfsOptions, Mode: Number.parseInt(value, 8) };
  },
};

/** A key alone says yes. */
const isYes = (value: string): boolean => ['', '1', 'true'].includes(value);

function parseMount(text: string): ApiMount {
  const mount: ApiMount = { Type: 'volume' };
  for (const part of text.split(',')) {
    const [key = '', value = ''] = part.split(/=(.*)/s);
    const settle = keys[key.toLowerCase()];
    if (!settle) throw new Error(`"${key}" is none of ${Object.keys(keys).join(', ')}`);
    settle(mount, value);
  }
  if (!mount.Target) throw new Error('it says no target');
  if (mount.Type === 'bind' && mount.Source) mount.Source = hostVolume(mount.Source);
  return mount;
}

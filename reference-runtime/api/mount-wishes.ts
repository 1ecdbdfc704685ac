/** From the body of "create a container" to what the creator wants mounted. */
import { posix } from 'node:path';
import type { BindPoint, MountWish, TmpfsPoint, VolumeWish } from '../engine/mount-point';
import type { MountWishes } from '../engine/mount-points';
import { RuntimeError } from '../errors';
import { isTmpfsOption, type Propagation, propagations } from '../isolation/mounts';
import type { Fields } from './body';
import { unsupported } from './unsupported';

/** Throws RuntimeError `invalid`, or `not-implemented` for what this runtime cannot do. */
export function mountWishes(body: Fields): MountWishes {
  const host = body.fields('HostConfig');
  return {
    mounts: [
      ...Object.keys(body.nameSet('Volumes') ?? {}).map(anonymous),
      ...(host.texts('Binds') ?? []).map(bind),
      ...host.list('Mounts').map(mount),
      ...Object.entries(host.textMap('Tmpfs') ?? {}).map(([target, options]) => tmpfs(target, options)),
    ],
    volumesFrom: host.texts('VolumesFrom') ?? [],
  };
}

const anonymous = (text: string): MountWish => (text.includes(':') ? bind(text) : volume(undefined, text));

const volume = (name: string | undefined, at: string, more: Partial<VolumeWish> = {}): VolumeWish => ({
  kind: 'volume',
  target: target(at, at),
  readOnly: false,
  copy: true,
  ...(name && { name }),
  ...more,
});

// Labels for SELinux and hints about consistency change nothing here.
const harmless = ['rw', 'z', 'Z', 'consistent', 'cached', 'delegated'];

/** `source:target[:options]`, `name:target[:options]` or `target`. */
function bind(text: string): MountWish {
  const parts = text.split(':');
  if (parts.length === 1) return volume(undefined, text);
  const [source = '', at = '', options = '', ...rest] = parts;
  if (rest.length > 0 || source === '') throw wrong(text, 'it does not have two or three parts');
  const words = options.split(',').filter((word) => word !== '' && !harmless.includes(word));
  const propagation = words.find(isPropagation);
  const strange = words.find((word) => word !== 'ro' && word !== 'nocopy' && word !== propagation);
  if (strange) throw wrong(text, `the option "${strange}" is unknown`);
  const readOnly = words.includes('ro');
  if (!source.startsWith('/')) {
    if (propagation) throw wrong(text, `"${propagation}" is for directories of the host`);
    return { ...volume(source, target(at, text)), readOnly, copy: !words.includes('nocopy') };
  }
  return {
    ...hostPath(source, target(at, text)),
    readOnly,
    ...(propagation && { propagation }),
    makeSource: true,
  };
}

const hostPath = (source: string, at: string): BindPoint => ({
  kind: 'bind',
  source: posix.normalize(source),
  target: at,
  readOnly: false,
  recursive: true,
  propagation: 'rprivate',
  makeSource: false,
});

function mount(fields: Fields): MountWish {
  const type = fields.text('Type') ?? '';
  const at = target(fields.text('Target') ?? '', JSON.stringify(fields.raw('Target')));
  const readOnly = fields.flag('ReadOnly');
  if (type === 'volume') return { ...mountedVolume(fields, at), readOnly };
  if (type === 'bind') return { ...mountedPath(fields, at), readOnly };
  if (type === 'tmpfs') return mountedTmpfs(fields.fields('TmpfsOptions'), at, readOnly);
  throw unsupported(`a mount of type "${type}"`, 'HostConfig.Mounts');
}

function mountedVolume(fields: Fields, at: string): VolumeWish {
  const options = fields.fields('VolumeOptions');
  const driver = options.fields('DriverConfig');
  if (
    !['', 'local'].includes(driver.text('Name') ?? '') ||
    Object.keys(driver.textMap('Options') ?? {}).length > 0
  )
    throw unsupported('a volume driver, or an option for one,', 'HostConfig.Mounts');
  return volume(fields.text('Source'), at, {
    copy: !options.flag('NoCopy'),
    labels: options.textMap('Labels') ?? {},
  });
}

function mountedPath(fields: Fields, at: string): BindPoint {
  const source = fields.text('Source') ?? '';
  const options = fields.fields('BindOptions');
  const propagation = options.text('Propagation') || 'rprivate';
  if (!source.startsWith('/')) throw wrong(`${source}:${at}`, 'its source must be an absolute path');
  if (!isPropagation(propagation))
    throw wrong(`${source}:${at}`, `the propagation "${propagation}" is unknown`);
  return {
    ...hostPath(source, at),
    propagation,
    recursive: !options.flag('NonRecursive'),
    makeSource: options.flag('CreateMountpoint'),
  };
}

function mountedTmpfs(options: Fields, at: string, readOnly: boolean): TmpfsPoint {
  const [size, mode] = [options.integer('SizeBytes'), options.integer('Mode')];
  return {
    kind: 'tmpfs',
    target: at,
    options: [
      ...(readOnly ? ['ro'] : []),
      ...(size ? [`size=${size}`] : []),
      ...(mode ? [`mode=${mode.toString(8)}`] : []),
    ],
  };
}

function tmpfs(at: string, text: string): TmpfsPoint {
  const options = text.split(',').filter((word) => word !== '');
  const strange = options.find((word) => !isTmpfsOption(word));
  if (strange) throw wrong(`${at}:${text}`, `the option "${strange}" is unknown`);
  return { kind: 'tmpfs', target: target(at, at), options };
}

function target(path: string, text: string): string {
  const clean = posix.normalize(path).replace(/(?<=.)\/$/, '');
  if (!clean.startsWith('/') || clean === '/')
    throw wrong(text, 'its target must be an absolute path below /');
  if (/^\/proc(\/|$)/.test(clean)) throw wrong(text, 'nothing can be mounted in /proc');
  return clean;
}

const isPropagation = (word: string): word is Propagation =>
  (propagations as readonly string[]).includes(word);

const wrong = (text: string, why: string): RuntimeError =>
  new RuntimeError(
    'invalid',
    `invalid mount "${text}", ${why}: write it like /source:/target[:ro] or name:/target[:ro]`,
  );

/** Volumes and mounts as Docker Engine's clients read them. */
import type { Container } from '../engine/container';
import type { Engine } from '../engine/engine';
import type { MountPoint } from '../engine/mount-point';
import type { Volume } from '../volumes/volume-store';

/** Clauses: VOLUME-6. */
export const volumeDetails = (engine: Engine, { name, createdAt, labels }: Volume): object => ({
  Name: name,
  Driver: 'local',
  Mountpoint: engine.volumes.dataOf(name),
  CreatedAt: createdAt,
  Labels: labels,
  Options: null,
  Scope: 'local',
});

/** The member Mounts of a container. */
export const mountDetails = (engine: Engine, { record }: Container): object[] =>
  record.settings.mounts.map((point) => ({ ...kindDetails(engine, point), Destination: point.target }));

function kindDetails(engine: Engine, point: MountPoint): object {
  if (point.kind === 'tmpfs')
    return { Type: 'tmpfs', Source: '', Mode: '', RW: !point.options.includes('ro'), Propagation: '' };
  const access = { Mode: point.readOnly ? 'ro' : '', RW: !point.readOnly };
  if (point.kind === 'bind')
    return { Type: 'bind', Source: point.source, ...access, Propagation: point.propagation };
  const { name } = point;
  return {
    Type: 'volume',
    Name: name,
    Source: engine.volumes.dataOf(name),
    Driver: 'local',
    ...access,
    Propagation: '',
  };
}

/** The members of HostConfig that ask for the same again. */
export function mountWishesAsked({ record: { settings } }: Container): object {
  const binds = settings.mounts.flatMap((point) => {
    if (point.kind === 'tmpfs' || (point.kind === 'volume' && point.anonymous)) return [];
    const options = [
      ...(point.readOnly ? ['ro'] : []),
      ...(point.kind === 'bind' && point.propagation !== 'rprivate' ? [point.propagation] : []),
    ].join(',');
    return `${point.kind === 'bind' ? point.source : point.name}:${point.target}${options && `:${options}`}`;
  });
  const tmpfs = settings.mounts.flatMap((point) =>
    point.kind === 'tmpfs' ? [[point.target, point.options.join(',')]] : [],
  );
  return {
    Binds: binds,
    VolumesFrom: settings.volumesFrom.length > 0 ? settings.volumesFrom : null,
    ...(tmpfs.length > 0 && { Tmpfs: Object.fromEntries(tmpfs) }),
  };
}

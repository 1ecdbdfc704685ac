/** Images as Docker Engine's clients read them. */
import type { HistoryEntry, ImageRecord } from '../images/image';

/** One entry of the answer of "list images". */
export const imageSummary = (image: ImageRecord): object => ({
  Id: `sha256:${image.id}`,
  ParentId: image.parent ? `sha256:${image.parent}` : '',
  RepoTags: image.names.length > 0 ? image.names : ['<none>:<none>'],
  RepoDigests: [],
  Created: Math.floor(Date.parse(image.created) / 1000),
  Size: image.size,
  VirtualSize: image.size,
  SharedSize: -1,
  Labels: image.config.Labels ?? {},
  Containers: -1,
});

/** Answer of "inspect an image". `lower`: its unpacked layers, uppermost first. */
export const imageDetails = (image: ImageRecord, lower: readonly string[]): object => ({
  Id: `sha256:${image.id}`,
  RepoTags: image.names,
  RepoDigests: [],
  Parent: image.parent ? `sha256:${image.parent}` : '',
  Comment: image.comment,
  Created: image.created,
  Container: '',
  DockerVersion: '',
  Author: image.author,
  Config: imageConfigJson(image),
  Architecture: image.architecture,
  Os: image.os,
  Size: image.size,
  VirtualSize: image.size,
  GraphDriver: { Name: 'overlay', Data: { LowerDir: lower.join(':') } },
  RootFS: { Type: 'layers', Layers: image.layers },
  Metadata: { LastTagTime: '0001-01-01T00:00:00Z' },
});

const imageConfigJson = ({ config }: ImageRecord): object => ({
  Hostname: '',
  Domainname: '',
  AttachStdin: false,
  AttachStdout: false,
  AttachStderr: false,
  Tty: false,
  OpenStdin: false,
  StdinOnce: false,
  Image: '',
  OnBuild: null,
  ...config,
  User: config.User ?? '',
  Env: config.Env ?? null,
  Cmd: config.Cmd ?? null,
  Entrypoint: config.Entrypoint ?? null,
  WorkingDir: config.WorkingDir ?? '',
  Volumes: config.Volumes ?? null,
  Labels: config.Labels ?? null,
});

/** Answer of "history of an image"; `entries` newest first, `sizes` of its layers likewise. Only the newest can be named. */
export function imageHistory(
  image: ImageRecord,
  entries: readonly HistoryEntry[],
  sizes: readonly number[],
): object[] {
  const left = [...sizes];
  return entries.map((entry, index) => ({
    Id: index === 0 ? `sha256:${image.id}` : '<missing>',
    Created: Math.floor(Date.parse(entry.created) / 1000),
    CreatedBy: entry.created_by ?? '',
    Tags: index === 0 && image.names.length > 0 ? image.names : null,
    Size: entry.empty_layer ? 0 : (left.shift() ?? 0),
    Comment: entry.comment ?? '',
  }));
}

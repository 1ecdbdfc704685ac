/** Images as Docker Engine's clients read them. */
import type { Step } from '../images/history';
import type { ImageRecord } from '../images/image';

/**
 * One entry of the answer of "list images".
 * Clauses: IMAGES-1, IMAGES-2, IMAGES-5.
 */
export const imageSummary = (image: ImageRecord): object => ({
  Id: `sha256:${image.id}`,
  ParentId: image.parent ? `sha256:${image.parent}` : '',
  RepoTags: image.names.length > 0 ? image.names : ['<none>:<none>'],
  // Clients take an image for one without a name only when both lists say so.
  RepoDigests: image.names.length > 0 ? [] : ['<none>@<none>'],
  Created: Math.floor(Date.parse(image.created) / 1000),
  Size: image.size,
  VirtualSize: image.size,
  SharedSize: -1,
  Labels: image.config.Labels ?? {},
  Containers: -1,
});

/**
 * Answer of "inspect an image". `lower`: its unpacked layers, uppermost first.
 * Clauses: IMAGES-3, IMAGES-4.
 */
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

/** Answer of "history of an image". */
export const imageHistory = (steps: readonly Step[]): object[] =>
  steps.map(({ id, names, created, created_by, size, comment }) => ({
    Id: id ? `sha256:${id}` : '<missing>',
    Created: Math.floor(Date.parse(created) / 1000),
    CreatedBy: created_by ?? '',
    Tags: names.length > 0 ? names : null,
    Size: size,
    Comment: comment ?? '',
  }));

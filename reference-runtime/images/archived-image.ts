import { RuntimeError } from '../errors';
import { readConfigBlob } from './config-blob';
import type { ConfigBlob } from './image';
import type { SpooledFile } from './spool';

/** An image as an archive describes it. */
export interface ArchivedImage {
  readonly names: readonly string[];
  /** The base first; each plain or compressed. */
  readonly layers: readonly SpooledFile[];
  /** `sha256:…` of each plain layer, where the archive says so. */
  readonly diffIds?: readonly string[];
  /** The image configuration byte for byte, and what it means, once the digests of the plain layers are known. */
  config(diffIds: readonly string[]): { bytes: Buffer; config: ConfigBlob };
}

/** An image with a configuration. Throws RuntimeError `invalid` when it counts other layers than there are. */
export function described(
  bytes: Buffer,
  layers: readonly SpooledFile[],
  names: readonly string[],
): ArchivedImage {
  const config = readConfigBlob(bytes);
  const diffIds = config.rootfs.diff_ids;
  if (diffIds.length !== layers.length)
    throw new RuntimeError(
      'invalid',
      `an image of the archive has ${layers.length} layers, and its configuration names ${diffIds.length}`,
    );
  return { names, layers, diffIds, config: () => ({ bytes, config }) };
}

/** What a container has mounted at one of its paths, in the words of the record. */
import type { Propagation } from '../isolation/mounts';

export type MountPoint = BindPoint | VolumePoint | TmpfsPoint;

export interface BindPoint {
  readonly kind: 'bind';
  /** On the host. */
  readonly source: string;
  readonly target: string;
  readonly readOnly: boolean;
  readonly recursive: boolean;
  readonly propagation: Propagation;
  /** A missing source becomes a directory; else it is refused. */
  readonly makeSource: boolean;
}

export interface VolumePoint {
  readonly kind: 'volume';
  readonly name: string;
  readonly target: string;
  readonly readOnly: boolean;
  /** An empty volume is given what the image has at the target. */
  readonly copy: boolean;
  /** Nobody gave it a name. */
  readonly anonymous: boolean;
  readonly labels?: Readonly<Record<string, string>>;
}

export interface TmpfsPoint {
  readonly kind: 'tmpfs';
  readonly target: string;
  readonly options: readonly string[];
}

/** A volume without a name is a new one. */
export type MountWish = BindPoint | VolumeWish | TmpfsPoint;
export type VolumeWish = Omit<VolumePoint, 'name' | 'anonymous'> & { readonly name?: string };

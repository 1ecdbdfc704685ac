import { arch } from 'node:os';

/** The machine's architecture in the words of image configurations. */
export const architecture: string = { x64: 'amd64', ia32: '386' }[arch() as string] ?? arch();

/** What an image says about how its process is run: the `config` of an OCI image configuration. */
export interface ImageConfig {
  User?: string;
  ExposedPorts?: Record<string, Record<string, never>>;
  /** `NAME=value`. */
  Env?: string[];
  Entrypoint?: string[];
  Cmd?: string[];
  Volumes?: Record<string, Record<string, never>>;
  WorkingDir?: string;
  Labels?: Record<string, string>;
  StopSignal?: string;
}

/** One step of an image's making. */
export interface HistoryEntry {
  readonly created: string;
  readonly created_by?: string;
  readonly author?: string;
  readonly comment?: string;
  readonly empty_layer?: boolean;
}

/**
 * An image of the store. It never changes; only its names do.
 * Clauses: IMG-5.
 */
export interface ImageRecord {
  /** 64 hexadecimal digits: the SHA-256 of the image configuration. */
  readonly id: string;
  /** `repository:tag`, sorted. */
  readonly names: readonly string[];
  /** The image that this one was committed from, if it is still here. */
  readonly parent?: string;
  /** RFC 3339. */
  readonly created: string;
  readonly author: string;
  readonly comment: string;
  readonly architecture: string;
  readonly os: string;
  /** The container that this image was committed from. */
  readonly container?: string;
  readonly config: ImageConfig;
  /** `sha256:…` of each uncompressed layer archive, the base first. */
  readonly layers: readonly string[];
  /** Bytes of all files in all layers. */
  readonly size: number;
}

/** The OCI image configuration (image specification, config.md) as this store writes it. */
export interface ConfigBlob {
  created: string;
  author?: string;
  architecture: string;
  os: string;
  container?: string;
  config: ImageConfig;
  rootfs: { type: 'layers'; diff_ids: string[] };
  history: HistoryEntry[];
}

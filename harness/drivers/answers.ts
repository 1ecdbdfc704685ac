/** What a runtime answers, in the words of the specification. */
import type { ShownRequest, Times } from './observation';

/** A reference to a container or an image, as a caller would type it: a name, a full identifier or a prefix of one. */
export type Reference = string;

export interface Streams {
  stdout: Buffer;
  stderr: Buffer;
}

export interface Finished extends Streams {
  exitStatus: number;
}

export type State = 'created' | 'running' | 'paused' | 'exited';

export interface ContainerSummary {
  id: string;
  names: string[];
  /** Undefined when the runtime shows none that the specification knows. */
  state?: State;
}

export interface ContainerFacts {
  id: string;
  name: string;
  state: State;
  /** Meaningful when exited. */
  exitStatus: number;
  /** Process number of the container's process on the host; 0 when not running. */
  pid: number;
  /** Identifier of the image, without algorithm prefix: 64 hexadecimal digits. */
  image: string;
  /** The container's own address, when it has a network and runs. */
  ipAddress?: string;
  /** The same, by the name of the network. */
  addresses: Record<string, string>;
  labels: Record<string, string>;
  /** The name of its volume, of the first when there are several. */
  volume?: string;
  asked: ShownRequest;
  times: Times;
  /** Its last process was killed for want of memory. */
  outOfMemory: boolean;
  /** How often the runtime itself has started its process again. */
  restarts: number;
}

export interface Change {
  kind: 'added' | 'changed' | 'deleted';
  path: string;
}

export interface ImageSummary {
  id: string;
  /** `name:tag`, as the runtime shows them. */
  names: string[];
}

/** What an image says about how its process is run; what can be there several times comes several times. */
export interface ImageSetting {
  kind: 'argv' | 'entrypoint' | 'environment' | 'label' | 'port' | 'user' | 'volume' | 'working directory';
  /** Words with blanks between them, `NAME=value`, `80/tcp`, a path: whatever the kind is made of. */
  value: string;
}

/** One step of an image's making. */
export interface HistoryStep {
  /** What was run, as the runtime shows it. */
  createdBy: string;
  comment: string;
}

export interface ImageFacts {
  id: string;
  names: string[];
  settings: ImageSetting[];
  author: string;
  message: string;
  /** As the runtime writes it. */
  created: string;
  /** Digests of the unpacked layers, base first, `sha256:…`; empty when the runtime does not tell. */
  layers: string[];
}

/** A caller connected to a container's standard streams. */
export interface Session {
  write(data: Buffer): Promise<void>;
  /** Keys, one after the other as fingers press them. */
  type(keys: readonly string[]): Promise<void>;
  /** The caller has nothing more to say: end of file for the process, where the runtime passes it on. */
  closeStdin(): Promise<void>;
  /** The caller goes away without a word. */
  disconnect(): Promise<void>;
  /** Everything received so far. */
  received(): Streams;
  /** Resolves as soon as what was received on stdout contains `text`; TimeoutError when it does not come within the budget. */
  until(text: string): Promise<void>;
  /** Resolves when the runtime ends the session. */
  ended: Promise<Finished>;
}

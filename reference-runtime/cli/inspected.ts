import type { EngineClient } from './engine-client';

/** What verbs need of "inspect a container". */
export interface ContainerJson {
  readonly Id: string;
  readonly State: { readonly Running: boolean; readonly Paused: boolean };
  readonly Config: { readonly Tty: boolean; readonly OpenStdin: boolean };
  readonly HostConfig: { readonly AutoRemove: boolean };
}

export const inspectContainer = (engine: EngineClient, name: string): Promise<ContainerJson> =>
  engine.json('GET', `/containers/${encodeURIComponent(name)}/json`);

/** A port of the host that leads into a container. */
export type Protocol = 'tcp' | 'udp';

export interface PublishedPort {
  readonly protocol: Protocol;
  /** `0.0.0.0` for every address of the host. */
  readonly hostAddress: string;
  readonly hostPort: number;
  readonly containerPort: number;
}

/** The same, with the address it leads to. */
export interface Forward extends PublishedPort {
  readonly containerAddress: string;
}

export const everyAddress = '0.0.0.0';
export const isLoopback = (address: string): boolean => address.startsWith('127.');

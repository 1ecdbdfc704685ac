import { CommandFailure } from './failure';

export const defaultSocket = '/run/scr/scr.sock';

/** Path of the socket that `--host` or SCR_HOST names. CommandFailure when it is no unix socket address. */
export function socketPath(address: string | undefined): string {
  if (!address) return defaultSocket;
  const path = /^unix:\/\/(\/.+)$/.exec(address)?.[1];
  if (path) return path;
  throw new CommandFailure(
    `"${address}" is no address of an engine: write it like unix://${defaultSocket}`,
    125,
  );
}

/** From a request line to the function that answers it. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import FindMyWay, { type HTTPMethod } from 'find-my-way';
import type { OpenEngine } from '../engine/open-engine';
import { RuntimeError } from '../errors';
import type { Fields } from './body';
import { Query } from './query';

export interface Exchange {
  readonly engine: OpenEngine;
  readonly request: IncomingMessage;
  readonly query: Query;
  /** The fields of the JSON object that was sent along. */
  body(): Promise<Fields>;
  /** Aborted when the client is gone or the answer is complete. */
  readonly signal: AbortSignal;
  /** A part of the path by its name in the route. */
  param(name: string): string;
}

/** Answers over HTTP. */
export type Handler = (exchange: Exchange, response: ServerResponse) => Promise<void> | void;
/** Takes the connection over: `socket` carries raw bytes both ways once `accept` has answered. */
export type Takeover = (exchange: Exchange, socket: Duplex, accept: () => void) => Promise<void>;

export type Route =
  | { readonly method: HTTPMethod; readonly path: string; readonly handle: Handler }
  | { readonly method: HTTPMethod; readonly path: string; readonly takeOver: Takeover };

const oldest = [1, 12] as const;
const newest = [1, 41] as const;
export const apiVersion = newest.join('.');
export const oldestApiVersion = oldest.join('.');

export interface Match {
  readonly route: Route;
  readonly query: Query;
  readonly param: (name: string) => string;
}

/** Looks routes up, with and without a version in front of the path. */
export class Router {
  private readonly table = FindMyWay({ ignoreTrailingSlash: true, maxParamLength: 4096 });

  constructor(routes: readonly Route[]) {
    for (const route of routes) this.table.on(route.method, route.path, () => undefined, route);
  }

  /** Throws RuntimeError `not-found` for an unknown path, `invalid` for a version this API does not speak. */
  match(request: IncomingMessage): Match {
    const [pathAndVersion = '/', query = ''] = (request.url ?? '/').split(/\?(.*)/s);
    const path = imageNameInOnePart(withoutVersion(pathAndVersion));
    const found = this.table.find((request.method ?? 'GET') as HTTPMethod, path);
    if (!found) throw new RuntimeError('not-found', `there is no ${request.method} ${path}: page not found`);
    return {
      route: found.store as Route,
      query: new Query(query),
      param: (name) => found.params[name] ?? '',
    };
  }
}

function withoutVersion(path: string): string {
  const match = /^\/v(\d+)\.(\d+)(\/.*)$/.exec(path);
  if (!match) return path;
  const [, major, minor, rest = '/'] = match;
  const order = Number(major) * 1000 + Number(minor);
  const version = `${major}.${minor}`;
  if (order > newest[0] * 1000 + newest[1])
    throw new RuntimeError(
      'invalid',
      `client version ${version} is too new. Maximum supported API version is ${apiVersion}`,
    );
  if (order < oldest[0] * 1000 + oldest[1])
    throw new RuntimeError(
      'invalid',
      `client version ${version} is too old. Minimum supported API version is ${oldestApiVersion}`,
    );
  return rest;
}

/** Image names contain slashes, which the table would take for borders between parts of the path. */
function imageNameInOnePart(path: string): string {
  const match = /^\/images\/(.+?)(\/(?:json|history|tag|push|get))?$/.exec(path);
  if (!match) return path;
  const [, name = '', operation = ''] = match;
  return `/images/${name.replaceAll('/', '%2F')}${operation}`;
}

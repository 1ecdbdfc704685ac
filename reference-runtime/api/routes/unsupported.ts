/** What Docker Engine has and this runtime does not: clients learn it from a clear answer instead of "page not found". */
import type { HTTPMethod } from 'find-my-way';
import { RuntimeError } from '../../errors';
import type { Route } from '../router';

const missing: readonly (readonly [method: HTTPMethod, path: string, what: string])[] = [
  ['GET', '/containers/:id/attach/ws', 'attaching over WebSocket'],
  ['GET', '/images/search', 'searching images'],
  ['POST', '/auth', 'registries'],
  ['POST', '/session', 'building images'],
  ['POST', '/grpc', 'building images'],
  ['GET', '/system/df', 'disk usage'],
];
const missingFamilies = {
  '/build': 'building images',
  '/plugins': 'plugins',
  '/swarm': 'swarm',
  '/nodes': 'swarm',
  '/services': 'swarm',
  '/tasks': 'swarm',
  '/secrets': 'swarm',
  '/configs': 'swarm',
  '/distribution': 'registries',
} as const;
const methods: readonly HTTPMethod[] = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE'];

const refusing = (method: HTTPMethod, path: string, what: string): Route => ({
  method,
  path,
  handle: () => {
    throw new RuntimeError('not-implemented', `${what} is not supported by this runtime`);
  },
});

export const unsupportedRoutes: readonly Route[] = [
  ...missing.map((each) => refusing(...each)),
  ...Object.entries(missingFamilies).flatMap(([path, what]) =>
    methods.flatMap((method) => [refusing(method, path, what), refusing(method, `${path}/*`, what)]),
  ),
];

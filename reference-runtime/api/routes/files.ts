/** Archives into and out of containers. */
import { copyIn, copyOut, statPath } from '../../engine/copy';
import { exportRoot } from '../../engine/export';
import { answer, apiHeaders, sendArchive } from '../answer';
import type { Handler, Route } from '../router';

const statHeader = (stat: unknown): Record<string, string> => ({
  'X-Docker-Container-Path-Stat': Buffer.from(JSON.stringify(stat)).toString('base64'),
});

const statContainerPath: Handler = async ({ engine, query, param }, response) => {
  const stat = await statPath(engine, param('id'), query.demand('path'));
  response.writeHead(200, { ...apiHeaders, ...statHeader(stat) }).end();
};

const getArchive: Handler = async ({ engine, query, param, signal }, response) => {
  const { stat, archive } = await copyOut(engine, param('id'), query.demand('path'));
  await sendArchive(archive, response, signal, statHeader(stat));
};

const exportContainer: Handler = ({ engine, param, signal }, response) =>
  sendArchive(exportRoot(engine, param('id')), response, signal);

const putArchive: Handler = async ({ engine, request, query, param }, response) => {
  const noOverwriteDirNonDir = query.flag('noOverwriteDirNonDir');
  await copyIn(engine, param('id'), query.demand('path'), request, { noOverwriteDirNonDir });
  answer(response, 200);
};

export const fileRoutes: readonly Route[] = [
  { method: 'HEAD', path: '/containers/:id/archive', handle: statContainerPath },
  { method: 'GET', path: '/containers/:id/archive', handle: getArchive },
  { method: 'PUT', path: '/containers/:id/archive', handle: putArchive },
  { method: 'GET', path: '/containers/:id/export', handle: exportContainer },
];

/** Holding a container and letting it go on. */
import { pause, unpause } from '../../engine/pause';
import { answer } from '../answer';
import type { Handler, Route } from '../router';

const pauseContainer: Handler = async ({ engine, param }, response) => {
  await pause(engine, param('id'));
  answer(response, 204);
};

const unpauseContainer: Handler = async ({ engine, param }, response) => {
  await unpause(engine, param('id'));
  answer(response, 204);
};

export const pauseRoutes: readonly Route[] = [
  { method: 'POST', path: '/containers/:id/pause', handle: pauseContainer },
  { method: 'POST', path: '/containers/:id/unpause', handle: unpauseContainer },
];

/** The processes of a container, and what they may use. */
import { top } from '../../engine/top';
import { update } from '../../engine/update';
import { answer } from '../answer';
import { readBody } from '../body';
import { askedLimits } from '../host-settings';
import type { Handler, Route } from '../router';
import { refuseFields } from '../unsupported';

const listProcesses: Handler = async ({ engine, query, param }, response) => {
  const { titles, rows } = await top(engine, param('id'), query.text('ps_args'));
  answer(response, 200, { Titles: titles, Processes: rows });
};

const updateContainer: Handler = async ({ engine, param, request }, response) => {
  const body = await readBody(request);
  refuseFields(body);
  await update(engine, param('id'), askedLimits(body));
  answer(response, 200, { Warnings: null });
};

export const processRoutes: readonly Route[] = [
  { method: 'GET', path: '/containers/:id/top', handle: listProcesses },
  { method: 'POST', path: '/containers/:id/update', handle: updateContainer },
];

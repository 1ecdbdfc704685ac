/** Operations on networks. */
import type { Engine } from '../../engine/engine';
import { hasLabel } from '../../engine/labels';
import { connect, disconnect } from '../../engine/network-connect';
import { createNetwork } from '../../engine/network-create';
import { pruneNetworks, removeNetwork } from '../../engine/network-remove';
import { RuntimeError } from '../../errors';
import type { NetworkRecord } from '../../network/network-record';
import { answer } from '../answer';
import { type Fields, readBody } from '../body';
import { networkDetails } from '../network-json';
import { wishes } from '../network-request';
import type { Handler, Route } from '../router';
import { unsupported } from '../unsupported';

const tests: Record<string, (record: NetworkRecord, value: string) => boolean> = {
  id: ({ id }, value) => id.startsWith(value),
  name: ({ name }, value) => name.includes(value),
  driver: ({ driver }, value) => driver === value,
  scope: (_record, value) => value === 'local',
  type: ({ predefined }, value) => predefined === (value === 'builtin'),
  label: ({ labels }, value) => hasLabel(labels, value),
};

async function details(engine: Engine, record: NetworkRecord): Promise<object> {
  const opened = (await engine.networks.live()).find(({ id }) => id === record.id);
  return networkDetails(engine, record, opened);
}

const listNetworks: Handler = async ({ engine, query }, response) => {
  const filters = Object.entries(query.filters());
  const strange = filters.find(([name]) => !Object.hasOwn(tests, name));
  if (strange)
    throw new RuntimeError(
      'invalid',
      `no filter "${strange[0]}": there are ${Object.keys(tests).join(', ')}`,
    );
  const found = engine.networks
    .all()
    .filter((record) =>
      filters.every(([name, values]) => values.some((value) => tests[name]?.(record, value))),
    );
  answer(response, 200, await Promise.all(found.map((record) => details(engine, record))));
};

const inspectNetwork: Handler = async ({ engine, param }, response) => {
  answer(response, 200, await details(engine, engine.networks.find(param('id'))));
};

const create: Handler = async ({ engine, request }, response) => {
  const body = await readBody(request);
  refuseUnsupported(body);
  const [config] = body.fields('IPAM').list('Config');
  const id = await createNetwork(engine, {
    name: body.text('Name') ?? '',
    subnet: config?.text('Subnet') || undefined,
    labels: body.textMap('Labels') ?? {},
  });
  answer(response, 201, { Id: id, Warning: '' });
};

function refuseUnsupported(body: Fields): void {
  const driver = body.text('Driver') || 'bridge';
  if (driver !== 'bridge') throw unsupported(`the network driver "${driver}"`, 'Driver');
  const addresses = body.fields('IPAM').list('Config');
  if (addresses.length > 1) throw unsupported('a network of several subnets', 'IPAM.Config');
  for (const field of ['Gateway', 'IPRange', 'AuxiliaryAddresses'])
    if (addresses[0]?.raw(field)) throw unsupported('a chosen gateway or range', `IPAM.Config.${field}`);
  for (const field of ['Internal', 'EnableIPv6', 'Ingress', 'ConfigOnly'])
    if (body.flag(field)) throw unsupported('a network of that kind', field);
  if (Object.keys(body.textMap('Options') ?? {}).length > 0)
    throw unsupported('options of the network driver', 'Options');
}

const remove: Handler = async ({ engine, param }, response) => {
  await removeNetwork(engine, param('id'));
  answer(response, 204);
};

const connectContainer: Handler = async ({ engine, param, request }, response) => {
  const body = await readBody(request);
  await connect(engine, container(body), param('id'), wishes(body.fields('EndpointConfig')));
  answer(response, 200);
};

const disconnectContainer: Handler = async ({ engine, param, request }, response) => {
  await disconnect(engine, container(await readBody(request)), param('id'));
  answer(response, 200);
};

function container(body: Fields): string {
  const reference = body.text('Container');
  if (reference) return reference;
  throw new RuntimeError('invalid', 'no container: the field Container says which one');
}

const prune: Handler = async ({ engine }, response) => {
  answer(response, 200, { NetworksDeleted: await pruneNetworks(engine) });
};

export const networkRoutes: readonly Route[] = [
  { method: 'GET', path: '/networks', handle: listNetworks },
  { method: 'GET', path: '/networks/:id', handle: inspectNetwork },
  { method: 'POST', path: '/networks/create', handle: create },
  { method: 'POST', path: '/networks/prune', handle: prune },
  { method: 'DELETE', path: '/networks/:id', handle: remove },
  { method: 'POST', path: '/networks/:id/connect', handle: connectContainer },
  { method: 'POST', path: '/networks/:id/disconnect', handle: disconnectContainer },
];

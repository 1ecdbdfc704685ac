/** One virtual cable: a veth pair from a bridge into a network namespace. */
import { runProgram } from './programs';

/** What a container sees of its cable. */
export interface Endpoint {
  readonly networkId: string;
  /** Its name inside, e.g. `eth0`. */
  readonly interface: string;
  readonly ipAddress: string;
  readonly prefixLength: number;
  readonly gateway: string;
  readonly macAddress: string;
  readonly bridge: string;
}

/** Brings the container's end into the namespace of a process; `device` is the name of ours. The host's end is up before its peer is, so it makes no IPv6 address before the second line forbids that. */
export async function plug(device: string, pid: number, endpoint: Endpoint): Promise<void> {
  const { bridge, macAddress } = endpoint;
  const script = `link add ${device} up master ${bridge} type veth peer name ${endpoint.interface} address ${macAddress} netns ${pid}
link set ${device} addrgenmode none
`;
  await runProgram('ip', ['-batch', '-'], script);
}

/** Gives the container's end its address while the container runs; at a start init does it from inside. */
export async function furnish(pid: number, endpoint: Endpoint): Promise<void> {
  const { interface: name, ipAddress, prefixLength } = endpoint;
  await inside(
    pid,
    `link set ${name} addrgenmode none\naddr add ${ipAddress}/${prefixLength} broadcast + dev ${name}\nlink set ${name} up\n`,
  );
}

/** Makes this endpoint's gateway the way out. */
export const routeThrough = (pid: number, { gateway, interface: name }: Endpoint): Promise<void> =>
  inside(pid, `route replace default via ${gateway} dev ${name}\n`);

async function inside(pid: number, script: string): Promise<void> {
  await runProgram('nsenter', [`--net=/proc/${pid}/ns/net`, 'ip', '-batch', '-'], script);
}

/** Devices may vanish at any moment with their container's namespace: one that is gone is what we wanted. */
export async function unplug(devices: readonly string[]): Promise<void> {
  if (devices.length === 0) return;
  const script = devices.map((device) => `link del ${device}\n`).join('');
  await runProgram('ip', ['-force', '-batch', '-'], script).catch(() => undefined);
}

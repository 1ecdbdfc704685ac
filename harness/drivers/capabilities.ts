/**
 * Optional abilities that a clause may need (`Needs:` in the specification) and a runtime may lawfully lack.
 * A descriptor claims them; claim and probe must agree.
 */
export const capabilities = {
  'memory-limit': 'bounds the memory of a container',
  'swap-limit': 'bounds memory and swap of a container together',
  'pids-limit': 'bounds the number of processes of a container',
  'cpu-limit': 'bounds the processor time of a container',
  'processor-set': 'keeps a container on some of the processors',
  'host-devices': 'gives a container devices of the host',
  network: 'gives containers a network of their own with an address',
  terminal: 'gives a process a pseudo-terminal',
  seccomp: 'filters system calls',
  init: 'puts an init in front of the process of a container',
  'shared-namespaces': 'gives a container namespaces of the host or of another container',
  update: 'changes the limits of a container that runs',
  pause: 'holds all processes of a container where they are',
  'restart-policy': 'starts a process again that has ended',
  'runtime-restart': 'can be restarted by the suite, as its descriptor says',
  'published-ports': 'leads ports of the host into containers',
  'named-networks': 'has networks that a caller makes and names, in which containers find each other by name',
  'host-network': 'runs a container in the network of the host',
  'shared-network': 'runs a container in the network of another',
  'domain-name': 'gives a container a domain name',
  'working-directory-creation': 'creates a missing working directory',
  volumes: 'keeps directories that outlive containers',
  'bind-mounts': 'shows files and directories of the host',
  tmpfs: 'mounts file systems in memory',
  'identifier-file': 'writes the identifier of a new container into a file of the caller',
  'path-copy': 'copies between paths of the caller and of a container',
} as const;

export type Capability = keyof typeof capabilities;

export const isCapability = (name: string): name is Capability => Object.hasOwn(capabilities, name);

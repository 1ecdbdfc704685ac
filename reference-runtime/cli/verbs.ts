/** All verbs: their place in the help, and where their code is. A verb is loaded only when it is used: start-up time counts. */
import type { Verb } from './verb';

interface Entry {
  readonly group: string;
  readonly summary: string;
  load(): Verb;
}

const containers = 'Containers:';
const streams = 'Streams and files:';
const images = 'Images:';
const volumes = 'Volumes and networks:';
const system = 'Engine:';

type VerbModule = { verb: Verb };
const entry = (group: string, summary: string, load: () => VerbModule): Entry => ({
  group,
  summary,
  load: () => load().verb,
});

export const verbs: Readonly<Record<string, Entry>> = {
  run: entry(containers, 'make a container from an image and run it', () => require('./verbs/run')),
  create: entry(containers, 'make a container from an image, without starting it', () =>
    require('./verbs/create'),
  ),
  start: entry(containers, 'start containers that do not run', () => require('./verbs/start')),
  stop: entry(containers, 'ask containers to end, and kill them after a grace period', () =>
    require('./verbs/stop'),
  ),
  restart: entry(containers, 'stop and start containers', () => require('./verbs/restart')),
  kill: entry(containers, 'send a signal to containers', () => require('./verbs/kill')),
  pause: entry(containers, 'stop all processes of containers where they are', () => require('./verbs/pause')),
  unpause: entry(containers, 'let paused containers go on', () => require('./verbs/unpause')),
  top: entry(containers, 'list the processes of a container', () => require('./verbs/top')),
  update: entry(containers, 'give containers other limits', () => require('./verbs/update')),
  wait: entry(containers, 'wait until containers end, print their exit statuses', () =>
    require('./verbs/wait'),
  ),
  rm: entry(containers, 'remove containers', () => require('./verbs/rm')),
  rename: entry(containers, 'give a container another name', () => require('./verbs/rename')),
  ps: entry(containers, 'list containers', () => require('./verbs/ps')),
  port: entry(containers, 'show which ports of the host lead into a container', () =>
    require('./verbs/port'),
  ),
  inspect: entry(containers, 'show all about containers and images, as JSON', () =>
    require('./verbs/inspect'),
  ),
  attach: entry(streams, 'connect to the standard streams of a running container', () =>
    require('./verbs/attach'),
  ),
  exec: entry(streams, 'run another program in a running container', () => require('./verbs/exec')),
  stats: entry(containers, 'show what containers use', () => require('./verbs/stats')),
  logs: entry(streams, 'show what a container printed', () => require('./verbs/logs')),
  cp: entry(streams, 'copy files between a container and here', () => require('./verbs/cp')),
  diff: entry(streams, 'list what a container changed in its file system', () => require('./verbs/diff')),
  export: entry(streams, 'write the files of a container as an archive', () => require('./verbs/export')),
  commit: entry(images, 'make an image from the changes of a container', () => require('./verbs/commit')),
  import: entry(images, 'make an image from an archive of a root file system', () =>
    require('./verbs/import'),
  ),
  save: entry(images, 'write images as an archive for any runtime', () => require('./verbs/save')),
  load: entry(images, 'take over the images of an archive', () => require('./verbs/load')),
  images: entry(images, 'list images', () => require('./verbs/images')),
  tag: entry(images, 'give an image another name', () => require('./verbs/tag')),
  rmi: entry(images, 'remove names of images, and images without a name', () => require('./verbs/rmi')),
  history: entry(images, 'list the layers of an image and how they came about', () =>
    require('./verbs/history'),
  ),
  network: entry(volumes, 'make, list and remove networks, and put containers into them', () =>
    require('./verbs/network'),
  ),
  volume: entry(volumes, 'make, list and remove volumes', () => require('./verbs/volume')),
  container: entry(system, 'remove the containers that do not run', () => require('./verbs/container')),
  image: entry(system, 'remove the images that nobody uses', () => require('./verbs/image')),
  system: entry(system, 'remove everything that nobody uses', () => require('./verbs/system')),
  daemon: entry(system, 'serve the engine (as root)', () => require('./verbs/daemon')),
  info: entry(system, 'show what the engine runs on', () => require('./verbs/info')),
  version: entry(system, 'show the versions of command and engine', () => require('./verbs/version')),
  events: entry(system, 'show what happens to containers and images, as it happens', () =>
    require('./verbs/events'),
  ),
};

/** Takes away what a scenario has made, by the names it knows: sessions first, then containers, then volumes and images. */
import type { Container } from './containers';
import type { ScenarioWorld } from './world';

/** Never throws: what cannot be removed is found by the sweep at the end of the run, and reported there. */
export async function cleanUp({
  runtime,
  containers,
  images,
  networks,
  volumes,
  workspace,
}: ScenarioWorld): Promise<void> {
  const remove = async (container: Container) => {
    await Promise.allSettled(container.sessions.map((session) => session.disconnect()));
    if (container.mayExist) await runtime.remove(container.request.name, { force: true, volumes: true });
    await Promise.allSettled(container.waits.map(({ outcome }) => outcome));
  };
  await Promise.allSettled(containers.listeners.map((listener) => listener.disconnect()));
  const [sharing, others] = [containers.all.filter(shares), containers.all.filter((one) => !shares(one))];
  await Promise.allSettled(sharing.map(remove)); // some runtimes keep a container that others share something with
  await Promise.allSettled([...others.map(remove), workspace.clear()]);
  await Promise.allSettled(networks.all.map((network) => runtime.removeNetwork(network)));
  await Promise.allSettled(volumes.made.map((volume) => runtime.volumes.remove(volume)));
  for (const image of images.toRemove) await Promise.allSettled([runtime.removeImage(image)]);
}

const shares = ({ request: { network, pidNamespace } }: Container): boolean =>
  (pidNamespace?.startsWith('container:') ?? false) ||
  (typeof network === 'object' && 'container' in network);

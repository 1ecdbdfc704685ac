/** What the caller's shell or supervisor sends to the command is meant for the process in the container. */

/** SIGKILL and SIGSTOP cannot be caught; SIGCHLD, SIGPIPE, SIGWINCH concern the command itself. */
const proxied = [
  'SIGHUP',
  'SIGINT',
  'SIGQUIT',
  'SIGUSR1',
  'SIGUSR2',
  'SIGALRM',
  'SIGTERM',
  'SIGCONT',
] as const;

/** Passes signals on to `send`. Those that come before `open` is called wait for it: until then there is no process. */
export function proxySignals(send: (signal: string) => void): { open(): void } {
  const waiting: string[] = [];
  let isOpen = false;
  for (const signal of proxied) process.on(signal, () => (isOpen ? send(signal) : waiting.push(signal)));
  return {
    open: () => {
      isOpen = true;
      for (const signal of waiting.splice(0)) send(signal);
    },
  };
}

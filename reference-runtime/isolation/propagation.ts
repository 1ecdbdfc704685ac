/** Whether a mount of the host passes on what is mounted below it: proc_pid_mountinfo(5), shared subtrees. */
import { readFileSync, realpathSync } from 'node:fs';

export interface HostMount {
  readonly target: string;
  /** `shared:N`: passes mounts on and takes them. */
  readonly shared: boolean;
  /** `master:N`: takes them only. */
  readonly slave: boolean;
}

/** The mount that a path of the host lies on. Throws the system's error for a path that is not there. */
export function mountOf(path: string, mountinfo = readFileSync('/proc/self/mountinfo', 'utf8')): HostMount {
  const real = realpathSync(path);
  const above = mountinfo
    .split('\n')
    .filter((line) => line !== '')
    .map(parse)
    .filter(({ target }) => target === '/' || real === target || real.startsWith(`${target}/`));
  // Of two at the same place the later one is on top.
  return above.reduce((best, each) => (each.target.length >= best.target.length ? each : best));
}

function parse(line: string): HostMount {
  const fields = line.split(' ');
  const tags = fields.slice(6, fields.indexOf('-'));
  const target = (fields[4] ?? '').replace(/\\(\d{3})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 8)),
  );
  return {
    target,
    shared: tags.some((tag) => tag.startsWith('shared:')),
    slave: tags.some((tag) => tag.startsWith('master:')),
  };
}

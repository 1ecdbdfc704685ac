/** A root to look at or to change. What happens in a view cannot reach anything outside it. */
export type View = DirectoryView | OverlayView | ProcessView | ProcessRootView;

/** One directory as it is on disk: whiteouts and opaque directories of a layer show in their overlay form. */
export interface DirectoryView {
  readonly kind: 'directory';
  readonly path: string;
}

/**
 * The merged root of a container that is not running. Mounted for the helper alone and gone with it. Never use it while the same
 * upper directory is mounted elsewhere: overlayfs calls the outcome undefined (Documentation/filesystems/overlayfs.rst).
 */
export interface OverlayView {
  readonly kind: 'overlay';
  /** Uppermost first, absolute. */
  readonly lower: readonly string[];
  readonly upper: string;
  readonly work: string;
  /** Nothing can be written but in what is mounted below. */
  readonly readOnly?: boolean;
  /** Outermost first; `source` on the host, `target` in the view. */
  readonly mounts?: readonly {
    readonly source: string;
    readonly target: string;
    readonly readOnly: boolean;
  }[];
}

/** The root of a running container as its process sees it, mounts included. */
export interface ProcessView {
  readonly kind: 'process';
  /** Host process number. */
  readonly pid: number;
}

/** The root of a running container alone, without what is mounted in it: its layers put together. */
export interface ProcessRootView {
  readonly kind: 'process-root';
  /** Host process number. */
  readonly pid: number;
}

/** How native/tree names the view on its command line. */
export function viewArguments(view: View): string[] {
  switch (view.kind) {
    case 'directory':
      return ['directory', view.path];
    case 'overlay':
      return overlayArguments(view);
    case 'process':
    case 'process-root':
      return [view.kind, String(view.pid)];
  }
}

function overlayArguments({ lower, upper, work, readOnly = false, mounts = [] }: OverlayView): string[] {
  const mounted = mounts.flatMap(({ source, target, readOnly }) => [source, target, mode(readOnly)]);
  return ['overlay', mode(readOnly), String(lower.length), upper, work, ...lower, ...mounted];
}

const mode = (readOnly: boolean): string => (readOnly ? 'ro' : 'rw');

import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { extract, type Header, pack } from 'tar-stream';

/** The same archive with its top-level name replaced; `.` puts the content of a directory at the top. */
export function renameArchive(archive: Readable, name: string): Readable {
  const renamed = pack();
  const reading = extract();
  let root: string | undefined;
  reading.on('entry', (header, content, next) => {
    root ??= header.name.replace(/\/+$/, '');
    const entry = renamed.entry(renameHeader(header, root, name), next);
    // A file whose size is 0 gets no sink.
    if (entry) content.pipe(entry);
    else content.resume();
  });
  pipeline(archive, reading).then(
    () => renamed.finalize(),
    (error: Error) => renamed.destroy(error),
  );
  return Readable.from(renamed, { objectMode: false });
}

function renameHeader(header: Header, root: string, name: string): Header {
  // Names in extended headers would win over the new ones.
  const { path, linkpath, size, ...pax } = (header.pax ?? {}) as Record<string, string>;
  return {
    ...header,
    name: renamePath(header.name, root, name),
    ...(header.type === 'link' && { linkname: renamePath(header.linkname ?? '', root, name) }),
    pax: Object.keys(pax).length > 0 ? pax : undefined,
  };
}

export function renamePath(path: string, root: string, name: string): string {
  return path === root || path.startsWith(`${root}/`) ? `${name}${path.slice(root.length)}` : path;
}

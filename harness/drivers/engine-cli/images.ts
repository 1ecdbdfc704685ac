/** Images: how they are made, named, shown, carried and removed. */
import type { Readable } from 'node:stream';
import type { Outcome } from '../outcome';
import type {
  CommitOptions,
  HistoryStep,
  ImageFacts,
  ImageSetting,
  ImageSummary,
  ImportOptions,
  Reference,
} from '../runtime';
import { type Asker, identifier, nothing } from './asker';
import { expand } from './expand';
import { instructionsFor } from './instructions';
import { readHistory, readImage, readImages } from './read-image';

export class Images {
  constructor(
    private readonly asker: Asker,
    private readonly label: string,
  ) {}

  commit(
    container: Reference,
    { settings, ...options }: CommitOptions = {},
  ): Promise<Outcome<{ id: string }>> {
    return this.asker.ask('commit', { container, ...options, changes: this.changes(settings) }, identifier);
  }

  import(
    archive: Buffer | Readable,
    { settings, ...options }: ImportOptions = {},
  ): Promise<Outcome<{ id: string }>> {
    const values = { ...options, label: this.label, changes: this.changes(settings) };
    return this.asker.ask('importImage', values, identifier, { stdin: archive });
  }

  save(images: readonly Reference[]): Promise<Outcome<{ archive: Buffer }>> {
    return this.asker.ask('saveImages', { images }, ({ stdout }) => ({ archive: stdout }), { binary: true });
  }

  load(archive: Buffer): Promise<Outcome<void>> {
    return this.asker.ask('loadImages', {}, nothing, { stdin: archive });
  }

  history(image: Reference): Promise<Outcome<HistoryStep[]>> {
    return this.asker.ask('history', { image }, ({ exchange }) => readHistory(exchange.stdout, this.answers));
  }

  tag(image: Reference, name: Reference): Promise<Outcome<void>> {
    return this.asker.ask('tag', { image, name }, nothing);
  }

  list(): Promise<Outcome<ImageSummary[]>> {
    return this.asker.ask('listImages', {}, ({ exchange }) => readImages(exchange.stdout, this.answers));
  }

  inspect(image: Reference): Promise<Outcome<ImageFacts>> {
    return this.asker.ask('inspectImage', { image }, ({ exchange }) =>
      readImage(exchange.stdout, this.answers),
    );
  }

  remove(image: Reference): Promise<Outcome<void>> {
    return this.asker.ask('removeImage', { image }, nothing);
  }

  private get answers() {
    return this.asker.descriptor.answers;
  }

  private changes(settings: readonly ImageSetting[] = []): string[] {
    const template = this.asker.descriptor.options.change ?? [];
    return instructionsFor(settings).flatMap((value) => expand(template, { value }));
  }
}

/** What the caller wants of an image that is made, and what an image says about itself: tables of `setting` and `value`. */
import type { CommitOptions, ImageFacts, ImageSetting } from '../../harness/drivers/runtime';

export type SettingRow = { readonly setting: string; readonly value: string };

const told = ['author', 'message'] as const;

/** Rows as options of commit and import. */
export function wantedSettings(rows: readonly SettingRow[]): CommitOptions {
  const words = Object.fromEntries(
    told.flatMap((name) => rows.filter(({ setting }) => setting === name).map(({ value }) => [name, value])),
  );
  const settings = rows
    .filter(({ setting }) => !told.some((name) => name === setting))
    .map(({ setting, value }) => ({ kind: setting as ImageSetting['kind'], value }));
  return { ...words, ...(settings.length > 0 ? { settings } : {}) };
}

/** An image's facts as rows. */
export const settingRows = ({ settings, author, message, created }: ImageFacts): SettingRow[] => [
  ...settings.map(({ kind, value }) => ({ setting: kind, value })),
  { setting: 'author', value: author },
  { setting: 'message', value: message },
  { setting: 'created', value: created.replace(/(\.0+)?Z$/, 'Z') },
];

/** The `config` of an image configuration (OCI image specification, config.md) that says the same. */
export function asConfig(settings: readonly ImageSetting[], label: string): object {
  const of = (kind: ImageSetting['kind']) =>
    settings.filter((each) => each.kind === kind).map(({ value }) => value);
  const words = (kind: ImageSetting['kind']) => of(kind)[0]?.split(' ');
  const keys = (kind: ImageSetting['kind']) => Object.fromEntries(of(kind).map((value) => [value, {}]));
  const pairs = [label, ...of('label')].map((pair) => pair.split(/=(.*)/s).slice(0, 2));
  return {
    Cmd: words('argv'),
    Entrypoint: words('entrypoint'),
    Env: of('environment'),
    User: of('user')[0],
    WorkingDir: of('working directory')[0],
    ExposedPorts: keys('port'),
    Volumes: keys('volume'),
    Labels: Object.fromEntries(pairs),
  };
}

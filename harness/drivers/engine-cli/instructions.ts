/** Settings of an image as the instructions that Docker-like command lines take for them. */
import type { ImageSetting } from '../answers';

const instructions: Readonly<Record<ImageSetting['kind'], (value: string) => string>> = {
  argv: (value) => `CMD ${JSON.stringify(value.split(' '))}`,
  entrypoint: (value) => `ENTRYPOINT ${JSON.stringify(value.split(' '))}`,
  environment: (value) => `ENV ${value}`,
  label: (value) => `LABEL ${value}`,
  port: (value) => `EXPOSE ${value}`,
  user: (value) => `USER ${value}`,
  volume: (value) => `VOLUME ${JSON.stringify([value])}`,
  'working directory': (value) => `WORKDIR ${value}`,
};

export const instructionsFor = (settings: readonly ImageSetting[]): string[] =>
  settings.map(({ kind, value }) => instructions[kind](value));

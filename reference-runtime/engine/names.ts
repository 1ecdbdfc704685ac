/** Names of containers, given and made up. */
import { randomBytes } from 'node:crypto';
import { RuntimeError } from '../errors';

const lawfulName = /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/;

/**
 * A name as the caller typed it, with or without a leading slash, as it is kept. Throws RuntimeError `invalid`.
 * Clauses: CREATE-4 … CREATE-6, RENAME-4.
 */
export function parseName(text: string): string {
  const name = text.startsWith('/') ? text.slice(1) : text;
  if (lawfulName.test(name)) return name;
  throw new RuntimeError(
    'invalid',
    `"${text}" is no container name: use two or more of a-z A-Z 0-9 _ . - and begin with a letter or digit`,
  );
}

const qualities = [
  'amber',
  'brisk',
  'calm',
  'deft',
  'early',
  'fair',
  'glad',
  'hale',
  'keen',
  'lucid',
  'mild',
  'neat',
];
const things = [
  'anchor',
  'barge',
  'cargo',
  'dock',
  'ferry',
  'galley',
  'harbour',
  'keel',
  'mast',
  'pier',
  'quay',
  'sail',
];

/** A name for a container whose creator gave none: readable, and unlikely to be taken. */
export function madeUpName(): string {
  const bytes = randomBytes(5);
  const quality = qualities[bytes.readUInt8(0) % qualities.length];
  const thing = things[bytes.readUInt8(1) % things.length];
  return `${quality}_${thing}_${bytes.subarray(2).toString('hex')}`;
}

/**
 * 64 hexadecimal digits.
 * Clauses: PROP-2.
 */
export const newId = (): string => randomBytes(32).toString('hex');

/** The short form of an identifier that people read: the default host name, too. */
export const shortId = (id: string): string => id.slice(0, 12);

import { createHash } from 'node:crypto';

/** `sha256:` and 64 hexadecimal digits, over the UTF-8 bytes of the text. */
export const sha256 = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`;

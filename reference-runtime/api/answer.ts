/** Writing answers. */
import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { apiVersion } from './router';

/** In every answer, so that clients know whom they talk to. */
export const apiHeaders = {
  'Api-Version': apiVersion,
  'Docker-Experimental': 'false',
  Ostype: 'linux',
  Server: 'scr (linux)',
} as const;

/** Ends the response with a JSON value, or without a body. */
export function answer(response: ServerResponse, status: number, value?: unknown): void {
  if (value === undefined) {
    response.writeHead(status, apiHeaders).end();
    return;
  }
  const text = `${JSON.stringify(value)}\n`;
  const headers = {
    ...apiHeaders,
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(text),
  };
  response.writeHead(status, headers).end(text);
}

/** Ends the response with a line of JSON for each message, as clients read the progress of long operations. */
export function answerMessages(response: ServerResponse, messages: readonly object[]): void {
  response.writeHead(200, { ...apiHeaders, 'Content-Type': 'application/json' });
  response.end(messages.map((message) => `${JSON.stringify(message)}\r\n`).join(''));
}

/** Begins an answer whose body comes later: the client learns at once that its request was accepted. */
export function begin(response: ServerResponse, contentType: string): void {
  response.writeHead(200, { ...apiHeaders, 'Content-Type': contentType });
  response.flushHeaders();
}

/** Streams an archive to its end. One that breaks off breaks the connection: the client must not take a part for the whole. */
export async function sendArchive(
  archive: Readable,
  response: ServerResponse,
  signal: AbortSignal,
  headers: OutgoingHttpHeaders = {},
): Promise<void> {
  response.writeHead(200, { ...apiHeaders, 'Content-Type': 'application/x-tar', ...headers });
  try {
    await pipeline(archive, response);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

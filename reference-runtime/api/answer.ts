/** Writing answers. */
import type { ServerResponse } from 'node:http';
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

/** Begins an answer whose body comes later: the client learns at once that its request was accepted. */
export function begin(response: ServerResponse, contentType: string): void {
  response.writeHead(200, { ...apiHeaders, 'Content-Type': contentType });
  response.flushHeaders();
}

/** Long operations answer with a stream of JSON messages. */
import { CommandFailure } from './failure';

export interface Message {
  readonly status?: string;
  readonly stream?: string;
  readonly error?: string;
}

/** All messages of an answer. By the first one status 200 is sent, so an error comes as a message too: throws it as CommandFailure. */
export async function messagesOf(answer: AsyncIterable<Buffer>): Promise<Message[]> {
  let text = '';
  for await (const chunk of answer) text += chunk;
  const messages = text
    .split(/\r?\n/)
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Message);
  const failed = messages.find(({ error }) => error);
  if (failed) throw new CommandFailure(`Error response from daemon: ${failed.error}`);
  return messages;
}

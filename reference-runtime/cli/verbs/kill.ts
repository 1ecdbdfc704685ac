import { eachArgument } from '../each-argument';
import { verb as declareVerb, type Verb } from '../verb';

export const verb: Verb = (context) =>
  declareVerb({
    name: 'kill',
    summary: "Sends a signal to containers' processes.",
    examples: [
      ['scr kill web', 'end it at once'],
      ['scr kill -s HUP web', 'send SIGHUP'],
    ],
  })
    .option('-s, --signal <signal>', 'name with or without SIG, or number', 'KILL')
    .argument('<container...>')
    .action((names: string[], { signal }: { signal: string }) =>
      eachArgument(names, async (name) => {
        await context.engine.tell('POST', `/containers/${encodeURIComponent(name)}/kill`, {
          query: { signal },
        });
        return name;
      }),
    );

import { graceVerb } from '../grace-verb';

export const verb = graceVerb({
  name: 'stop',
  summary: 'Asks containers to end, and kills those that still run after a grace period.',
  examples: [['scr stop -t 2 web', 'give it two seconds']],
});

import { graceVerb } from '../grace-verb';

export const verb = graceVerb({
  name: 'restart',
  summary: 'Stops containers, as stop does, and starts them again.',
  examples: [['scr restart -t 2 web', 'give it two seconds to end']],
});

/** `reference-order.js down|kill|up`: what engine-cli/reference.yaml says to restart the bundled runtime. */
import { order } from './reference-control';

order(process.argv[2] ?? '').catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});

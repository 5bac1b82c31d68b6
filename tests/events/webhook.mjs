// webhook.mjs SECRET: the reference library looks at one request of the receiver's log, from
// standard input. Prints its payload's type; what is not well signed ends it with 1.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const { Webhook } = createRequire(`${process.env.EVENTS_NODE}/`)('standardwebhooks');
const { headers, body } = JSON.parse(readFileSync(0, 'utf8'));

console.log(new Webhook(process.argv[2]).verify(body, headers).type);

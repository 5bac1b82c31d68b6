// feed.mjs: a feed reader's library reads a feed from standard input, in whatever form it is. Prints
// form, number of items, and of each its id and title.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const found = createRequire(`${process.env.EVENTS_NODE}/`).resolve('feedsmith');
const { parseFeed } = await import(pathToFileURL(found));
const { format, feed } = parseFeed(readFileSync(0, 'utf8'));
const items = feed.items ?? feed.entries ?? [];

console.log([format, items.length, ...items.map((i) => `${i.id} ${i.title?.value ?? i.title}`)].join('\n'));

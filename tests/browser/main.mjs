// main.mjs [PART...]: all of them if none is named, in one browser. Started by pages.sh.

import { readdirSync } from 'node:fs';
import { launch, quit } from './lib/browser.mjs';
import { part, summary } from './lib/suite.mjs';

const chosen = process.argv.slice(2);
const names = readdirSync(new URL('parts', import.meta.url)).map((file) => file.replace('.mjs', '')).sort();

await launch();
for (const name of names.filter((each) => chosen.length === 0 || chosen.includes(each))) {
	const { run } = await import(`./parts/${name}.mjs`);

	await part(name, run);
}
await quit();
process.exit(summary() ? 0 : 1);

// main.mjs PART...: those of parts/, one after the other in one browser. Started by the scripts beside it.

import { launch, quit } from './lib/browser.mjs';
import { part, summary } from './lib/suite.mjs';

await launch();
for (const name of process.argv.slice(2)) {
	const { run } = await import(`./parts/${name}.mjs`);

	await part(name, run);
}
await quit();
process.exit(summary() ? 0 : 1);

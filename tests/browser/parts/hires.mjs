// The older kind of job: posted by one, pulled, accepted and delivered by an agent of another, verified, paid.

import { grant, somebody, upload } from '../lib/arena.mjs';
import { enter, goes } from '../lib/browser.mjs';
import { look } from '../lib/look.mjs';
import { open, quiet } from '../lib/pages.mjs';
import { button, main, sees } from '../lib/steps.mjs';
import { expect, none } from '../lib/suite.mjs';

const task = 'Write a short guide on how to keep sourdough bread fresh: storage on the first day, freezing, and reviving a stale loaf.';
const guide = `Keeping sourdough bread fresh. Storage on the first day: let the loaf cool, then keep it cut side down on a board, or in a
paper bag; it stays fresh for two days. Freezing: slice the loaf, freeze the slices in a bag with the air pressed out, and toast them from frozen;
they keep for three months. Reviving a stale loaf: wet the crust under the tap and bake it for ten minutes at 180 degrees.`;

export async function run() {
	const [boss, worker] = await Promise.all([somebody('Boss'), somebody('Worker')]);
	const [hiring, working] = [await enter(boss), await enter(worker)];
	const [sender, agent] = [await hiring.newPage(), await working.newPage()];

	grant(boss, 2_000);
	await hired(sender);
	await delivered(agent);
	await sees(sender, 'who hired sees what was delivered', 'Reviving a stale loaf: wet the crust', 15);
	await look(sender, 'a hire that was delivered');
	await forged(agent, worker);
	await open(agent, '/wallet');
	await sees(agent, 'and the worker is paid', '$7.50');
	none('nothing complained of a hire', [...hiring.complaints, ...working.complaints]);
	await hiring.close();
	await working.close();
}

// A link to a page of ours that names, in place of a hire, a file which a stranger wrote to look like one.
async function forged(page, writer) {
	const file = await upload(writer, 'hire.json', JSON.stringify({ id: '../keys?', kind: 'hire', status: 'accepted', title: 'FORGED', prompt: 'FORGED', sender: '', price_cents: 1, prize_cents: 1,
		time_limit_seconds: 60, attempt_count: 0, env_vars: {}, attachments: [], output_attachments: [] }));

	await open(page, `/hires?job=../files/${file.key}`);
	expect('a file is drawn as no hire', !(await main(page).innerText()).includes('FORGED'), await main(page).innerText());
}

async function hired(page) {
	await open(page, '/hires');
	await page.getByLabel('What is to be done').fill(task);
	await page.getByLabel('You pay, in dollars').fill('10');
	await button(page, 'See the estimate').click();
	await page.getByRole('heading', { name: 'This is what it will be' }).waitFor();
	await look(page, 'the estimate of a hire');
	await goes(page, () => main(page).getByRole('button', { name: /^Post it for/ }).click());
	await quiet(page);
	await sees(page, 'a hire waits for an agent', 'waiting for an agent');
	await look(page, 'a hire');
}

async function delivered(page) {
	await open(page, '/hires');
	await look(page, '/hires');
	await goes(page, () => button(page, 'Take the hire that suits you best').click());
	await button(page, 'Accept').waitFor();
	await look(page, 'a hire that is held');
	await goes(page, () => button(page, 'Accept').click());
	await page.getByLabel('Your delivery').fill(guide);
	await look(page, 'a delivery');
	await button(page, 'Deliver').click();
	await sees(page, 'a delivery is verified', 'Verified: $7.50 is yours');
	await open(page, page.url());
	await sees(page, 'and that stays to be read', 'Verified: $7.50 is yours');
}

// Every page there is, once.

import { readdirSync } from 'node:fs';

// Those for everybody, made by the program: they are read without JavaScript, too.
export const OPEN = ['/', '/board', '/feed', '/docs', '/rules', '/status'];

// Those of somebody: the bodies of www/pages, but for the way in and what is shown where something went wrong.
const bodies = new URL('../../../www/pages/', import.meta.url);

export const OWN = readdirSync(bodies).map((file) => `/${file.replace('.html', '')}`).filter((path) => !['/signup', '/error'].includes(path));

// How many answers a page still waits for.
function waiting(page) {
	const under = new Set();

	page.on('request', (request) => under.add(request));
	for (const end of ['requestfinished', 'requestfailed']) page.on(end, (request) => under.delete(request));
	return under;
}

const pending = new WeakMap();

// A page of the module's has said what it has to say when nothing is under way any more, and nothing follows.
export async function quiet(page) {
	const under = pending.get(page);

	for (let calm = 0, left = 300; calm < 4 && left > 0; left -= 1) {
		calm = under.size === 0 ? calm + 1 : 0;
		await page.waitForTimeout(25);
	}
}

export async function open(page, path) {
	if (!pending.has(page)) pending.set(page, waiting(page));
	const answer = await page.goto(path);

	await quiet(page);
	return answer;
}

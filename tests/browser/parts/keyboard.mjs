// With the keyboard alone, from an empty browser to an answer that is handed in. Each control must be reached by Tab, be
// seen to be, and be named.

import { grant, post, somebody } from '../lib/arena.mjs';
import { enter } from '../lib/browser.mjs';
import { ANSWERS, PROMPT } from '../lib/market.mjs';
import { open, quiet } from '../lib/pages.mjs';
import { sees } from '../lib/steps.mjs';
import { equal, none } from '../lib/suite.mjs';

export async function run() {
	const sender = await somebody('Keyboard');

	grant(sender, 1_000);
	const drop = await post(sender, { prompt: `${PROMPT} By keyboard.`, price_cents: 1000, time_limit_seconds: 900 });
	const context = await enter(null);
	const page = await context.newPage();
	const unseen = [];

	await open(page, '/');
	await page.keyboard.press('Tab');
	equal('the first Tab offers to skip to the content', new URL(await page.evaluate(() => document.activeElement.href)).hash.length > 1, true);
	await open(page, '/signup');
	await type(page, unseen, 'Name', 'Kay');
	await press(page, unseen, 'Join');
	await page.getByRole('heading', { name: /Welcome/ }).waitFor();
	await press(page, unseen, /^Compete for/);
	await page.waitForURL('**/work');
	await quiet(page);
	await press(page, unseen, /why the sky is blue|Explain/, 'A');
	await page.waitForURL(`**/drops/${drop.id}`);
	await quiet(page);
	await press(page, unseen, 'Claim a place');
	await page.getByLabel('Your answer').waitFor();
	await type(page, unseen, 'Your answer', ANSWERS[0]);
	await press(page, unseen, 'Hand in');
	await sees(page, 'an answer is handed in by the keyboard alone', 'You have handed in');
	none('and each step on the way was seen', unseen);
	none('nothing complained of the keyboard', context.complaints);
	await context.close();
}

// Where the focus is: its name, and whether it shows.
const focused = (page) => page.evaluate(() => {
	const at = document.activeElement, box = at.getBoundingClientRect(), style = getComputedStyle(at);
	const labels = [...(at.labels ?? [])].map((label) => label.innerText).join(' ');

	return {
		name: (at.getAttribute('aria-label') || labels || at.innerText || '').trim(), tag: at.tagName,
		shows: at === document.body || (box.width > 0 && box.right > 0 && box.bottom > 0 && box.top < innerHeight && (style.outlineStyle !== 'none' || style.boxShadow !== 'none')),
	};
});

async function reach(page, unseen, name, tag) {
	for (let steps = 0; steps < 80; steps += 1) {
		await page.keyboard.press('Tab');
		const at = await focused(page);

		if (!at.shows) unseen.push(`${new URL(page.url()).pathname}: ${at.tag} ${at.name}`);
		if ((name instanceof RegExp ? name.test(at.name) : at.name === name || at.name.startsWith(`${name}\n`)) && (!tag || at.tag === tag)) return;
	}
	throw new Error(`no Tab leads to ${name}`);
}

async function type(page, unseen, name, words) {
	await reach(page, unseen, name);
	await page.keyboard.insertText(words);
}

async function press(page, unseen, name, tag) {
	await reach(page, unseen, name, tag);
	await page.keyboard.press('Enter');
}

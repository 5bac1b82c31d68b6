// What may not go wrong: a draft outlives its session, two clicks post once, and who watches asks seldom.

import { close, done, grant, post, somebody } from '../lib/arena.mjs';
import { enter, goes } from '../lib/browser.mjs';
import { ANSWERS, PROMPT } from '../lib/market.mjs';
import { sideways } from '../lib/look.mjs';
import { open, quiet } from '../lib/pages.mjs';
import { button, claimPlace, handIn, main, order, sees, text } from '../lib/steps.mjs';
import { equal, expect, none, within } from '../lib/suite.mjs';

export async function run() {
	const eve = await somebody('Eve', { email: 'eve@people.example', password: 'correct horse' });

	grant(eve, 10_000);
	await drafted(eve);
	await twice(eve);
	await elsewhere(eve);
	await otherClocks(eve);
	await watched(eve);
}

async function drafted(eve) {
	const context = await enter(eve);
	const page = await context.newPage();

	await open(page, '/new');
	await page.getByLabel('What is to be done').fill(`${PROMPT} Drafted.`);
	await page.getByLabel('You pay, in dollars').fill('3.21');
	await context.clearCookies();
	await button(page, 'See the estimate').click();
	await sees(page, 'who is signed out in the middle of writing is told so', 'You are signed out');
	await goes(page, () => main(page).getByRole('link', { name: 'sign in', exact: true }).click());
	await page.getByLabel(/e-?mail/i).fill('eve@people.example');
	await page.getByLabel(/password/i).fill('correct horse');
	await goes(page, () => page.keyboard.press('Enter'));
	await quiet(page);
	equal('and comes back to where it was', new URL(page.url()).pathname, '/new');
	equal('with what was written', [await page.getByLabel('What is to be done').inputValue(), await page.getByLabel('You pay, in dollars').inputValue()], [`${PROMPT} Drafted.`, '3.21']);
	none('nothing complained meanwhile', context.complaints);
	await context.close();
}

async function twice(eve) {
	const context = await enter(eve);
	const page = await context.newPage();
	const count = async () => (await done('GET', '/api/jobs?limit=100', { key: eve.key })).jobs.length;
	const before = await count();

	await order(page, `${PROMPT} Dear.`, { price: '1,000.00' });
	await sees(page, 'an amount is read as it is written', '$1,000.00');
	await order(page, `${PROMPT} Twice.`, { price: '2.00' });
	await goes(page, () => main(page).getByRole('button', { name: /^Post it for/ }).dblclick());
	await quiet(page);
	equal('a double click posts once', await count(), before + 1);

	// The answer is lost on its way: the same wish again is no second drop.
	await order(page, `${PROMPT} Lost.`, { price: '2.00' });
	let lost = 0;

	await page.route('**/api/jobs/run', async (route) => {
		lost += 1;
		await route.fetch();
		await route.abort('connectionreset');
	}, { times: 1 });
	await main(page).getByRole('button', { name: /^Post it for/ }).click();
	await sees(page, 'that the server was not reached is said', 'cannot be reached');
	await goes(page, () => main(page).getByRole('button', { name: /^Post it for/ }).click());
	await quiet(page);
	equal('nor does who tries again after a lost answer post twice', [lost, await count()], [1, before + 2]);
	await context.close();
}

// Who has the drop open in two windows, and hands in by one.
async function elsewhere(eve) {
	const drop = await post(eve, { prompt: `${PROMPT} Elsewhere.`, price_cents: 200, time_limit_seconds: 600 });
	const context = await enter(await somebody('Wolfeschlegelsteinhausenbergerdorff'), { viewport: { width: 390, height: 844 } });

	await context.addInitScript(() => delete Crypto.prototype.randomUUID); // as on a site without https
	const [one, other] = [await context.newPage(), await context.newPage()];

	await claimPlace(one, drop.id);
	expect('what is asked for stands above what is being written', await one.evaluate(() =>
		Boolean(document.querySelector('.written').compareDocumentPosition(document.querySelector('textarea')) & Node.DOCUMENT_POSITION_FOLLOWING)));
	await one.evaluate(() => (document.documentElement.style.fontSize = '200%'));
	none('text twice as large fits a phone, and so does a long name', await sideways(one));
	await open(other, `/drops/${drop.id}`);
	await handIn(one, ANSWERS[0]);
	await sees(one, 'one window has handed in', 'You have handed in');
	await handIn(other, ANSWERS[1]);
	await sees(other, 'and the other shows what stands', 'You have handed in');
	await sees(other, 'which is the first', ANSWERS[0].slice(0, 40));
	await context.close();
}

// A browser's clock may be wrong by hours: what is left is the server's to say, to whoever looks.
async function otherClocks(eve) {
	const drop = await post(eve, { prompt: `${PROMPT} Clocks.`, price_cents: 200, time_limit_seconds: 600 });

	for (const hours of [1, -1]) {
		for (const who of [null, eve]) {
			const context = await enter(who, { timezoneId: 'Asia/Kathmandu' });
			const page = await context.newPage();

			await context.addInitScript((ms) => {
				const { now } = Date;

				Date.now = () => now() + ms;
			}, hours * 3_600_000);
			await open(page, `/drops/${drop.id}`);
			expect(`${hours} hours off, ${who ? 'signed in' : 'or not'}: what is left`, await within(5, async () => /\b(9:[0-5]\d|10:00)\b/.test(await text(page))), await text(page));
			await context.close();
		}
	}
}

// Requests of a page from now on, with their times.
function asked(page) {
	const times = [];

	page.on('request', (request) => {
		if (request.url().includes('/api/')) times.push(Date.now());
	});
	return times;
}

async function watched(eve) {
	const drop = await post(eve, { prompt: `${PROMPT} Watched.`, price_cents: 200, time_limit_seconds: 600 });
	const context = await enter(eve);
	const page = await context.newPage();

	await open(page, `/drops/${drop.id}`);
	const times = asked(page);

	await page.waitForTimeout(9_000);
	expect(`who watches asks at most once in two seconds (${times.length} in 9 s)`, times.length <= 5 && times.length >= 2, times);
	await hide(page, true);
	times.length = 0;
	await page.waitForTimeout(7_000);
	expect(`a tab in the background asks less (${times.length} in 7 s)`, times.length <= 1, times);
	await hide(page, false);
	expect('and at once when it is looked at again', await within(3, () => times.length > 0), times);
	close(drop.id);
	await sees(page, 'the end is seen without a click', 'No winner this time', 15);
	await quiet(page);
	times.length = 0;
	await page.waitForTimeout(5_000);
	equal('after the end nothing is asked', times.length, 0);
	none('nothing complained of who watched', context.complaints);
	await signedOut(eve, context, page);
	await context.close();
}

// The session ends elsewhere: whoever goes on watching is told, where they look.
async function signedOut(eve, context, page) {
	const drop = await post(eve, { prompt: `${PROMPT} Out.`, price_cents: 200, time_limit_seconds: 600 });

	await open(page, `/drops/${drop.id}`);
	await context.setOffline(true);
	await page.getByText('The server cannot be reached').waitFor({ timeout: 15_000 });
	await context.setOffline(false);
	await page.getByText('The server cannot be reached').waitFor({ state: 'detached', timeout: 20_000 });
	await context.clearCookies();
	await page.getByText('You are signed out').waitFor({ timeout: 15_000 });
	expect('who is signed out while watching sees it', await page.getByText('You are signed out').isVisible());
}

// Headless chromium has no other tab to go to: what the page would be told is told.
const hide = (page, hidden) => page.evaluate((value) => {
	Object.defineProperty(document, 'hidden', { configurable: true, get: () => value });
	Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => (value ? 'hidden' : 'visible') });
	document.dispatchEvent(new Event('visibilitychange'));
}, hidden);

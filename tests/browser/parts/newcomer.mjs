// From the address alone, by what the pages say: a drop posted in one window, won in another, and the prize found. No
// address is typed but the first; whoever is lost, has failed.

import { close } from '../lib/arena.mjs';
import { enter, goes } from '../lib/browser.mjs';
import { ANSWERS, PROMPT } from '../lib/market.mjs';
import { open, quiet } from '../lib/pages.mjs';
import { button, main, payAtStripe, sees, text } from '../lib/steps.mjs';
import { expect, none, within } from '../lib/suite.mjs';

export async function run() {
	const [one, other] = [await enter(null), await enter(null)];
	const [sender, winner] = [await one.newPage(), await other.newPage()];

	await posts(sender);
	await wins(winner);
	await sees(sender, 'whoever posted it sees the verdict come', ANSWERS[0].slice(0, 40), 20);
	await findsPrize(winner);
	none('nothing complained of the newcomers', [...one.complaints, ...other.complaints]);
	await one.close();
	await other.close();
}

async function follows(page, name) {
	await goes(page, () => page.getByRole('link', { name }).first().click());
	await quiet(page);
}

async function joins(page, name) {
	await follows(page, /^(join|make an account|sign up)/i);
	await page.getByLabel('Name', { exact: true }).fill(name);
	await button(page, 'Join').click();
	await page.getByRole('heading', { name: `Welcome, ${name}` }).waitFor();
	expect('whoever has joined is signed in, and sees it', await page.getByRole('navigation', { name: 'Yours' }).getByText(name).isVisible());
}

async function posts(page) {
	await open(page, '/');
	await follows(page, 'Post a drop');
	await joins(page, 'Newcomer');
	await goes(page, () => main(page).getByRole('link', { name: /post a drop|go on/i }).first().click());
	await quiet(page);
	await page.getByLabel('What is to be done').fill(PROMPT);
	await page.getByLabel('Time for answers').selectOption('1');
	await button(page, 'See the estimate').click();
	await button(page, 'Save it and add money').click();
	await goes(page, () => main(page).getByRole('button', { name: /by card/ }).click());
	await payAtStripe(page);
	await sees(page, 'the drop that was saved is offered again', 'Explain to a ten year old', 15);
	const way = main(page).getByRole('link', { name: 'Watch it' }).or(main(page).getByRole('button', { name: /^(Pay|Add) / }));

	await goes(page, () => way.first().click());
	await quiet(page);
	expect('and the window runs', /\/drops\//.test(page.url()), page.url());
}

async function wins(page) {
	await open(page, '/');
	await follows(page, /Compete/);
	await joins(page, 'Winner');
	await goes(page, () => main(page).getByRole('link', { name: /compete|go on/i }).first().click());
	await quiet(page);
	const row = main(page).getByRole('listitem').filter({ hasText: 'Explain to a ten year old' });

	await goes(page, () => row.getByRole('button', { name: 'Claim a place' }).click());
	await page.getByLabel('Your answer').fill(ANSWERS[0]);
	await button(page, 'Hand in').click();
	await sees(page, 'the answer is in', 'You have handed in');
	close(page.url().match(/[0-9a-f-]{36}/)[0]); // its minute is over
	await sees(page, 'and wins', 'is yours', 20);
}

async function findsPrize(page) {
	await follows(page, 'your wallet');
	await sees(page, 'the prize is in the wallet', 'Won or earned');
	expect('to the cent', await within(5, async () => (await text(page)).includes('$0.80')), await text(page));
}

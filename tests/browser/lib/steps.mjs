// What a person does, in the words that the pages use. Each step is of a page that the person is on.

import { expect, within } from './suite.mjs';
import { goes } from './browser.mjs';
import { open, quiet } from './pages.mjs';

export const main = (page) => page.getByRole('main');
export const button = (page, name) => main(page).getByRole('button', { name, exact: true });
export const text = (page) => main(page).innerText();
export const shows = (page, words, seconds = 8) => within(seconds, async () => (await text(page)).includes(words));

export async function sees(page, sentence, words, seconds) {
	expect(sentence, await shows(page, words, seconds), `not "${words}" in: ${await text(page)}`);
}

export async function signUp(page, name) {
	await open(page, '/signup');
	await page.getByLabel('Name').fill(name);
	await page.getByLabel('E-mail').fill(`${name.toLowerCase()}@people.example`);
	await page.getByLabel('Password').fill('correct horse');
	await button(page, 'Join').click();
	await page.getByRole('heading', { name: `Welcome, ${name}` }).waitFor();
	return main(page).getByRole('code').or(main(page).locator('code')).first().innerText();
}

// From the wallet, by Stripe's page, and back.
export async function topUp(page, dollars) {
	await open(page, '/wallet');
	await page.getByLabel('Amount in dollars').fill(dollars);
	await goes(page, () => button(page, 'Add money').click());
	await payAtStripe(page);
}

export async function payAtStripe(page) {
	await goes(page, () => page.locator('#pay').click());
	await shows(page, 'Your money has arrived');
}

export async function order(page, prompt, { pack, price, minutes = '1' } = {}) {
	await open(page, '/new');
	await page.getByLabel('What is to be done').fill(prompt);
	if (pack) await page.getByLabel(pack).check();
	if (price) await page.getByLabel('You pay, in dollars').fill(price);
	await page.getByLabel('Time for answers').selectOption(minutes);
	await button(page, 'See the estimate').click();
	await page.getByRole('heading', { name: 'This is what it will be' }).waitFor();
}

export async function confirm(page) {
	await goes(page, () => main(page).getByRole('button', { name: /^Post it for/ }).click());
	await quiet(page);
	return page.url().match(/\/drops\/([0-9a-f-]{36})/)?.[1];
}

export async function claimPlace(page, id) {
	await open(page, `/drops/${id}`);
	await button(page, 'Claim a place').click();
	await page.getByLabel('Your answer').waitFor();
}

export async function handIn(page, answer, files = []) {
	await page.getByLabel('Your answer').fill(answer);
	if (files.length) {
		await page.getByLabel('Files').setInputFiles(files);
		await within(8, () => main(page).getByRole('button', { name: /^Remove / }).count().then((count) => count === files.length));
	}
	await button(page, 'Hand in').click();
}

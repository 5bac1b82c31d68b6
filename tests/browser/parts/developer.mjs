// The Developer tab: a key that a program uses, a webhook with its deliveries, a program whose grant is ended; and the
// other parts of an account.

import { createServer } from 'node:http';
import { call, done, somebody } from '../lib/arena.mjs';
import { enter, goes } from '../lib/browser.mjs';
import { look } from '../lib/look.mjs';
import { open, quiet } from '../lib/pages.mjs';
import { button, main, sees, text } from '../lib/steps.mjs';
import { equal, expect, none, within } from '../lib/suite.mjs';

export async function run() {
	const dana = await somebody('Dana', { email: 'dana@people.example', password: 'correct horse' });
	const context = await enter(dana);
	const page = await context.newPage();

	await open(page, '/account');
	await look(page, '/account');
	await page.getByLabel('Name', { exact: true }).first().fill('Dana Ó Súilleabháin');
	await button(page, 'Save').first().click();
	await sees(page, 'a profile is saved', 'Saved.');
	await tab(page, 'Agents');
	await tab(page, 'Sessions');
	await sees(page, 'the sessions name this one', 'This browser');
	await tab(page, 'Developer');
	await key(page);
	await webhook(page);
	await grant(page);
	await signedOut(page);
	none('nothing complained of the account', context.complaints);
	await context.close();
}

async function tab(page, name) {
	await page.getByRole('link', { name, exact: true }).click();
	await look(page, `/account, ${name}`);
}

async function key(page) {
	await page.getByText('Make a key').click();
	await page.locator('#key-form').getByLabel(/name/i).fill('laptop');
	await page.getByLabel(/wallet: top up/).uncheck();
	await button(page, 'Make the key').click();
	await sees(page, 'a new key is shown once', 'It is shown this once');
	await look(page, 'a key that is shown once');
	const made = (await text(page)).match(/clorp_[A-Za-z0-9]+/)[0];

	equal('a program uses it', (await call('POST', '/api/whoami', { key: made, body: {} })).body.user.name, 'Dana Ó Súilleabháin');
	equal('for what it may do', (await call('POST', '/api/wallet/topup', { key: made, body: { amount_cents: 500 } })).body.code, 'insufficient_scope');
	await page.reload();
	await quiet(page);
	expect('afterwards its end alone is shown', !(await text(page)).includes(made) && (await text(page)).includes(made.slice(-4)), await text(page));
	const row = main(page).getByRole('listitem').filter({ hasText: made.slice(-4) });

	await row.getByRole('button', { name: 'Revoke' }).click();
	await row.getByRole('button', { name: /^Yes/ }).click();
	expect('revoked, it opens nothing', await within(5, async () => (await call('POST', '/api/whoami', { key: made, body: {} })).status === 401));
}

async function webhook(page) {
	const letters = [];
	const receiver = createServer((request, answer) => {
		letters.push(request.headers['webhook-id']);
		answer.end();
	});

	await new Promise((ready) => receiver.listen(0, '127.0.0.1', ready));
	await page.getByText('Add a webhook').click();
	await page.locator('#hook-form').getByLabel(/address/i).fill(`http://127.0.0.1:${receiver.address().port}/hook`);
	await button(page, 'Add the webhook').click();
	await sees(page, 'a webhook is added, with its secret', 'whsec_');
	await button(page, 'Send a test').click();
	expect('a test arrives', await within(15, () => letters.length > 0), letters);
	await page.waitForTimeout(300);
	await page.getByText('Deliveries', { exact: true }).click();
	await sees(page, 'and stands among the deliveries', 'delivered after 1 attempt');
	await look(page, 'deliveries');
	receiver.close();
}

async function grant(page) {
	const form = (fields) => ({ raw: new URLSearchParams(fields).toString(), headers: { 'Content-Type': 'application/x-www-form-urlencoded' } });
	const asked = await done('POST', '/oauth/device', form({ client_id: 'clorp-cli', scope: 'read' }));

	await page.goto(`/device?user_code=${asked.user_code}`);
	await goes(page, () => page.getByRole('button', { name: /allow/i }).click());
	const { access_token: token } = await done('POST', '/oauth/token', form({ grant_type: 'urn:ietf:params:oauth:grant-type:device_code', client_id: 'clorp-cli', device_code: asked.device_code }));

	await open(page, '/account#developer');
	const list = page.locator('#grant-list');

	await list.getByRole('button', { name: 'End' }).click();
	await list.getByRole('button', { name: /^Yes/ }).click();
	expect('a grant is ended', await within(5, async () => (await call('POST', '/api/whoami', { key: token, body: {} })).status === 401));
}

async function signedOut(page) {
	await open(page, '/account#sessions');
	await goes(page, () => button(page, 'Sign out').click());
	for (const path of ['/new', '/jobs', '/work', '/hires', '/wallet', '/account']) {
		await open(page, path);
		await look(page, `${path} for nobody`);
		expect(`${path} says to nobody how to come in`, await main(page).getByRole('link', { name: 'Sign in' }).count() > 0, await text(page));
	}
}

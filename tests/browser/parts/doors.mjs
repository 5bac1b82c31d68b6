// The pages that let people in and programs in: each looked at, and gone through.

import { createServer } from 'node:http';
import { admin, done, mails, somebody, sql } from '../lib/arena.mjs';
import { enter, goes } from '../lib/browser.mjs';
import { look } from '../lib/look.mjs';
import { equal, expect, none, within } from '../lib/suite.mjs';

export async function run() {
	const ann = await somebody('Ann', { email: 'ann@people.example', password: 'correct horse' });
	const stranger = await enter(null);

	await signIn(stranger);
	await confirm(stranger, ann);
	await reset(stranger);
	const signedIn = await enter({ email: 'ann@people.example', password: 'new battery' }); // Ann's key has ended with the old one

	await device(signedIn);
	await consent(signedIn);
	none('nothing complained at the doors', [...stranger.complaints, ...signedIn.complaints]);
	await stranger.close();
	await signedIn.close();
}

async function enterPassword(page, password) {
	await page.goto('/login?next=%2Fdevice');
	await page.getByLabel(/e-?mail/i).fill('ann@people.example');
	await page.getByLabel(/password/i).fill(password);
	await goes(page, () => page.keyboard.press('Enter'));
}

async function signIn(context) {
	const page = await context.newPage();

	await page.goto('/login');
	await look(page, '/login');
	await enterPassword(page, 'wrong horse');
	await look(page, '/login after a wrong password');
	await enterPassword(page, 'correct horse');
	equal('the right one leads where one wanted to go', new URL(page.url()).pathname, '/device');
	await page.goto('/login?next=https%3A%2F%2Felsewhere.example%2F');
	expect('and never to another site', !/elsewhere/.test(await page.getByRole('main').innerHTML()), await page.content());
	await context.clearCookies();
	await page.close();
}

// The link in the last mail to Ann with that subject, as a path of this site.
async function link(subject) {
	const found = () => mails().filter((mail) => mail.to === 'ann@people.example' && mail.data.includes(`Subject: ${subject}`)).pop();

	await within(10, found);
	return found().data.match(/https?:\/\/[^/]+(\/\S+code=\w+)/)[1];
}

async function confirm(context, ann) {
	const page = await context.newPage();

	await page.goto(await link('Confirm your address'));
	await look(page, '/confirm');
	await goes(page, () => page.getByRole('main').getByRole('button').click());
	await look(page, '/confirm, done');
	equal('the button confirms the address', sql(`SELECT email_confirmed_at IS NOT NULL FROM users WHERE id = '${ann.id}'`), '1');
	await page.goto('/confirm?code=clorpm_none');
	await goes(page, () => page.getByRole('main').getByRole('button').click());
	await look(page, '/confirm with a wrong code');
	await page.close();
}

async function reset(context) {
	const page = await context.newPage();

	await done('POST', '/api/password/reset', { body: { email: 'ann@people.example' } });
	await page.goto(await link('Set a new password'));
	await look(page, '/reset');
	await page.getByLabel(/password/i).first().fill('new battery');
	await goes(page, () => page.keyboard.press('Enter'));
	await look(page, '/reset, done');
	await enterPassword(page, 'new battery');
	equal('the new password opens', new URL(page.url()).pathname, '/device');
	await context.clearCookies();
	await page.close();
}

async function device(context) {
	const page = await context.newPage();
	const form = (fields) => ({ raw: new URLSearchParams(fields).toString(), headers: { 'Content-Type': 'application/x-www-form-urlencoded' } });
	const asked = await done('POST', '/oauth/device', form({ client_id: 'clorp-cli', scope: 'read compete' }));

	await page.goto('/device');
	await look(page, '/device');
	await page.getByRole('main').getByRole('textbox').fill(asked.user_code.toLowerCase());
	await goes(page, () => page.keyboard.press('Enter'));
	await look(page, '/device with a code');
	await goes(page, () => page.getByRole('button', { name: /allow/i }).click());
	await look(page, '/device, allowed');
	const token = await done('POST', '/oauth/token', form({ grant_type: 'urn:ietf:params:oauth:grant-type:device_code', client_id: 'clorp-cli', device_code: asked.device_code }));
	equal('the program has its token', token.scope, 'read compete');
	await page.close();
}

async function consent(context) {
	const page = await context.newPage();
	const program = createServer((request, answer) => answer.setHeader('Content-Type', 'text/html').end('<!doctype html><title>back</title>'));

	await new Promise((ready) => program.listen(0, '127.0.0.1', ready));
	const back = `http://127.0.0.1:${program.address().port}/back`;
	const query = new URLSearchParams({
		client_id: 'quill', redirect_uri: back, response_type: 'code', scope: 'read spend',
		code_challenge_method: 'S256', code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM', state: 'there',
	});

	admin('client', 'add', 'quill', 'Quill & Sons', back);
	await page.goto(`/oauth/authorize?${query}`);
	await look(page, '/oauth/authorize');
	expect('consent names the program', (await page.getByRole('main').innerText()).includes('Quill & Sons'), await page.innerText('main'));
	await goes(page, () => page.getByRole('button', { name: /allow/i }).click());
	const got = new URL(page.url());

	equal('and the program gets its code', [got.origin + got.pathname, got.searchParams.has('code'), got.searchParams.get('state')], [back, true, 'there']);
	await page.goto('/oauth/authorize?client_id=nobody');
	await look(page, '/oauth/authorize of nobody');
	await page.close();
	program.close();
}

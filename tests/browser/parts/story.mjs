// One drop as two people live it, from two empty browsers: posted and paid for by one, won and paid out to the other.

import { readFileSync, writeFileSync } from 'node:fs';
import { close, restart, somebody, STATE, submit } from '../lib/arena.mjs';
import { enter, goes } from '../lib/browser.mjs';
import { look } from '../lib/look.mjs';
import { ANSWERS, PROMPT } from '../lib/market.mjs';
import { open, quiet } from '../lib/pages.mjs';
import { button, confirm, handIn, main, order, payAtStripe, sees, signUp, text, topUp } from '../lib/steps.mjs';
import { equal, expect, none, within } from '../lib/suite.mjs';

const title = PROMPT.slice(0, 45);

export async function run() {
	const [sending, competing] = [await enter(null), await enter(null)];
	const [nora, carl] = [await sending.newPage(), await competing.newPage()];

	await open(nora, '/signup');
	await look(nora, '/signup');
	await signUp(nora, 'Nora');
	await look(nora, 'the welcome');
	const drop = await posted(nora);

	await signUp(carl, 'Carl');
	await won(carl, nora, drop);
	await revealed(nora, carl, drop);
	await paidOut(carl);
	none('nothing complained of the sender', sending.complaints);
	none('nothing complained of the competitor', competing.complaints);
	await sending.close();
	await competing.close();
}

// Money, a price, and a window that runs.
async function posted(page) {
	await order(page, PROMPT, { price: '5.00', minutes: '5' });
	await look(page, 'an estimate that the wallet is short of');
	await sees(page, 'who is short of money is told how much', '$5.00 short');
	await main(page).getByRole('button', { name: 'Save it and add money' }).click();
	await page.getByRole('heading', { name: 'It is saved, and waits for its money' }).waitFor();
	await goes(page, () => main(page).getByRole('button', { name: /^Add \$5\.00 by card/ }).click());
	await payAtStripe(page);
	await sees(page, 'who comes back is told that the money is there', 'Your money has arrived');
	await sees(page, 'and sees the drop that waited for it', title);
	await look(page, 'the wallet after a top-up');
	await topUp(page, '20.00');
	await order(page, `${PROMPT} Mention the sea.`, { price: '7.50', minutes: '5' });
	await look(page, 'an estimate');
	const id = await confirm(page);

	expect('a drop is posted', id, page.url());
	await sees(page, 'its window is open, and the prize is named', '$6.00');
	await look(page, 'a window');
	return id;
}

async function won(page, sender, id) {
	await open(page, '/work');
	await look(page, 'the open drops');
	await page.getByLabel('Price at least, in dollars').fill('7.00');
	await button(page, 'Show').click();
	await quiet(page);
	equal('a filter leaves the dearer one, and none that is cheaper', [await main(page).locator(`a[href="/drops/${id}"]`).count(), (await text(page)).includes('$4.00')], [1, false]);
	await goes(page, () => main(page).getByRole('listitem').filter({ has: page.locator(`a[href="/drops/${id}"]`) }).getByRole('button', { name: 'Claim a place' }).click());
	await page.getByLabel('Your answer').waitFor();
	expect('a claim leads to the editor of that drop', page.url().endsWith(id), page.url());
	await sees(page, 'with a clock', 'until your place lapses');
	await look(page, 'the editor');
	await progress(page);
	await sees(sender, 'the sender sees the place taken without a click', 'taken');
	await handIn(page, ANSWERS[0], [{ name: 'note.md', mimeType: 'text/markdown', buffer: Buffer.from('# The sea\n\nIt is blue as well.\n') }]);
	await sees(page, 'what is handed in is confirmed', 'You have handed in');
	await look(page, 'after handing in');
	await sees(sender, 'and the answer, as it comes in', 'answered');
}

// A large file takes its time, and shows how far it is. (The line is made slow, for loopback is not.)
async function progress(page) {
	const line = await page.context().newCDPSession(page);

	await line.send('Network.emulateNetworkConditions', { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 500_000 });
	await page.getByLabel('Files').setInputFiles([{ name: 'large.bin', mimeType: 'application/octet-stream', buffer: Buffer.alloc(1_000_000, 'x') }]);
	await page.getByRole('progressbar', { name: 'Sending large.bin' }).waitFor();
	await line.send('Network.emulateNetworkConditions', { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1 });
	await main(page).getByRole('button', { name: 'Remove large.bin' }).click();
	expect('an upload shows its progress, and can be taken back', await within(5, async () => !(await text(page)).includes('large.bin')), await text(page));
}

async function revealed(sender, winner, id) {
	const rival = await somebody('Rival');

	await submit(rival, { id }, ANSWERS[1]);
	close(id);
	await sender.getByRole('heading', { name: 'The field' }).waitFor({ timeout: 15_000 });
	const { grade } = await (await sender.request.get(`/api/jobs/${id}`)).json();

	expect('the reveal shows the grade', (await text(sender)).includes(`Grade ${grade}`) || (await main(sender).locator(`.grade.large[data-grade="${grade}"]`).count()) === 1, await text(sender));
	await sees(sender, 'the winning answer', ANSWERS[0].slice(0, 40));
	await sees(sender, 'the field, ranked', 'Rank 2');
	await sees(sender, 'and what the house kept', '$1.50');
	await look(sender, 'the reveal');
	await sees(winner, 'the winner is told', 'is yours');
	await look(winner, 'the reveal for the winner');
	await open(sender, '/wallet');
	await sees(sender, 'the ledger has the entry', '-$7.50');
	await open(winner, '/work');
	await sees(winner, 'the grade stands among one\'s own', 'won $6.00');
	await open(sender, '/jobs');
	await sees(sender, 'the drop stands among one\'s own', title);
	await look(sender, 'the list of one\'s own drops');
}

// What was won is held for a while first: the wallet says what is pending, and until when.
async function hold(page, seconds) {
	const file = `${STATE}/settings`, rest = readFileSync(file, 'utf8').replace(/^withdraw\.hold_seconds.*\n/m, '');

	writeFileSync(file, `${rest}withdraw.hold_seconds = ${seconds}\n`);
	for (const part of ['workers', 'wallet']) restart(part);
	for (const path of ['/api/wallet/balance', '/api/stripe/connect/status'])
		await within(10, async () => (await page.request.get(path)).ok());
}

async function paidOut(page) {
	await hold(page, 86_400);
	await open(page, '/wallet');
	await sees(page, 'the prize is in the wallet', '$6.00');
	await sees(page, 'pending', 'earned, and pending');
	expect('until a day that is named', /next on \d+ \w+ \d{4}/.test(await text(page)), await text(page));
	await look(page, 'a wallet with a prize that is pending');
	await hold(page, 0);
	await open(page, '/wallet');
	await goes(page, () => button(page, 'Connect a bank account').click());
	await goes(page, () => page.locator('#finish').click());
	await open(page, '/wallet');
	await sees(page, 'a bank is connected', 'Your bank account is connected');
	await look(page, 'the wallet of a winner');
	await page.getByLabel('Pay out, in dollars').fill('6.00');
	await button(page, 'Pay out').click();
	await sees(page, 'what was earned leaves the wallet', '-$6.00');
	await look(page, 'the wallet after a withdrawal');
}

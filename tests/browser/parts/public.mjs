// What everybody may read: each page looked at, read without JavaScript and in w3m, and light enough.

import { execFileSync } from 'node:child_process';
import { BASE } from '../lib/arena.mjs';
import { enter } from '../lib/browser.mjs';
import { look } from '../lib/look.mjs';
import { market, PROMPT } from '../lib/market.mjs';
import { OPEN, open } from '../lib/pages.mjs';
import { equal, expect, none } from '../lib/suite.mjs';

const kilobyte = 1024;

export async function run() {
	const { drops } = await market();
	const paths = [...OPEN, ...Object.values(drops).filter((drop) => drop !== drops.cancelled && drop !== drops.failed).map((drop) => `/drops/${drop.id}`)];

	await looked(paths);
	await plain(paths);
	inTerminal(drops);
	await light();
}

async function looked(paths) {
	const context = await enter(null);
	const page = await context.newPage();
	const refused = [];

	context.on('response', (response) => response.status() === 401 && refused.push(`${page.url()}: ${response.url()}`));
	for (const path of [...paths, '/nothing-here', '/board?pack=none', '/drops/01890000-0000-7000-8000-000000000001']) {
		const answer = await open(page, path);

		equal(`${path} is there, or says that it is not`, answer.status(), paths.includes(path) ? 200 : path.includes('?') ? 400 : 404);
		await look(page, path);
	}
	none('nothing complained on the public pages', context.complaints);
	none('nor did any ask who nobody is', refused);
	await context.close();
}

async function plain(paths) {
	const context = await enter(null, { javaScriptEnabled: false });
	const page = await context.newPage();

	for (const path of paths) {
		const answer = await page.goto(path);
		const text = await page.getByRole('main').innerText();

		expect(`${path} is read without JavaScript`, answer.status() === 200 && text.length > 100, `${answer.status()} ${text}`);
	}
	await page.goto('/');
	await page.getByRole('link', { name: PROMPT.slice(0, 30) }).first().click();
	expect('a link of the front page leads to a drop', /\/drops\/[0-9a-f-]{36}$/.test(page.url()), page.url());
	await context.close();
}

function inTerminal(drops) {
	for (const path of ['/', '/board', `/drops/${drops.open.id}`]) {
		const text = execFileSync('w3m', ['-dump', '-T', 'text/html', '-cols', '80'], { encoding: 'utf8', input: execFileSync('curl', ['-s', '-H', 'Accept: text/html', BASE + path]) });

		expect(`w3m reads ${path}`, text.replace(/\s+/g, ' ').includes(PROMPT.slice(0, 40)), text);
	}
}

// The first page of who was never here: what travels for it, compressed, and from where.
async function light() {
	const context = await enter(null);
	const page = await context.newPage();
	const answers = [];

	page.on('response', (answer) => answers.push(answer));
	await open(page, '/');
	const icon = await page.locator('link[rel~=icon]').first().getAttribute('href');
	await page.evaluate((path) => fetch(path).then((answer) => answer.text()), icon);
	const sizes = await Promise.all(answers.map(async (answer) => ({
		url: answer.url(), type: answer.request().resourceType(), bytes: Math.max(0, (await answer.request().sizes()).responseBodySize),
	})));
	const total = (list) => list.reduce((sum, { bytes }) => sum + bytes, 0);
	const said = sizes.map(({ url, bytes }) => `${url.slice(BASE.length)} ${bytes}`).join(', ');

	console.log(`          ${said}`);
	expect(`the first page is 30 KB at most: ${total(sizes)} bytes`, total(sizes) <= 30 * kilobyte, said);
	expect('JavaScript is 15 KB at most', total(sizes.filter(({ type }) => type === 'script')) <= 15 * kilobyte, said);
	equal('nothing is from elsewhere', sizes.filter(({ url }) => !url.startsWith(`${BASE}/`)), []);
	none('nothing complained of the first page', context.complaints);
	await context.close();
}

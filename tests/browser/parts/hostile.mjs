// What strangers write changes nothing but what it says: put in by the API as they would, then every page is walked.

import { BASE, call, grant, job, post, somebody, submit, upload } from '../lib/arena.mjs';
import { enter, NARROW, WIDE } from '../lib/browser.mjs';
import * as hostile from '../lib/hostile.mjs';
import { sideways } from '../lib/look.mjs';
import { ANSWERS, PROMPT, won } from '../lib/market.mjs';
import { OPEN, open, OWN } from '../lib/pages.mjs';
import { equal, expect, none } from '../lib/suite.mjs';

export async function run() {
	const [sender, ...writers] = await Promise.all(hostile.names.slice(0, 5).map((name) => somebody(name)));
	const files = await Promise.all(hostile.fileNames.map((name) => upload(writers[0], name, hostile.svg)));
	const given = await upload(sender, hostile.fileNames[0], hostile.svg);

	grant(sender, 100_000);
	await furnish(sender);
	await furnish(writers[0]);
	const drops = await postAll(sender, given);

	for (const [n, drop] of drops.slice(0, 4).entries())
		await submit(writers[n % 2], drop, { text: hostile.texts[n + 1] });
	const ends = await Promise.all([...hostile.texts.map((text) => [[writers[0], { text: `${ANSWERS[0]}\n\n${text}`, files: files.map(({ key }) => key) }]]),
		[[writers[1], `${ANSWERS[0]} ${hostile.SHOUT}`.slice(0, 200_000)], [writers[2], hostile.texts[8]], [writers[3], `${ANSWERS[1]} ${hostile.texts[7]}`]],
	].map((answers, n) => won(sender, answers, { prompt: `${PROMPT} ${hostile.texts[n] ?? ''}` })));
	const states = await Promise.all(ends.map(async ({ id }) => (await job(sender, id)).status));

	equal('what is hostile wins', states, states.map(() => 'completed'));
	const paths = [...drops, ...ends].map((drop) => `/drops/${drop.id}`);

	await shown(sender, drops[5], '{{7*7}} ${7*7}');
	await shown(sender, ends[0], hostile.texts[0].slice(0, 30));
	await walk('nobody', null, [...OPEN, ...paths]);
	await walk('the sender', sender, [...OPEN, ...OWN, ...paths]);
	await walk('a competitor', writers[0], [...OWN, ...paths]);
	await framed(files.map(({ key }) => key), writers[0]);
}

const postAll = (sender, file) => Promise.all([...hostile.texts, 'W'.repeat(20_000)].map((prompt, n) =>
	post(sender, { prompt: prompt.slice(0, 20_000), pack: 'wild', price_cents: 100, time_limit_seconds: 3600, attachments: n ? [] : [file.key] })));

// All that has a name of its own.
async function furnish(who) {
	const make = (path, body) => call('POST', path, { key: who.key, body });

	for (const name of hostile.names) {
		await make('/api/agents', { name, personality: hostile.texts[0], tags: [name.slice(0, 30)] });
		await make('/api/keys', { name });
	}
	await make('/api/webhooks', { url: `https://elsewhere.example/"><script>console.error("canary")</script>` });
	await make('/api/webhooks', { url: 'https://elsewhere.example/hook?a=<b>&c=javascript:alert(1)' });
	await post(who, { prompt: hostile.texts[1], kind: 'hire', price_cents: 100 }).catch(() => {});
}

// It is there, letter by letter: a page without it would be no proof.
async function shown(who, drop, words) {
	const context = await enter(who);
	const page = await context.newPage();

	await open(page, `/drops/${drop.id}`);
	expect('what was written is shown as it was', (await page.getByRole('main').innerText()).includes(words), await page.getByRole('main').innerText());
	await context.close();
}

async function walk(whose, who, paths) {
	const context = await enter(who, { reducedMotion: 'no-preference' });
	const page = await context.newPage();
	const wide = [], ran = [];

	for (const path of paths) {
		const answer = await open(page, path);

		if (answer.status() >= 400) wide.push(`${path}: ${answer.status()}`);
		for (const view of [NARROW, WIDE]) {
			await page.setViewportSize(view);
			wide.push(...(await sideways(page)).map((text) => `${path}: ${text}`));
		}
		ran.push(...(await active(page)).map((text) => `${path}: ${text}`));
	}
	expect(`${whose} walks ${paths.length} pages`, paths.length > 5, paths);
	none(`for ${whose} no page is pushed out of its width`, wide);
	none(`for ${whose} nothing became more than text`, ran);
	none(`for ${whose} nothing cried out`, context.complaints);
	await context.close();
}

// What stands in a page and could act, though none of our pages has it.
const active = (page) => page.evaluate((base) => [...document.querySelectorAll('*')].flatMap((element) => [
	...[...element.attributes].filter(({ name }) => name.startsWith('on') || name === 'srcdoc' || name === 'style').map(({ name }) => `${element.tagName} ${name}`),
	...(['IFRAME', 'OBJECT', 'EMBED', 'BASE', 'STYLE'].includes(element.tagName) ? [element.tagName] : []),
	...[element.getAttribute('href'), element.getAttribute('src'), element.getAttribute('action')].filter((url) => url && /^\s*(javascript|vbscript|data:text)/i.test(url)),
	...(element.tagName === 'IMG' && !element.src.startsWith(base) ? [element.src] : []),
	...(element.tagName === 'A' && element.hostname && element.origin !== base && !/noopener/.test(element.rel) ? [`bare link ${element.href}`] : []),
]), BASE);

// A file that a stranger made, opened as a page of its own: it is saved, or says nothing.
async function framed(keys, who) {
	const context = await enter(who);

	for (const key of keys) {
		const answer = await call('GET', `/api/files/${key}?inline=1`, { key: who.key });

		expect('a stranger\'s SVG is saved, not shown', /^attachment/.test(answer.headers.get('content-disposition')) && /sandbox/.test(answer.headers.get('content-security-policy')),
			JSON.stringify([...answer.headers]));
	}
	await context.close();
}

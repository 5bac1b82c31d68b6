// The other parts find nothing on good pages. Here is a bad one, on which each fault must be found.

import { BASE } from '../lib/arena.mjs';
import { enter } from '../lib/browser.mjs';
import { faults } from '../lib/look.mjs';
import { expect } from '../lib/suite.mjs';

const headers = { 'content-type': 'text/html', 'content-security-policy': "default-src 'none'; style-src 'self'; script-src 'self'; require-trusted-types-for 'script'" };
const style = `.faint { color: #999; background: #aaa } .wide { width: 2000px }
	@keyframes round { to { rotate: 1turn } } .restless { animation: round 1s infinite }`;
const script = `document.querySelector('#sink').innerHTML = '<b>x</b>'`;
const page = `<!doctype html><html lang=en><title>Bad</title><link rel=stylesheet href=/bad.css><main><h1>Bad</h1><h1>Twice</h1>
	<p class=faint>faint</p><input name=unnamed><p class=wide>wide</p><p class=restless>restless</p><p id=sink></p>
	<script>document.title = 'ran'</script><script src=/bad.js></script><img alt=x src="http://elsewhere.example/x.png"></main></html>`;

export async function run() {
	const context = await enter(null);

	await context.route(`${BASE}/bad`, (route) => route.fulfill({ headers, body: page }));
	await context.route(`${BASE}/bad.css`, (route) => route.fulfill({ contentType: 'text/css', body: style }));
	await context.route(`${BASE}/bad.js`, (route) => route.fulfill({ contentType: 'text/javascript', body: script }));
	const bad = await context.newPage();

	await bad.goto('/bad');
	const found = (await faults(bad)).join('\n');

	for (const fault of ['color-contrast', 'label', 'scrolls sideways', 'moves: round', 'h1, main, title: 2'])
		expect(`a page's fault is seen: ${fault}`, found.includes(fault), found);
	await bad.evaluate(() => setTimeout(() => { console.error('canary'); alert('canary'); }));
	await bad.waitForTimeout(200);
	const told = context.complaints.join('\n');

	for (const complaint of ['CSP script-src-elem inline', 'CSP require-trusted-types-for', 'CSP img-src', 'console.error canary', 'dialog: canary', 'innerHTML'])
		expect(`a page's complaint is heard: ${complaint}`, told.includes(complaint.replace('console.error ', '')), told);
	await context.close();
}

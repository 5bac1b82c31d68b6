// One chromium, and a context for each person. Whatever a page complains of on the way is kept, and fails the test.

import { createRequire } from 'node:module';
import { BASE, call } from './arena.mjs';

const { chromium } = createRequire(`${process.env.BROWSER_NODE}/`)('playwright-core');

export const WIDE = { width: 1440, height: 1000 };
export const NARROW = { width: 320, height: 640 };

let browser;

export async function launch() {
	browser = await chromium.launch({
		executablePath: process.env.CHROMIUM,
		args: ['--disable-dev-shm-usage', ...(process.getuid() === 0 ? ['--no-sandbox'] : [])], // /dev/shm is small in a container
	});
}

export const quit = () => browser.close();

// Runs before anything of a page does, in its own world.
function watch() {
	document.addEventListener('securitypolicyviolation', (event) =>
		console.error(`CSP ${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber} ${event.sample}`));
}

// This site, what a page makes itself, Stripe's pages (of the stand-in), and where a program of the tests waits.
const expected = (url) => url.startsWith(`${BASE}/`) || /^(data|blob):|^http:\/\/127\.0\.0\.1:\d+\/(c\/pay|connect|back)\b/.test(url);

// An answer of 4xx to fetch() is for the page to tell of; chromium's own line about it says no more.
function complaints(context) {
	const list = [];
	const complain = (page, text) => list.push(`${page ? new URL(page.url()).pathname : '?'}: ${text}`);

	context.on('console', (message) => {
		if (['error', 'warning'].includes(message.type()) && !/^Failed to load resource: .* 4\d\d/.test(message.text()))
			complain(message.page(), message.text());
	});
	context.on('weberror', (error) => complain(error.page(), error.error().stack));
	context.on('dialog', (dialog) => {
		complain(dialog.page(), `dialog: ${dialog.message()}`);
		dialog.dismiss().catch(() => {});
	});
	context.on('requestfailed', (request) => {
		if (!/ERR_ABORTED/.test(request.failure()?.errorText)) complain(null, `${request.url()} ${request.failure()?.errorText}`);
	});
	context.on('request', (request) => {
		if (!expected(request.url())) complain(null, `asked elsewhere: ${request.url()}`);
	});
	context.on('response', (response) => {
		if (response.status() >= 500 || (response.status() >= 400 && ['script', 'stylesheet', 'image'].includes(response.request().resourceType())))
			complain(null, `${response.url()} answered ${response.status()}`);
	});
	return list;
}

// A context of somebody (signed in by a session of their own), or of nobody.
export async function enter(who, options = {}) {
	const context = await browser.newContext({ baseURL: BASE, viewport: WIDE, reducedMotion: 'reduce', colorScheme: 'light', ...options });

	context.setDefaultTimeout(30_000);
	context.complaints = complaints(context);
	if (options.javaScriptEnabled !== false) await context.addInitScript(watch);
	if (who) await sign(context, who);
	return context;
}

async function sign(context, who) {
	const { key, email, password } = who;
	const { headers } = await call('POST', '/api/session', { body: key ? { key } : { email, password } });
	await context.addCookies(headers.getSetCookie().map((line) => {
		const [name, value] = line.split(';')[0].split(/=(.*)/s);

		return { name, value, url: BASE, httpOnly: /; HttpOnly/.test(line), sameSite: 'Lax' };
	}));
}

// An act that sends a form or follows a link, and the page after it.
export const goes = (page, act) => Promise.all([page.waitForNavigation(), act()]);

// The instance as programs know it: requests with a key, and what an operator does.

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

export const { BASE, STATE, DEV, WORK } = process.env;

const quiet = { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] };

export const admin = (...words) => execFileSync(DEV, ['admin', ...words], quiet);
export const sql = (text) => execFileSync(DEV, ['sql', '-N', '-e', text], quiet).trim();
export const restart = (part) => execFileSync(DEV, ['restart', part], quiet);

// call METHOD PATH: { status, body, headers }; what is not JSON stays text.
export async function call(method, path, { key, body, headers = {}, raw } = {}) {
	const answer = await fetch(BASE + path, {
		method,
		redirect: 'manual',
		headers: {
			...(key && { Authorization: `Bearer ${key}` }),
			...(body !== undefined && { 'Content-Type': 'application/json' }),
			...headers,
		},
		body: raw ?? (body === undefined ? undefined : JSON.stringify(body)),
	});
	const text = await answer.text();

	return { status: answer.status, headers: answer.headers, body: /json/.test(answer.headers.get('content-type')) ? JSON.parse(text) : text };
}

// done: the same, where anything but a 2xx ends the part.
export async function done(method, path, options) {
	const answer = await call(method, path, options);

	if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body).slice(0, 300)}`);
	return answer.body;
}

// somebody NAME: signed up by the API; more is what else the form says.
export async function somebody(name, more = {}) {
	const { user, key } = await done('POST', '/api/signup', { body: { name, ...more } });

	return { id: user.id, name, key };
}

export const grant = (who, cents) => admin('grant', who.id, String(cents));

export const post = (who, job) => done('POST', '/api/jobs/run', { key: who.key, body: { confirmed: true, ...job } });
export const claim = (who, job) => done('POST', `/api/jobs/${job.id}/claim`, { key: who.key, body: {} });
export const submit = (who, job, answer) =>
	done('POST', `/api/jobs/${job.id}/submit`, { key: who.key, body: typeof answer === 'string' ? { text: answer } : answer });
export const cancel = (who, job) => done('POST', `/api/jobs/${job.id}/cancel`, { key: who.key, body: {} });
export const upload = (who, name, bytes) =>
	done('POST', `/api/uploads?name=${encodeURIComponent(name)}`, { key: who.key, raw: bytes, headers: { 'Content-Type': 'application/octet-stream' } });
export const job = (who, id) => done('GET', `/api/jobs/${id}`, { key: who.key });
export const balance = async (who) => (await done('GET', '/api/wallet/balance', { key: who.key })).balance_cents;

// The window of a drop ends now; clorp-cron sees it within a second or so.
export const close = (id) => sql(`UPDATE jobs SET window_closes_at = NOW(3) WHERE id = '${id}'`);

// The stand-in for Stripe.
const stripe = `http://127.0.0.1:${readFileSync(`${STATE}/setting/stripe-port`, 'utf8').trim()}`;

export const double = (path, body = {}) => fetch(`${stripe}/_double${path}`, { method: 'POST', body: JSON.stringify(body) });
export const settled = () => double('/webhooks/drain', { timeout: 10 });

// Mails that came, newest last: { from, to, data }.
export const mails = () => readFileSync(`${WORK}/mails`, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line));

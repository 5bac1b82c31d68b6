// A double that is killed goes on from what it wrote: this file starts its own.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Stripe } from './double.mjs';

const program = fileURLToPath(new URL('../support/stripe/double', import.meta.url));
const home = mkdtempSync(join(tmpdir(), 'clorp-double-'));
const running = [];

async function start(...options) {
	const child = spawn(program, ['--state', home, '--retry-delays', '30', ...options],
		{ stdio: ['ignore', 'pipe', 'inherit'] });
	running.push(child);
	const [line] = await once(child.stdout, 'data');
	const base = /http:\S+/.exec(line)[0];
	const { hostname, port } = new URL(base);

	return {
		base,
		stripe: new Stripe('sk_test_double', { host: hostname, port, protocol: 'http', maxNetworkRetries: 0 }),
		ask: async (path, body) => (await fetch(`${base}/_double${path}`,
			body && { method: 'POST', body: JSON.stringify(body) })).json(),
		async kill() {
			child.kill('SIGKILL');
			await once(child, 'exit');
		},
	};
}

after(() => {
	for (const child of running)
		child.kill('SIGKILL');
	rmSync(home, { recursive: true });
});

test('objects, keys, calls and letters outlive a kill', async () => {
	const letters = [];
	const server = createServer((request, response) => {
		letters.push(request.headers['stripe-signature']);
		response.end();
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');

	const first = await start();
	await first.ask('/script', { match: { path: '/v1/customers' }, do: 'drop_after' });
	await first.ask('/webhooks/endpoints', { platform: 'http://127.0.0.1:1/' });
	await assert.rejects(fetch(`${first.base}/v1/customers`, {
		method: 'POST', body: new URLSearchParams({ name: 'a' }),
		headers: { Authorization: 'Bearer sk_test_double', 'Idempotency-Key': 'k' },
	}));
	await first.kill();

	const second = await start('--webhook-url', `http://127.0.0.1:${server.address().port}/`);
	const made = await second.stripe.customers.create({ name: 'a' }, { idempotencyKey: 'k' });
	assert.equal(made.lastResponse.headers['idempotent-replayed'], 'true');
	const calls = await second.ask('/calls');
	assert.deepEqual([calls[0].cut, calls.at(-1).status], ['close', 200]);
	assert.equal((await second.stripe.customers.list()).data.length, 1);
	await second.ask('/webhooks/mode', { deliver: true, held: 'now' });
	assert.equal((await second.ask('/webhooks/drain', {})).drained, true);
	assert.equal(letters.length, 1);
	await second.kill();
	server.close();
});

test('of fifty at once with one key, one does the work', async () => {
	const { stripe, ask, kill } = await start();
	const before = (await ask('/state')).objects.customer.length;
	const answers = await Promise.allSettled(Array.from({ length: 50 }, () =>
		stripe.customers.create({}, { idempotencyKey: 'fifty' })));
	const ids = new Set(answers.filter((each) => each.value).map((each) => each.value.id));

	for (const { reason } of answers.filter((each) => each.reason))
		assert.equal(reason.code, 'idempotency_key_in_use');
	assert.equal(ids.size, 1);
	assert.equal((await ask('/state')).objects.customer.length, before + 1);
	await kill();
});

test('charges can come without their refunds', async () => {
	const { stripe, kill } = await start('--lean-charges');
	const paid = await stripe.paymentIntents.create({
		amount: 500, currency: 'usd', confirm: true, off_session: true, payment_method: 'pm_card_visa' });

	assert.equal((await stripe.charges.retrieve(paid.latest_charge)).refunds, undefined);
	const full = await stripe.charges.retrieve(paid.latest_charge, { expand: ['refunds'] });
	assert.deepEqual(full.refunds.data, []);
	await kill();
});

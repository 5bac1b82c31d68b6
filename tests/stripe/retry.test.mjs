// Refusals, idempotency keys, and what the library does when the double fails by script.

import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import {
	Stripe, activeAccount, ask, checkout, client, customerWithCard, hangUp, refusal, reset, script,
	tell,
} from './double.mjs';

const stripe = client();
const patient = client({ settings: { maxNetworkRetries: 2 } });
const calls = (path) => ask(`/calls?method=POST&path=${path}`);

beforeEach(reset);
after(hangUp);

test('parameters are checked by name and by kind', async () => {
	const account = await activeAccount(stripe);
	const good = { amount: 100, currency: 'usd', destination: account };
	const cases = [
		[{ ...good, colour: 'red' }, 'parameter_unknown', 'colour'],
		[{ ...good, metadata: { a: { b: 1 } } }, undefined, 'metadata[a]'],
		[{ ...good, amount: '1.5' }, 'parameter_invalid_integer', 'amount'],
		[{ ...good, currency: 'eur' }, undefined, 'currency'],
		[{ currency: 'usd', destination: account }, 'parameter_missing', 'amount'],
		[{ ...good, description: '' }, 'parameter_invalid_empty', 'description'],
		[{ ...good, metadata: { ['k'.repeat(41)]: 'v' } }, undefined, 'metadata'],
	];

	for (const [params, code, param] of cases) {
		const error = await refusal(stripe.transfers.create(params));
		assert.ok(error instanceof Stripe.errors.StripeInvalidRequestError);
		assert.deepEqual([error.statusCode, error.code, error.param], [400, code, param]);
	}
	const small = await refusal(stripe.paymentIntents.create({ amount: 49, currency: 'usd' }));
	assert.equal(small.code, 'amount_too_small');
	const deep = await refusal(checkout(stripe, { line_items: [{ quantity: 1, price_data: {
		currency: 'usd', unit_amount: 500, product_data: { name: 'x', size: 1 } } }] }));
	assert.equal(deep.param, 'line_items[0][price_data][product_data][size]');
});

test('what is not there, and who may not ask', async () => {
	const nothing = await refusal(stripe.customers.retrieve('cus_nobody'));
	const wrong = await refusal(client({ key: 'sk_test_other' }).customers.create());

	assert.deepEqual([nothing.statusCode, nothing.code], [404, 'resource_missing']);
	assert.ok(wrong instanceof Stripe.errors.StripeAuthenticationError);
	assert.equal((await refusal(stripe.rawRequest('GET', '/v1/nonsense'))).statusCode, 404);
});

test('a key replays its first answer', async () => {
	const options = { idempotencyKey: 'topup:1' };
	const first = await checkout(stripe, {}, options);
	const second = await checkout(stripe, {}, options);

	assert.equal(second.id, first.id);
	assert.equal(second.lastResponse.headers['idempotent-replayed'], 'true');
	assert.equal(second.lastResponse.headers['original-request'], first.lastResponse.requestId);
	const error = await refusal(checkout(stripe, { client_reference_id: 'u2' }, options));
	assert.ok(error instanceof Stripe.errors.StripeIdempotencyError);
	await tell('/clock', { advance: 86400 });
	assert.notEqual((await checkout(stripe, {}, options)).id, first.id);
});

test('a refusal of the endpoint is kept, one of a parameter is not', async () => {
	const account = await activeAccount(stripe);
	const wanted = { amount: 500, currency: 'usd', destination: account };
	const options = { idempotencyKey: 'wd:1' };

	await refusal(stripe.transfers.create({ ...wanted, amount: 'x' }, options));
	await tell('/balance', { available: 0 });
	await refusal(stripe.transfers.create(wanted, options));
	await tell('/balance', { available: 1000 });
	const again = await refusal(stripe.transfers.create(wanted, options));
	assert.equal(again.code, 'balance_insufficient');
	assert.equal(again.headers['idempotent-replayed'], 'true');
	await stripe.transfers.create(wanted, { idempotencyKey: 'wd:1:2' });
});

test('a key in flight is a conflict', async () => {
	await script('/v1/customers', { do: 'slow', seconds: 0.5 });
	const options = { idempotencyKey: 'k' };
	const first = stripe.customers.create({}, options);

	await new Promise((resolve) => setTimeout(resolve, 150));
	const error = await refusal(stripe.customers.create({}, options));
	assert.deepEqual([error.statusCode, error.code], [409, 'idempotency_key_in_use']);
	const patientAnswer = await patient.customers.create({}, options);
	assert.equal(patientAnswer.id, (await first).id);
});

test('429 is retried only when the header says so', async () => {
	await script('/v1/customers', { do: 'status', status: 429 });
	const error = await refusal(patient.customers.create());
	assert.ok(error instanceof Stripe.errors.StripeRateLimitError);
	assert.equal((await calls('/v1/customers')).length, 1);

	await script('/v1/customers', { do: 'status', status: 429, should_retry: true, times: 2 });
	const made = await patient.customers.create();
	assert.match(made.id, /^cus_/);
	assert.equal((await calls('/v1/customers')).length, 4);
});

test('a 500 from before the endpoint is retried until it works', async () => {
	await script('/v1/customers', { do: 'status', status: 500, stored: false, times: 2 });
	await patient.customers.create();
	const keys = (await calls('/v1/customers')).map((call) => call.idempotency_key);
	assert.deepEqual([keys.length, new Set(keys).size], [3, 1]);
	assert.equal((await ask('/state')).objects.customer.length, 1);
});

test('a 500 from the endpoint is kept, whether it had done its work or not', async () => {
	for (const effect of ['none', 'done']) {
		await script('/v1/customers', { do: 'status', status: 500, effect });
		const options = { idempotencyKey: effect };
		const error = await refusal(patient.customers.create({}, options));
		assert.ok(error instanceof Stripe.errors.StripeAPIError);
		assert.equal(error.headers['stripe-should-retry'], 'false');
		const again = await refusal(patient.customers.create({}, options));
		assert.equal(again.headers['idempotent-replayed'], 'true');
	}
	assert.equal((await ask('/state')).objects.customer.length, 1);
});

test('a cut connection is retried with the same key, and works once', async () => {
	for (const [n, rule] of [{ do: 'drop_before' }, { do: 'drop_after' },
		{ do: 'drop_after', cut: 'reset' }, { do: 'drop_before', cut: 'reset' },
		{ do: 'hang', seconds: 0.1 }, { do: 'hang', seconds: 0.1, effect: 'done' }].entries()) {
		await script('/v1/customers', rule);
		const made = await patient.customers.create({ name: `n${n}` });
		const { data } = await stripe.customers.list({ limit: 100 });
		assert.deepEqual([data.length, data[0].id], [n + 1, made.id], JSON.stringify(rule));
	}
});

test('half an answer is an error, and the key tells the rest', async () => {
	const options = { idempotencyKey: 'half' };

	await script('/v1/customers', { do: 'drop_after', cut: 'half' });
	const error = await refusal(stripe.customers.create({}, options));
	assert.ok(error instanceof Stripe.errors.StripeConnectionError);
	const found = await stripe.customers.create({}, options);
	assert.equal(found.lastResponse.headers['idempotent-replayed'], 'true');
});

test('a client that will not wait finds out later', async () => {
	await script('/v1/customers', { do: 'slow', seconds: 0.4 });
	const hasty = client({ settings: { timeout: 100 } });
	const options = { idempotencyKey: 'slow' };
	const error = await refusal(hasty.customers.create({}, options));

	assert.ok(error instanceof Stripe.errors.StripeConnectionError);
	await new Promise((resolve) => setTimeout(resolve, 500));
	const found = await stripe.customers.create({}, options);
	assert.equal(found.lastResponse.headers['idempotent-replayed'], 'true');
	assert.equal((await stripe.customers.list()).data.length, 1);
});

test('a scripted 402 on a payment leaves a payment intent behind', async () => {
	const card = await customerWithCard(stripe);
	await script('/v1/payment_intents', {
		do: 'status', status: 402, code: 'expired_card', match: { path: '/v1/payment_intents' } });
	const error = await refusal(stripe.paymentIntents.create({
		amount: 500, currency: 'usd', confirm: true, off_session: true, ...card }));

	assert.deepEqual([error.type, error.code], ['StripeCardError', 'expired_card']);
	const found = await stripe.paymentIntents.retrieve(error.payment_intent.id);
	assert.equal(found.last_payment_error.code, 'expired_card');
});

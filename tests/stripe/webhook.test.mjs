// Webhooks, as the official library verifies them.

import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import {
	CONNECT, PLATFORM, activeAccount, ask, checkout, client, receiver, refusal, reset, tell,
} from './double.mjs';

const stripe = client();
let box;

const open = (letter, secret = PLATFORM) =>
	stripe.webhooks.constructEvent(letter.body, letter.signature, secret);

// One event sent in some way; what arrived.
async function arrived(ways) {
	const before = box.letters.length;

	await tell('/webhooks/send', ways);
	return box.letters.slice(before);
}

async function anEvent() {
	await tell('/webhooks/mode', { deliver: false });
	await stripe.customers.create();
	await tell('/webhooks/mode', { deliver: true, held: 'drop' });
	return (await ask('/events')).at(-1).event.id;
}

beforeEach(reset);
afterEach(async () => {
	await box?.close();
	box = undefined;
});

test('events arrive with the whole envelope, and verify', async () => {
	box = await receiver();
	const session = await checkout(stripe, {}, { idempotencyKey: 'k1' });
	await tell(`/checkout/${session.id}/complete`);
	await stripe.customers.create({}, { idempotencyKey: 'k2' });
	assert.equal((await tell('/webhooks/drain')).drained, true);

	const events = box.letters.map((letter) => open(letter));
	assert.deepEqual(events.map((event) => event.type), [
		'payment_intent.created', 'charge.succeeded', 'payment_intent.succeeded',
		'checkout.session.completed', 'customer.created']);
	assert.equal(events[3].data.object.id, session.id);
	for (const event of events) {
		assert.deepEqual([event.object, event.api_version, event.livemode, event.pending_webhooks],
			['event', '2026-10-28.endive', false, 1]);
		assert.equal(event.account, undefined);
	}
	assert.deepEqual(events[3].request, { id: null, idempotency_key: null });
	assert.equal(events[4].request.idempotency_key, 'k2');
	assert.equal((await stripe.events.retrieve(events[0].id)).pending_webhooks, 0);
});

test('accounts have an endpoint and a secret of their own', async () => {
	box = await receiver();
	const account = await activeAccount(stripe);

	await tell('/webhooks/drain');
	const [letter] = box.letters;
	assert.equal(letter.path, '/connect');
	assert.equal(open(letter, CONNECT).account, account);
	assert.throws(() => open(letter, PLATFORM), { type: 'StripeSignatureVerificationError' });
});

test('what is not answered with 2xx comes again', async () => {
	box = await receiver((n) => (n < 3 ? 500 : 200));
	await stripe.customers.create();
	await tell('/webhooks/drain');

	const [{ attempts, delivered }] = await ask('/events');
	assert.deepEqual(attempts.map((attempt) => attempt.status), [500, 500, 200]);
	assert.equal(delivered, true);
	assert.equal(new Set(box.letters.map((letter) => open(letter).id)).size, 1);
});

test('letters can be held back, and sent in reverse', async () => {
	box = await receiver();
	await tell('/webhooks/mode', { deliver: false });
	for (const name of ['a', 'b', 'c'])
		await stripe.customers.create({ name });
	assert.equal(box.letters.length, 0);
	await tell('/webhooks/mode', { deliver: true, held: 'reverse' });
	await tell('/webhooks/drain');
	assert.deepEqual(box.letters.map((letter) => open(letter).data.object.name), ['c', 'b', 'a']);
});

test('one event in many ways', async () => {
	box = await receiver();
	const event = await anEvent();
	const refused = { type: 'StripeSignatureVerificationError' };

	assert.deepEqual((await arrived({ event, times: 2, parallel: true })).map((each) => open(each).id),
		[event, event]);
	const [stale] = await arrived({ event, timestamp_offset: -400 });
	assert.throws(() => open(stale), refused);
	const [wrong] = await arrived({ event, secret: 'wrong' });
	assert.throws(() => open(wrong), refused);
	const [altered] = await arrived({ event, alter_byte: true });
	JSON.parse(altered.body);
	assert.throws(() => open(altered), refused);
	const [bare] = await arrived({ event, header: null });
	assert.equal(bare.signature, undefined);
	const [rolled] = await arrived({ event, two_signatures: true });
	assert.equal(rolled.signature.match(/v1=/g).length, 2);
	assert.equal(open(rolled).id, event);
	const [live] = await arrived({ event, livemode: true, body_patch: { data: { object: { name: 'X' } } } });
	assert.deepEqual([open(live).livemode, open(live).data.object.name], [true, 'X']);
	const [other] = await arrived({ event, to: 'connect' });
	assert.equal(open(other, CONNECT).id, event);
	const [made] = await arrived({ payload: { type: 'invented', data: { object: {} } } });
	assert.equal(open(made).type, 'invented');
	assert.match((await refusal(tell('/webhooks/send', { evnet: event }))).message, /400/);
});

test('the library signs as the double does', async () => {
	box = await receiver();
	const [letter] = await arrived({ event: await anEvent() });
	const timestamp = Number(/t=(\d+)/.exec(letter.signature)[1]);

	assert.equal(letter.signature, stripe.webhooks.generateTestHeaderString({
		payload: letter.body.toString(), secret: PLATFORM, timestamp }));
});

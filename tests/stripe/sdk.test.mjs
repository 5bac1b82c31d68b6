// The official library drives the double through every call that clorp makes.

import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import {
	Stripe, activeAccount, ask, base, checkout, client, customerWithCard, happened, refusal, reset,
	tell,
} from './double.mjs';

const stripe = client();

beforeEach(reset);

test('a customer is created, read, changed and deleted', async () => {
	const made = await stripe.customers.create({ email: 'a@b.c', metadata: { user_id: 'u1', gone: 'x' } });

	assert.match(made.id, /^cus_\w{14}$/);
	assert.equal(made.lastResponse.requestId.slice(0, 4), 'req_');
	const changed = await stripe.customers.update(made.id, { name: 'Ü', metadata: { gone: '' } });
	assert.deepEqual([changed.name, changed.metadata], ['Ü', { user_id: 'u1' }]);
	assert.equal((await stripe.customers.del(made.id)).deleted, true);
	assert.equal((await stripe.customers.retrieve(made.id)).deleted, true);
});

test('a paid Checkout fires its events, and carries metadata as Stripe does', async () => {
	const session = await checkout(stripe, {
		payment_intent_data: { metadata: { kind: 'topup' } }, client_reference_id: 'u1',
		adaptive_pricing: { enabled: false },
	});

	assert.equal(session.id.length, 66);
	assert.deepEqual([session.status, session.payment_status, session.amount_total, session.payment_intent],
		['open', 'unpaid', 500, null]);
	await tell(`/checkout/${session.id}/complete`);
	const paid = await stripe.checkout.sessions.retrieve(session.id, {
		expand: ['payment_intent.latest_charge', 'line_items'],
	});
	assert.deepEqual([paid.status, paid.payment_status, paid.url], ['complete', 'paid', null]);
	assert.deepEqual(paid.metadata, { user_id: 'u1' });
	assert.deepEqual(paid.payment_intent.metadata, { kind: 'topup' });
	assert.deepEqual(paid.payment_intent.latest_charge.metadata, { kind: 'topup' });
	assert.equal(paid.line_items.data[0].amount_total, 500);
	assert.equal(paid.customer, null);
	assert.deepEqual(await happened(), [
		'payment_intent.created', 'charge.succeeded', 'payment_intent.succeeded',
		'checkout.session.completed']);
});

test('the hosted page is paid by its button, and leads back', async () => {
	const session = await checkout(stripe);
	const page = await fetch(session.url);

	assert.match(await page.text(), /Pay \$5\.00/);
	const sent = await fetch(session.url, { method: 'POST', redirect: 'manual' });
	assert.equal(sent.status, 303);
	assert.equal(sent.headers.get('location'), `http://127.0.0.1:1/ok?session=${session.id}`);
	assert.equal((await fetch(session.url, { method: 'POST' })).status, 410);
});

test('a payment may come later, or not come', async () => {
	for (const [end, status] of [['async_succeed', 'paid'], ['async_fail', 'unpaid']]) {
		const session = await checkout(stripe);

		await tell(`/checkout/${session.id}/complete`, { payment_status: 'unpaid' });
		const waiting = await stripe.checkout.sessions.retrieve(session.id);
		assert.deepEqual([waiting.status, waiting.payment_status], ['complete', 'unpaid']);
		await tell(`/checkout/${session.id}/${end}`);
		assert.equal((await stripe.checkout.sessions.retrieve(session.id)).payment_status, status);
	}
	const events = await happened();
	assert.ok(events.includes('checkout.session.async_payment_succeeded'));
	assert.ok(events.includes('checkout.session.async_payment_failed'));
});

test('a session expires by its time, and by hand', async () => {
	const first = await checkout(stripe), second = await checkout(stripe);

	await stripe.checkout.sessions.expire(first.id);
	await tell('/clock', { advance: 86401 });
	assert.equal((await stripe.checkout.sessions.retrieve(second.id)).status, 'expired');
	assert.deepEqual(await happened(), ['checkout.session.expired', 'checkout.session.expired']);
	const error = await refusal(stripe.checkout.sessions.expire(first.id));
	assert.ok(error instanceof Stripe.errors.StripeInvalidRequestError);
});

test('Checkout in setup mode saves a card', async () => {
	const customer = await stripe.customers.create();
	const session = await stripe.checkout.sessions.create({
		mode: 'setup', currency: 'usd', customer: customer.id, success_url: `${base}/ok`,
	});

	assert.equal(session.payment_status, 'no_payment_required');
	await tell(`/checkout/${session.id}/complete`);
	const intent = await stripe.setupIntents.retrieve(session.setup_intent);
	assert.equal(intent.status, 'succeeded');
	const method = await stripe.paymentMethods.retrieve(intent.payment_method);
	assert.equal(method.customer, customer.id);
});

test('a SetupIntent is created, and succeeds or fails at the page', async () => {
	const customer = await stripe.customers.create();
	const made = await stripe.setupIntents.create({ customer: customer.id });

	assert.deepEqual([made.status, made.usage], ['requires_payment_method', 'off_session']);
	assert.ok(made.client_secret.startsWith(`${made.id}_secret_`));
	await tell(`/setup_intents/${made.id}/fail`);
	assert.equal((await stripe.setupIntents.retrieve(made.id)).last_setup_error.code, 'card_declined');
	await tell(`/setup_intents/${made.id}/succeed`);
	assert.equal((await stripe.setupIntents.retrieve(made.id)).status, 'succeeded');
});

const topup = (card, more = {}) => ({
	amount: 1000, currency: 'usd', off_session: true, confirm: true, metadata: { kind: 'auto' },
	automatic_payment_methods: { enabled: true, allow_redirects: 'never' }, ...card, ...more,
});

test('a saved card is charged off session', async () => {
	const card = await customerWithCard(stripe);
	const paid = await stripe.paymentIntents.create(topup(card));

	assert.deepEqual([paid.status, paid.amount_received, paid.customer],
		['succeeded', 1000, card.customer]);
	const charge = await stripe.charges.retrieve(paid.latest_charge);
	assert.deepEqual([charge.metadata.kind, charge.paid], ['auto', true]);
});

test('a decline is a card error with the payment intent in it', async () => {
	const card = await customerWithCard(stripe, 'pm_card_chargeDeclinedInsufficientFunds');
	const error = await refusal(stripe.paymentIntents.create(topup(card)));

	assert.ok(error instanceof Stripe.errors.StripeCardError);
	assert.deepEqual([error.statusCode, error.code, error.decline_code],
		[402, 'card_declined', 'insufficient_funds']);
	assert.equal(error.payment_intent.status, 'requires_payment_method');
	assert.equal(error.payment_intent.last_payment_error.decline_code, 'insufficient_funds');
	assert.equal(error.charge, error.payment_intent.latest_charge);
	assert.deepEqual((await happened()).slice(-3),
		['payment_intent.created', 'charge.failed', 'payment_intent.payment_failed']);
});

test('a card that wants its owner is refused off session', async () => {
	const card = await customerWithCard(stripe, 'pm_card_authenticationRequired');
	const error = await refusal(stripe.paymentIntents.create(topup(card)));

	assert.ok(error instanceof Stripe.errors.StripeCardError);
	assert.equal(error.code, 'authentication_required');
	const there = await stripe.paymentIntents.create(topup(card, { off_session: false }));
	assert.equal(there.status, 'requires_action');
	await tell(`/payment_intents/${there.id}/authenticate`);
	assert.equal((await stripe.paymentIntents.retrieve(there.id)).status, 'succeeded');
});

test('a detached card is no card', async () => {
	const card = await customerWithCard(stripe);

	await tell(`/payment_methods/${card.payment_method}/detach`);
	const error = await refusal(stripe.paymentIntents.create(topup(card)));
	assert.deepEqual([error.code, error.statusCode], ['resource_missing', 400]);
});

test('an account is onboarded by its link, once', async () => {
	const account = await stripe.accounts.create({
		type: 'express', country: 'US', capabilities: { transfers: { requested: true } },
	});
	const link = await stripe.accountLinks.create({
		account: account.id, type: 'account_onboarding',
		refresh_url: `${base}/again`, return_url: `${base}/back`,
	});

	assert.deepEqual([account.payouts_enabled, account.capabilities.transfers], [false, 'inactive']);
	assert.match(await (await fetch(link.url)).text(), /Finish/);
	const second = await fetch(link.url, { redirect: 'manual' });
	assert.equal(second.headers.get('location'), `${base}/again`);
	const sent = await fetch(link.url, { method: 'POST', redirect: 'manual' });
	assert.equal(sent.headers.get('location'), `${base}/back`);
	const active = await stripe.accounts.retrieve(account.id);
	assert.deepEqual([active.payouts_enabled, active.capabilities.transfers, active.details_submitted],
		[true, 'active', true]);
	const [letter] = await ask('/events?type=account.updated');
	assert.deepEqual([letter.to, letter.event.account], ['connect', account.id]);
	assert.equal(letter.event.data.previous_attributes.payouts_enabled, false);
});

test('a transfer needs an active account and an available balance', async () => {
	const account = await activeAccount(stripe);
	const wanted = { amount: 700, currency: 'usd', destination: account, transfer_group: 'wd_1' };

	await tell('/balance', { available: 699 });
	const short = await refusal(stripe.transfers.create(wanted));
	assert.deepEqual([short.statusCode, short.code], [400, 'balance_insufficient']);
	await tell('/balance', { available: 700 });
	const made = await stripe.transfers.create(wanted);
	assert.equal((await stripe.transfers.retrieve(made.id)).destination, account);
	assert.equal((await stripe.balance.retrieve()).available[0].amount, 0);
	await tell(`/accounts/${account}/restrict`);
	const idle = await refusal(stripe.transfers.create(wanted));
	assert.equal(idle.code, 'insufficient_capabilities_for_transfer');
	assert.equal((await refusal(stripe.transfers.create({ ...wanted, destination: 'acct_x' }))).code,
		'resource_missing');
});

test('a charge can be passed on before its money is available', async () => {
	const account = await activeAccount(stripe);
	const paid = await stripe.paymentIntents.create(topup(await customerWithCard(stripe)));

	await tell('/balance', { available: 0 });
	const made = await stripe.transfers.create({
		amount: 1000, currency: 'usd', destination: account, source_transaction: paid.latest_charge,
	});
	assert.equal(made.transfer_group, `group_${paid.id}`);
	assert.equal((await stripe.balance.retrieve()).available[0].amount, 0);
});

test('a transfer is reversed in parts', async () => {
	const account = await activeAccount(stripe);
	const made = await stripe.transfers.create({ amount: 700, currency: 'usd', destination: account });

	await stripe.transfers.createReversal(made.id, { amount: 200 });
	await tell(`/transfers/${made.id}/reverse`);
	const reversed = await stripe.transfers.retrieve(made.id);
	assert.deepEqual([reversed.amount_reversed, reversed.reversed, reversed.reversals.data.length],
		[700, true, 2]);
	assert.equal((await happened()).filter((name) => name === 'transfer.reversed').length, 2);
});

test('a refund tells the charge, in parts', async () => {
	const paid = await stripe.paymentIntents.create(topup(await customerWithCard(stripe)));

	await stripe.refunds.create({ payment_intent: paid.id, amount: 300 });
	await tell(`/charges/${paid.latest_charge}/refund`, { amount: 700 });
	const letters = await ask('/events?type=charge.refunded');
	assert.deepEqual(letters.map(({ event }) => event.data.object.amount_refunded), [300, 1000]);
	assert.equal(letters[1].event.data.previous_attributes.amount_refunded, 300);
	assert.equal(letters[1].event.data.object.refunds.data.length, 2);
	const listed = await stripe.refunds.list({ payment_intent: paid.id });
	assert.deepEqual(listed.data.map((refund) => refund.amount), [700, 300]);
	assert.equal((await refusal(stripe.refunds.create({ charge: paid.latest_charge }))).code,
		'charge_already_refunded');
});

test('the refunds of a charge are told by pages', async () => {
	const paid = await stripe.paymentIntents.create(topup(await customerWithCard(stripe)));
	const charge = paid.latest_charge;
	const made = [];

	for (let n = 0; n < 12; n++)
		made.unshift((await stripe.refunds.create({ charge, amount: 1 })).id);
	const first = await stripe.refunds.list({ charge });
	assert.deepEqual([first.data.map(({ id }) => id), first.has_more], [made.slice(0, 10), true]);
	const rest = await stripe.refunds.list({ charge, starting_after: made[9], limit: 100 });
	assert.deepEqual([rest.data.map(({ id }) => id), rest.has_more], [made.slice(10), false]);
	const whole = await stripe.refunds.list({ charge, limit: 12 });
	assert.deepEqual([whole.data.length, whole.has_more], [12, false]);
	const within = (await ask('/events?type=charge.refunded')).at(-1).event.data.object.refunds;
	assert.deepEqual([within.data.map(({ id }) => id), within.has_more], [made.slice(0, 10), true]);
	for (const limit of [0, 101])
		assert.equal((await refusal(stripe.refunds.list({ charge, limit }))).param, 'limit');
	const lost = await refusal(stripe.refunds.list({ charge, starting_after: 're_x' }));
	assert.deepEqual([lost.code, lost.param], ['resource_missing', 'starting_after']);
	const both = await refusal(stripe.refunds.list({ charge, starting_after: made[9], ending_before: made[9] }));
	assert.match(both.message, /^Received both starting_after and ending_before/);
});

test('a dispute takes the money, and gives it back when it is won', async () => {
	const paid = await stripe.paymentIntents.create(topup(await customerWithCard(stripe)));
	const dispute = await tell(`/charges/${paid.latest_charge}/dispute`, { amount: 400 });

	assert.equal((await stripe.disputes.retrieve(dispute.id)).status, 'needs_response');
	assert.equal((await refusal(stripe.refunds.create({ charge: paid.latest_charge }))).code,
		'charge_disputed');
	await tell(`/disputes/${dispute.id}/close`, { status: 'won' });
	assert.deepEqual((await happened()).slice(-4), [
		'charge.dispute.created', 'charge.dispute.funds_withdrawn', 'charge.dispute.closed',
		'charge.dispute.funds_reinstated']);
});

test('lists go on by cursor, and by group and time', async () => {
	const account = await activeAccount(stripe);
	const made = [];

	for (let n = 0; n < 7; n++)
		made.unshift((await stripe.transfers.create({
			amount: 100 + n, currency: 'usd', destination: account, transfer_group: `wd_${n % 2}`,
		})).id);
	const found = [];
	for await (const transfer of stripe.transfers.list({ limit: 3 }))
		found.push(transfer.id);
	assert.deepEqual(found, made);
	const group = await stripe.transfers.list({ transfer_group: 'wd_0', limit: 2, destination: account });
	assert.deepEqual([group.data.length, group.has_more], [2, true]);
	const now = Math.floor(Date.now() / 1000);
	assert.equal((await stripe.transfers.list({ created: { gte: now + 60 } })).data.length, 0);
	assert.equal((await stripe.events.list({ type: 'transfer.*', limit: 100 })).data.length, 7);
});

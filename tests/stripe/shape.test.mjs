// The double's objects and parameters beside the library's types: names that Stripe does not have,
// and fields that Stripe always sends.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import {
	activeAccount, ask, checkout, client, customerWithCard, reset, tell,
} from './double.mjs';

const stripe = client();
const folder = `${process.env.STRIPE_NODE}/node_modules/stripe/cjs/resources`;

// The fields of an interface, by name; true where Stripe always sends it.
function fields(file, name) {
	const text = readFileSync(`${folder}/${file}.d.ts`, 'utf8').replace(/\/\*[^]*?\*\//g, '');
	const body = new RegExp(`^( *)(?:export )?interface ${name}\\b[^{\\n]*\\{\\n([^]*?)^\\1\\}`, 'm').exec(text);
	const found = {};

	assert.ok(body, `${file} has no ${name}`);
	for (const [, field, optional] of body[2].matchAll(new RegExp(`^${body[1]}    (\\w+)(\\??):`, 'gm')))
		found[field] = !optional;
	return found;
}

const OBJECTS = {
	'checkout.session': ['Checkout/Sessions', 'Session'], customer: ['Customers', 'Customer'],
	payment_intent: ['PaymentIntents', 'PaymentIntent'], setup_intent: ['SetupIntents', 'SetupIntent'],
	payment_method: ['PaymentMethods', 'PaymentMethod'], charge: ['Charges', 'Charge'],
	refund: ['Refunds', 'Refund'], dispute: ['Disputes', 'Dispute'], account: ['Accounts', 'Account'],
	transfer: ['Transfers', 'Transfer'], transfer_reversal: ['TransferReversals', 'TransferReversal'],
	balance_transaction: ['BalanceTransactions', 'BalanceTransaction'],
};

const CALLS = {
	'POST /v1/customers': ['Customers', 'CustomerCreateParams'],
	'POST /v1/customers/{id}': ['Customers', 'CustomerUpdateParams'],
	'GET /v1/customers': ['Customers', 'CustomerListParams'],
	'POST /v1/checkout/sessions': ['Checkout/Sessions', 'SessionCreateParams'],
	'GET /v1/checkout/sessions': ['Checkout/Sessions', 'SessionListParams'],
	'POST /v1/setup_intents': ['SetupIntents', 'SetupIntentCreateParams'],
	'GET /v1/setup_intents': ['SetupIntents', 'SetupIntentListParams'],
	'POST /v1/payment_intents': ['PaymentIntents', 'PaymentIntentCreateParams'],
	'POST /v1/payment_intents/{id}/confirm': ['PaymentIntents', 'PaymentIntentConfirmParams'],
	'GET /v1/payment_intents': ['PaymentIntents', 'PaymentIntentListParams'],
	'GET /v1/charges': ['Charges', 'ChargeListParams'],
	'POST /v1/refunds': ['Refunds', 'RefundCreateParams'],
	'GET /v1/refunds': ['Refunds', 'RefundListParams'],
	'GET /v1/disputes': ['Disputes', 'DisputeListParams'],
	'POST /v1/accounts': ['Accounts', 'AccountCreateParams'],
	'POST /v1/accounts/{id}': ['Accounts', 'AccountUpdateParams'],
	'POST /v1/account_links': ['AccountLinks', 'AccountLinkCreateParams'],
	'POST /v1/transfers': ['Transfers', 'TransferCreateParams'],
	'POST /v1/transfers/{id}/reversals': ['Transfers', 'TransferCreateReversalParams'],
	'GET /v1/transfers': ['Transfers', 'TransferListParams'],
	'GET /v1/events': ['Events', 'EventListParams'],
};

// Hashes below a call's parameters, where the interface is named as the field is.
const INNER = {
	'POST /v1/checkout/sessions line_items': ['Checkout/Sessions', 'LineItem', 'SessionCreateParams'],
	'POST /v1/checkout/sessions payment_intent_data': ['Checkout/Sessions', 'PaymentIntentData'],
	'POST /v1/checkout/sessions setup_intent_data': ['Checkout/Sessions', 'SetupIntentData'],
	'POST /v1/accounts controller': ['Accounts', 'Controller'],
};

let state, parameters;

before(async () => {
	await reset();
	const account = await activeAccount(stripe);
	const card = await customerWithCard(stripe);
	const paid = await stripe.paymentIntents.create({
		amount: 1000, currency: 'usd', confirm: true, off_session: true, ...card });
	const transfer = await stripe.transfers.create({ amount: 100, currency: 'usd', destination: account });

	await stripe.transfers.createReversal(transfer.id);
	await stripe.refunds.create({ payment_intent: paid.id, amount: 100 });
	await tell(`/charges/${paid.latest_charge}/dispute`);
	await stripe.setupIntents.create();
	await checkout(stripe);
	state = (await ask('/state')).objects;
	parameters = await ask('/parameters');
});

for (const [noun, [file, name]] of Object.entries(OBJECTS)) {
	test(`a ${noun} has the fields that Stripe's has`, () => {
		const known = fields(file, name);

		assert.ok(state[noun].length > 0);
		for (const found of state[noun]) {
			assert.deepEqual(Object.keys(found).filter((field) => !(field in known)), [], 'invented');
			assert.deepEqual(Object.keys(known).filter((field) => known[field] && !(field in found)), [],
				'left out');
		}
	});
}

const PAGES = ['limit', 'starting_after', 'ending_before'];

for (const [call, [file, name]] of Object.entries(CALLS)) {
	test(`${call} takes no parameter that Stripe does not take`, () => {
		const known = fields(file, name);

		assert.deepEqual(Object.keys(parameters[call]).filter(
			(field) => !(field in known) && !PAGES.includes(field)), []);
	});
}

for (const [where, [file, name]] of Object.entries(INNER)) {
	test(`${where} takes no name that Stripe does not take`, () => {
		const [method, path, field] = where.split(' ');
		const text = fields(file, name);

		assert.deepEqual(Object.keys(parameters[`${method} ${path}`][field]).filter(
			(inner) => !(inner in text)), []);
	});
}

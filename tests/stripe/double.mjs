// What the tests share: the library pointed at the double, and the double's control API.

import { createRequire } from 'node:module';
import { Agent, createServer } from 'node:http';
import { once } from 'node:events';

export const require = createRequire(`${process.env.STRIPE_NODE}/package.json`);
const exported = require('stripe');
export const Stripe = exported.default ?? exported.Stripe ?? exported;

export const base = process.env.STRIPE_DOUBLE;
export const PLATFORM = 'whsec_platform';
export const CONNECT = 'whsec_connect';

// The library leaves the answer that it retries unread, and its connection open until it times
// out: a file of tests ends when it hangs up.
const agent = new Agent({ keepAlive: true });
export const hangUp = () => agent.destroy();

export function client(options = {}) {
	const { hostname, port } = new URL(base);

	return new Stripe(options.key ?? 'sk_test_double', {
		host: hostname, port, protocol: 'http', maxNetworkRetries: 0,
		httpClient: Stripe.createNodeHttpClient(agent), ...options.settings,
	});
}

export async function control(method, path, body) {
	const answer = await fetch(`${base}/_double${path}`, {
		method, body: body === undefined ? undefined : JSON.stringify(body),
	});
	const said = await answer.json();

	if (!answer.ok)
		throw new Error(`${method} ${path}: ${answer.status} ${said.error}`);
	return said;
}

export const tell = (path, body = {}) => control('POST', path, body);
export const ask = (path) => control('GET', path);
export const reset = () => tell('/reset');

export const script = (path, rule) => tell('/script', { match: { method: 'POST', path }, ...rule });

// The names of the events so far, in the order they happened.
export const happened = async () => (await ask('/events')).map((letter) => letter.type);

// The error that a promise is refused with; a promise that is kept is the failure.
export async function refusal(promise) {
	let kept;

	try {
		kept = await promise;
	} catch (error) {
		return error;
	}
	throw new Error(`was not refused: ${JSON.stringify(kept)}`);
}

export const checkout = (stripe, more = {}, options = {}) => stripe.checkout.sessions.create({
	mode: 'payment',
	line_items: [{
		quantity: 1,
		price_data: { currency: 'usd', unit_amount: 500, product_data: { name: 'Wallet top-up' } },
	}],
	success_url: 'http://127.0.0.1:1/ok?session={CHECKOUT_SESSION_ID}',
	cancel_url: 'http://127.0.0.1:1/no',
	metadata: { user_id: 'u1' },
	...more,
}, options);

// A customer whose card was saved by paying once.
export async function customerWithCard(stripe, card = 'pm_card_visa') {
	const customer = await stripe.customers.create({ metadata: { user_id: 'u1' } });
	const session = await checkout(stripe, {
		customer: customer.id, payment_intent_data: { setup_future_usage: 'off_session' },
	});

	await tell(`/checkout/${session.id}/complete`, { card });
	const methods = await stripe.paymentMethods.list({ customer: customer.id, type: 'card' });
	return { customer: customer.id, payment_method: methods.data[0].id };
}

export async function activeAccount(stripe) {
	const account = await stripe.accounts.create({
		controller: {
			stripe_dashboard: { type: 'express' }, fees: { payer: 'application' },
			losses: { payments: 'application' },
		},
		capabilities: { transfers: { requested: true } }, country: 'US', email: 'a@example.com',
		metadata: { user_id: 'u1' },
	});

	await tell(`/accounts/${account.id}/activate`);
	return account.id;
}

// A server for webhooks: answer(n) says with which status the n-th is answered.
export async function receiver(answer = () => 200) {
	const letters = [];
	const server = createServer(async (request, response) => {
		const chunks = [];

		for await (const chunk of request)
			chunks.push(chunk);
		letters.push({
			body: Buffer.concat(chunks), signature: request.headers['stripe-signature'], path: request.url,
		});
		response.writeHead(answer(letters.length)).end();
	}).listen(0, '127.0.0.1');

	await once(server, 'listening');
	const url = `http://127.0.0.1:${server.address().port}`;
	await tell('/webhooks/endpoints', { platform: `${url}/platform`, connect: `${url}/connect` });
	return {
		letters, url,
		async close() {
			await tell('/webhooks/endpoints', { platform: '', connect: '' });
			server.closeAllConnections();
			server.close();
		},
	};
}

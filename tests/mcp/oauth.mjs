// A host that has the address alone: turned away, it finds out where tokens are to be had, its user allows it in a browser,
// and what it may do is what it asked for, and more when a tool asks for more. By the clients of both generations.
import assert from 'node:assert/strict';
import { Client as Stateless, StreamableHTTPClientTransport as StatelessTransport, UnauthorizedError as StatelessRefusal } from '@modelcontextprotocol/client';
import { UnauthorizedError as HandshakeRefusal } from '@modelcontextprotocol/sdk/client/auth.js';
import { Client as Handshake } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as HandshakeTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';

const [base, key] = process.argv.slice(2);
const back = 'http://127.0.0.1:7777/callback';

// The user's browser: signed in, it says yes. The code that it brings back.
async function allow(url) {
	const session = await fetch(`${base}/api/session`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ key }) });
	const cookie = session.headers.get('set-cookie').split(';')[0];
	const page = await (await fetch(url, { headers: { cookie } })).text();
	const form = new URLSearchParams({ answer: 'allow' });
	for (const [, name, value] of page.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g))
		form.append(name, value.replaceAll('&amp;', '&').replaceAll('&quot;', '"'));
	const answer = await fetch(`${base}/oauth/authorize`, { method: 'POST', redirect: 'manual', headers: { cookie, Origin: new URL(base).origin }, body: form });
	assert.equal(answer.status, 303, await answer.text());
	return new URL(answer.headers.get('location')).searchParams;
}

class Host {
	redirectUrl = back;
	clientMetadata = { client_name: 'a host', redirect_uris: [back] };
	clientInformation() { return { client_id: 'clorp-cli' }; }
	tokens() { return this.kept; }
	saveTokens(tokens) { this.kept = tokens; }
	saveCodeVerifier(verifier) { this.verifier = verifier; }
	codeVerifier() { return this.verifier; }
	saveDiscoveryState(state) { this.discovered = state; }
	discoveryState() { return this.discovered; }
	redirectToAuthorization(url) { this.wish = url; }
}

async function through(Client, Transport, Refusal, options) {
	const host = new Host();
	const address = new URL(`${base}/mcp`);
	const open = async () => {
		const transport = new Transport(address, { authProvider: host });
		const client = new Client({ name: 'a host', version: '1' }, options);
		await client.connect(transport);
		return { client, transport };
	};
	const enter = async () => {
		const answer = await allow(host.wish);
		assert.equal(answer.get('iss'), new URL(base).origin);
		await new Transport(address, { authProvider: host }).finishAuth(Transport === HandshakeTransport ? answer.get('code') : answer);
	};

	await assert.rejects(open(), (error) => error instanceof Refusal || /nauthorized/.test(error));
	assert.equal(host.wish.searchParams.get('resource'), `${base}/mcp`);
	assert.equal(host.wish.searchParams.get('scope'), 'read compete spend');
	await enter();
	assert.equal(host.kept.scope, 'read compete spend');

	const { client } = await open();
	const estimate = await client.callTool({ name: 'drop', arguments: { prompt: 'Name a river.' } });
	assert.equal(estimate.structuredContent.needs_confirmation, true);
	await client.close();

	// A token that can do less: the refusal says what it would take, and the host asks for that.
	host.wish.searchParams.set('scope', 'read');
	await enter();
	assert.equal(host.kept.scope, 'read');
	delete host.kept.refresh_token; // the older client would try that first, which gives it no more
	host.wish = null;
	const reader = (await open()).client;
	assert.ok((await reader.callTool({ name: 'wallet', arguments: {} })).structuredContent);
	await assert.rejects(reader.callTool({ name: 'drop', arguments: { prompt: 'Name a river.' } }));
	assert.ok(host.wish, 'it is asked to go and get more');
	assert.match(host.wish.searchParams.get('scope'), /spend/);
	await reader.close().catch(() => {});
}

await through(Handshake, HandshakeTransport, HandshakeRefusal, {});
await through(Stateless, StatelessTransport, StatelessRefusal, { versionNegotiation: { mode: 'auto' } });

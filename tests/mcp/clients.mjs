// Clients of both generations, as their makers wrote them.
import { Client as Stateless, StreamableHTTPClientTransport as StatelessTransport } from '@modelcontextprotocol/client';
import { createTaskSessionFromClient } from '@modelcontextprotocol/ext-tasks/client';
import { Client as Handshake } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as HandshakeTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';

export const VERSION = '2026-07-28';
const self = { name: 'clorp-mcp-tests', version: '1.0.0' };
const headers = (key) => ({ Authorization: `Bearer ${key}` });

export async function handshake(base, key) {
	const client = new Handshake(self);
	await client.connect(new HandshakeTransport(new URL(`${base}/mcp`), { requestInit: { headers: headers(key) } }));
	return client;
}

// mode: 'auto' asks for the newest; left out, the client stays with the handshake.
export async function stateless(base, key, mode = 'auto') {
	const client = new Stateless(self, mode ? { versionNegotiation: { mode } } : {});
	await client.connect(new StatelessTransport(new URL(`${base}/mcp`), { requestInit: { headers: headers(key) } }));
	return client;
}

let id = 0;

// One message by hand: the answer's HTTP status and its JSON.
export async function post(base, key, message, more = {}) {
	const response = await fetch(`${base}/mcp`, {
		method: 'POST',
		headers: { 'Content-Type': 'application/json', Accept: 'application/json, text/event-stream', ...headers(key), ...more },
		body: typeof message === 'string' ? message : JSON.stringify(message),
	});
	const text = await response.text();
	return { status: response.status, text, json: text ? JSON.parse(text) : null };
}

// What ext-tasks sends by itself, since the client has no word for tasks yet.
const dispatcher = (base, key) => async (request) => {
	const name = request.params.taskId ?? request.params.name;
	const answer = await post(base, key, { jsonrpc: '2.0', id: ++id, ...request },
		{ 'MCP-Protocol-Version': VERSION, 'Mcp-Method': request.method, ...(name ? { 'Mcp-Name': name } : {}) });
	return answer.json;
};

export const tasks = (client, base, key) => createTaskSessionFromClient(client, {
	endpointId: 'clorp',
	rawDispatch: dispatcher(base, key),
	v2RequestFraming: { protocolVersion: VERSION, clientInfo: self, clientCapabilities: { extensions: { 'io.modelcontextprotocol/tasks': {} } } },
});

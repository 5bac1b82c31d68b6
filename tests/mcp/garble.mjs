// Messages garbled at random, by a number that makes them the same again: whatever comes, the server answers with JSON or nothing, and
// finds no fault with itself.
import assert from 'node:assert/strict';
import { VERSION, post } from './clients.mjs';

const [base, key, seed, count] = process.argv.slice(2);
let state = BigInt(seed);

// splitmix64
function draw(below) {
	state = (state + 0x9e3779b97f4a7c15n) & 0xffffffffffffffffn;
	let z = state;
	z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & 0xffffffffffffffffn;
	z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & 0xffffffffffffffffn;
	return Number((z ^ (z >> 31n)) % BigInt(below));
}
const one = (list) => list[draw(list.length)];

const id = '01890a5d-ac96-774b-bcce-b302099a8057';
const meta = { _meta: { 'io.modelcontextprotocol/protocolVersion': VERSION,
	'io.modelcontextprotocol/clientCapabilities': { extensions: { 'io.modelcontextprotocol/tasks': {} } } } };
const calls = [['board', { pack: 'wild', limit: 3 }], ['drop', { prompt: 'Name a river.', price_cents: 100, envVars: { A: 'b' }, attachments: [id] }],
	['pull_result', { job_id: id }], ['claim', { job_id: id, idempotency_key: 'k' }], ['submit', { job_id: id, text: 'x', files: [{ key: id }] }], ['status', {}],
	['hire_pull', { agentId: id }], ['hire_accept', { job_id: id }], ['hire_submit', { job_id: id, text: 'x' }], ['wallet', { limit: 1 }], ['events', { after: '', type: 'drop.opened' }]];
const messages = [
	...calls.map(([name, args]) => ({ method: 'tools/call', params: { name, arguments: args, ...meta } })),
	...['tasks/get', 'tasks/cancel', 'tasks/update'].map((method) => ({ method, params: { taskId: id, ...meta } })),
	...['initialize', 'ping', 'tools/list', 'server/discover', 'notifications/initialized'].map((method) => ({ method, params: { protocolVersion: '2025-11-25', ...meta } })),
].map((message) => ({ jsonrpc: '2.0', id: 1, ...message }));

const odd = [null, true, 0, -1, 1.5, 1e308, 2 ** 53, '', 'x'.repeat(300), '\u{1F9EA}é', '\ud800', '&a=b#', '%00', "'; DROP TABLE jobs; --", [], {}, [[[[]]]], { a: { b: [] } }, ['__proto__']];

function garble(value) {
	if (draw(6) === 0)
		return one(odd);
	if (Array.isArray(value))
		return draw(4) ? value.map(garble) : [...value, one(odd)];
	if (value && typeof value === 'object') {
		const members = Object.entries(value).filter(() => draw(12)).map(([name, inner]) => [name, draw(2) ? garble(inner) : inner]);
		if (draw(5) === 0)
			members.push([one(['id', 'kind', 'confirm', 'job_id', 'x&y', 'error', 'result', '']), one(odd)]);
		return Object.fromEntries(members);
	}
	return draw(3) ? value : one(odd);
}

function tear(text) {
	const at = draw(text.length + 1);
	return one([() => text.slice(0, at), () => text + text, () => text.slice(0, at) + one(['\\', '"', '}', ',', '\u0000', '[', '9'.repeat(40)]) + text.slice(at),
		() => `[${text},${text}]`, () => '['.repeat(draw(60)) + text])();
}

for (let i = 0; i < Number(count); i++) {
	const message = garble(one(messages));
	const text = JSON.stringify(message) ?? 'undefined', sent = draw(5) ? text : tear(text);
	const method = typeof message?.method === 'string' && /^[ -~]+$/.test(message.method) ? message.method : 'ping';
	const name = [message?.params?.name, message?.params?.taskId].find((given) => typeof given === 'string' && /^[ -~]+$/.test(given)) ?? 'x';
	const more = draw(3) ? { 'MCP-Protocol-Version': VERSION, 'Mcp-Method': method, 'Mcp-Name': name } : draw(2) ? { 'MCP-Protocol-Version': one(['2025-03-26', '2025-11-25', 'x']) } : {};
	const answer = await post(base, key, sent, more);
	const told = `${i}: ${sent.slice(0, 400)} -> ${answer.status} ${answer.text.slice(0, 400)}`;

	assert.ok([200, 202, 400, 404].includes(answer.status), told);
	assert.equal(answer.status === 202, answer.json === null, told);
	for (const each of [answer.json ?? []].flat()) {
		assert.equal(each.jsonrpc, '2.0', told);
		assert.ok(('result' in each) !== ('error' in each), told);
		assert.ok(!['internal', 'busy'].includes(each.result?.structuredContent?.code) && each.error?.code !== -32603, told);
	}
}

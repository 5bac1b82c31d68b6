// Lends a key to clients that cannot be given one: what comes to its port, which it prints, goes on to `base` with it.
// A page of this address is one of the server's own. And the suite's own tools, by which it tries tasks, are ours
// here: `greet` answers at once; the others are drops that nobody answers, over after some seconds, and failed.
import http from 'node:http';

const [base, key] = process.argv.slice(2);
const to = new URL(base);
const ours = { greet: 'status', slow_compute: 'drop', failing_job: 'drop' };
let own = [];

function ourHeaders(given) {
	const headers = { ...given, authorization: `Bearer ${key}` };
	if (own.includes(headers.origin))
		headers.origin = to.origin;
	headers['mcp-name'] = ours[headers['mcp-name']] ?? headers['mcp-name'];
	if (!headers['mcp-name'])
		delete headers['mcp-name'];
	delete headers['content-length'];
	return headers;
}

function ourBody(text) {
	let message;
	try {
		message = JSON.parse(text);
	} catch {
		return text;
	}
	const params = message?.params;
	if (message?.method !== 'tools/call' || !ours[params?.name])
		return text;
	if (ours[params.name] === 'drop')
		params.arguments = { prompt: 'Count to three.', confirm: true, time_limit_seconds: Math.max(1, params.arguments?.seconds ?? 1) };
	params.name = ours[params.name];
	return JSON.stringify(message);
}

function theirBody(text) {
	if (!text.includes('"tools":[{'))
		return text;
	const message = JSON.parse(text);
	const tools = message.result.tools;
	tools.push(...Object.entries(ours).map(([name, our]) => ({ ...tools.find((tool) => tool.name === our), name })));
	return JSON.stringify(message);
}

async function read(stream) {
	const pieces = [];
	for await (const piece of stream)
		pieces.push(piece);
	return Buffer.concat(pieces).toString();
}

const server = http.createServer(async (request, response) => {
	const body = ourBody(await read(request));
	const onward = http.request({ host: to.hostname, port: to.port, path: request.url, method: request.method,
		headers: { ...ourHeaders(request.headers), 'content-length': Buffer.byteLength(body) } }, async (answer) => {
		const text = theirBody(await read(answer));
		const { 'content-length': _, ...headers } = answer.headers;
		response.writeHead(answer.statusCode, headers);
		response.end(text);
	});
	onward.on('error', () => response.writeHead(502).end());
	onward.end(body);
}).listen(0, '127.0.0.1', () => {
	const { port } = server.address();
	own = [`http://127.0.0.1:${port}`, `http://localhost:${port}`];
	console.log(port);
});

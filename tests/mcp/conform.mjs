// The conformance suite's scenarios that a server with tools and tasks, and nothing else, can be held to. Each check must pass but
// those that stand here with the reason: they need what this server has not. One that passes all the same is amiss, too.
//
// Left out whole: completion-*, logging-*, prompts-*, resources-*, sep-2164 and sep-2640 (this server has tools only); tools-call-*, elicitation-*,
// json-schema-2020-12 (they ask for the suite's own tools, with pictures, sound, progress or questions to the client); server-sse-* (answers are
// single objects); http-custom-header-* (no tool asks for headers); input-required-* and tasks-mrtr-* (nothing is asked of the client);
// tasks-status-notifications (tasks are polled); tasks-required-task-error (no tool insists on a task).
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const [node, url] = process.argv.slice(2);
const suite = 'node_modules/@modelcontextprotocol/conformance/dist/index.js';
const run = promisify(execFile);

const diagnostic = 'a diagnostic tool is asked for, which is in no product';
const scenarios = [
	{ name: 'server-initialize', version: '2025-11-25' },
	{ name: 'ping', version: '2025-11-25' },
	{ name: 'tools-list', version: '2025-11-25' },
	{ name: 'dns-rebinding-protection', version: '2025-11-25' },
	{ name: 'server-session-lifecycle', version: '2025-11-25', none: 'there are no sessions to look at' },
	{ name: 'tools-list', version: '2026-07-28' },
	{ name: 'dns-rebinding-protection', version: '2026-07-28' },
	{ name: 'http-header-validation', version: '2026-07-28' },
	{ name: 'server-stateless', version: '2026-07-28', but: {
		'sep-2575-server-rejects-undeclared-capability': diagnostic,
		'sep-2575-missing-capability-http-400': diagnostic,
		'sep-2575-http-server-no-independent-requests-on-stream': diagnostic,
		'sep-2575-server-no-log-without-loglevel': diagnostic,
	} },
	{ name: 'caching', version: '2026-07-28', but: {
		'sep-2549-prompts-list-caching-hints': 'no prompts',
		'sep-2549-resources-list-caching-hints': 'no resources',
		'sep-2549-resources-templates-list-caching-hints': 'no resources',
	} },
	{ name: 'tasks-capability-negotiation' },
	{ name: 'tasks-wire-fields' },
	{ name: 'tasks-request-state-removal' },
	{ name: 'tasks-request-headers', but: {
		'tasks-headers-tolerate-mcp-method-on-tools-call': 'the suite wants its own tool to greet it by name',
	} },
	{ name: 'tasks-dispatch-and-envelope', but: {
		'tasks-result-type-complete-on-non-task-responses': 'a tool is asked for that asks back',
	} },
	{ name: 'tasks-lifecycle', but: {
		'sep-2663-tasks-get-status-failed': 'a tool is asked for that breaks the protocol',
	} },
];

async function checksOf({ name, version }) {
	const out = await mkdtemp(join(tmpdir(), 'clorp-mcp-'));
	const extra = version ? ['--spec-version', version] : [];
	try {
		await run(node, [suite, 'server', '--url', url, '--scenario', name, ...extra, '-o', out]).catch((error) => {
			if (error.code !== 1)
				throw error;
		});
		const [folder] = await readdir(out);
		return folder ? JSON.parse(await readFile(join(out, folder, 'checks.json'), 'utf8')) : [];
	} finally {
		await rm(out, { recursive: true });
	}
}

async function hold(scenario) {
	const checks = await checksOf(scenario), but = scenario.but ?? {};
	const failed = new Set(checks.filter((check) => check.status === 'FAILURE').map((check) => check.id));
	const passed = checks.filter((check) => check.status === 'SUCCESS').length;
	const amiss = [
		...[...failed].filter((id) => !but[id]).map((id) => `${id} fails: ${checks.find((check) => check.id === id && check.status === 'FAILURE').errorMessage}`),
		...Object.keys(but).filter((id) => !failed.has(id)).map((id) => `${id} does not fail`),
		...(passed || scenario.none ? [] : ['nothing was checked']),
	];
	console.log(`${amiss.length ? 'FAILED' : 'ok'} ${scenario.name} ${scenario.version ?? 'extension'}: ${passed} pass${failed.size ? `, ${failed.size} do not apply` : ''}`);
	amiss.forEach((line) => console.log(`    ${line}`));
	return amiss.length;
}

// A few at a time: each spends more time waiting than working.
const queue = [...scenarios];
let amiss = 0;
await Promise.all(Array.from({ length: 3 }, async () => {
	for (let next; (next = queue.shift());)
		amiss += await hold(next);
}));
process.exitCode = amiss ? 1 : 0;

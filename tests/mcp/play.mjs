// Two senders and five competitors play two drops, by MCP alone: one drop is a task, the other is asked after.
import assert from 'node:assert/strict';
import { resultFromTaskOutcome } from '@modelcontextprotocol/ext-tasks/client';
import { handshake, stateless, tasks } from './clients.mjs';

const [base, senderKey, ...keys] = process.argv.slice(2);
const texts = [
	'The Rhine ends in the North Sea, the Danube in the Black Sea, the Volga in the Caspian Sea.',
	'Three rivers: the Nile, which ends in the Mediterranean Sea; the Don, in the Sea of Azov; the Oder, in the Baltic Sea.',
	'The Rhone ends in the Mediterranean Sea, the Vistula in the Baltic Sea, the Dnieper in the Black Sea.',
	'The Elbe and its sea, the North Sea; the Ebro and the Mediterranean Sea; the Dniester and the Black Sea: three rivers.',
	'Rivers and the sea of each: the Po ends in the Adriatic Sea, the Seine in the Channel, the Neva in the Baltic Sea.',
];
const order = { prompt: 'Name three rivers, and the sea that each of them ends in.', pack: 'roast' };

// Half of them of the one generation, half of the other. Each has the tools' schemas, so it holds answers to them.
const competitors = await Promise.all(keys.map((key, i) => (i % 2 ? stateless(base, key, i === 1 ? 'auto' : null) : handshake(base, key))));
await Promise.all(competitors.map((client) => client.listTools()));

async function call(client, name, args = {}) {
	const result = await client.callTool({ name, arguments: args });
	assert.ok(!result.isError, JSON.stringify(result));
	assert.deepEqual(JSON.parse(result.content[0].text), result.structuredContent);
	return result.structuredContent;
}

async function answer(job_id, salt) {
	const { board } = await call(competitors[0], 'board', { limit: 100 });
	assert.ok(board.some((row) => row.id === job_id));
	for (const [i, client] of competitors.entries()) {
		assert.equal((await call(client, 'claim', { job_id })).job_id, job_id);
		assert.ok((await call(client, 'status')).jobs.some((row) => row.id === job_id));
		await call(client, 'submit', { job_id, text: `${texts[i]} ${salt}` });
	}
	const mine = await Promise.all(competitors.map((client) => call(client, 'pull_result', { job_id })));
	assert.deepEqual(mine.map((one) => one.submission.rank).sort(), [1, 2, 3, 4, 5]);
	const winner = mine.findIndex((one) => one.submission.rank === 1);
	return { winner, text: mine[winner].submission.output_text, prize: mine[winner].job.prize_cents };
}

// As a task: one call, and the best of five comes back.
const modern = await stateless(base, senderKey);
assert.equal(modern.getProtocolEra(), 'modern');
const session = tasks(modern, base, senderKey);
assert.equal((await call(modern, 'drop', order)).needs_confirmation, true);
const execution = await session.callTool('drop', { ...order, confirm: true });
const { jobs } = await (await fetch(`${base}/api/jobs?status=open`, { headers: { Authorization: `Bearer ${senderKey}` } })).json();
assert.equal(jobs.length, 1);
const [won, { outcome }] = await Promise.all([answer(jobs[0].id, 'So it is.'), execution.settle()]);
const best = resultFromTaskOutcome(outcome);
assert.equal(best.structuredContent.status, 'completed');
assert.equal(best.structuredContent.output_text, won.text);
await session.close();

// Without: post, and ask until it is over.
const sender = await handshake(base, senderKey);
await sender.listTools();
const job = await call(sender, 'drop', { ...order, confirm: true, idempotency_key: 'second' });
assert.equal((await call(sender, 'drop', { ...order, confirm: true, idempotency_key: 'second' })).id, job.id);
assert.equal(job.status, 'open');
const again = await answer(job.id, 'As far as I know.');
const { job: done } = await call(sender, 'pull_result', { job_id: job.id });
assert.equal(done.output_text, again.text);

// Who has won is paid, and told of it.
const paid = await call(competitors[again.winner], 'wallet');
assert.equal(paid.balance_cents, again.winner === won.winner ? 2 * again.prize : again.prize);
const { events } = await call(competitors[again.winner], 'events');
assert.ok(events.some((event) => event.type === 'submission.graded' && event.data.job_id === job.id));

// What the API refuses is for the model to read.
const refused = await sender.callTool({ name: 'claim', arguments: { job_id: job.id } });
assert.equal(refused.isError, true);
assert.ok(['own_drop', 'not_open'].includes(refused.structuredContent.code));
await assert.rejects(sender.callTool({ name: 'no such tool', arguments: {} }), /-32602/);
await Promise.all([...competitors, modern, sender].map((client) => client.close()));
console.log(`${best.structuredContent.grade}, then ${done.grade}; ${again.prize} cents each`);
